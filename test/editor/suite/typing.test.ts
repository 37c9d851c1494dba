import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension, replaceText, settled } from './support.ts';

const text = `service: shop
image: acme/shop
servers:
  web: [10.0.0.1]
registry:
  username: acme
  password: [KAMAL_REGISTRY_PASSWORD]
builder:
  arch: amd64
`;

/** Line and rule: what a half name of a key does to the section, and to its own line. */
const elsewhere = '5 missing-key';
const both = '5 missing-key\n6 unknown-key';

suite('while somebody types', () => {
  let document: vscode.TextDocument;
  let editor: vscode.TextEditor;
  let folder: vscode.Uri;

  const problems = () =>
    vscode.languages
      .getDiagnostics(document.uri)
      .map(({ code, range }) => `${range.start.line + 1} ${String(typeof code === 'object' ? code.value : code)}`)
      .join('\n');
  const problemsThen = (wanted: string) => settled(vscode.languages.onDidChangeDiagnostics, problems, wanted);
  /** Puts the cursor behind this word, and takes its last letters away by the key. */
  const erase = async (word: string, letters: number) => {
    editor.selection = at(word);
    for (let letter = 0; letter < letters; letter++) await vscode.commands.executeCommand('deleteLeft');
  };
  const at = (word: string) => {
    const position = document.positionAt(document.getText().indexOf(word) + word.length);
    return new vscode.Selection(position, position);
  };

  suiteSetup(async () => {
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root, 'no folder is open');
    folder = vscode.Uri.joinPath(root.uri, 'typing');
    const file = vscode.Uri.joinPath(folder, 'config/deploy.yml');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await extension();
    document = await vscode.workspace.openTextDocument(file);
    editor = await vscode.window.showTextDocument(document);
  });
  teardown(async () => {
    await replaceText(document, text);
    await problemsThen('');
  });
  suiteTeardown(async () => {
    await document.save();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  test('what is wrong with the line waits until the cursor leaves it, what is wrong elsewhere does not', async () => {
    await erase('username', 4);
    await problemsThen(elsewhere);
    editor.selection = at('image');
    await problemsThen(both);
  });

  test('a pause shows it, and it stays while somebody types on', async () => {
    await erase('username', 4);
    await problemsThen(elsewhere);
    await problemsThen(both);
    // What comes next is about the new text: the message names the key.
    const names = (key: string) =>
      settled(vscode.languages.onDidChangeDiagnostics, () => (message().includes(`\`${key}\``) ? 'named' : message()), 'named');
    const message = () => vscode.languages.getDiagnostics(document.uri).find(({ range }) => range.start.line === 5)?.message ?? 'nothing';
    await vscode.commands.executeCommand('type', { text: 'x' });
    await names('userx');
  });

  test('saving shows it', async () => {
    await erase('username', 4);
    await problemsThen(elsewhere);
    await document.save();
    await problemsThen(both);
  });
});
