import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension, replaceText, settled, type } from './support.ts';

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

/** Line and rule: what half the name of a key does to the file, and to its own line. */
const elsewhere = '1 missing-key';
const both = '1 missing-key\n2 unknown-key';

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
  /** Leaves half of `image`, and waits for what that does elsewhere; once more where a slow machine answers only after the pause. */
  const half = async () => {
    for (let attempt = 1; ; attempt++) {
      await erase('image', 2);
      await settled(vscode.languages.onDidChangeDiagnostics, () => problems().split('\n')[0] ?? '', elsewhere);
      if (problems() === elsewhere || attempt === 5) return assert.equal(problems(), elsewhere);
      await replaceText(document, text);
      await problemsThen('');
    }
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
    // The first judgement of a file may take longer than somebody pauses.
    await replaceText(document, text.replace('arch', 'arc'));
    await settled(vscode.languages.onDidChangeDiagnostics, () => String(problems() !== ''), 'true');
    await replaceText(document, text);
    await problemsThen('');
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
    await half();
    editor.selection = at('arch');
    await problemsThen(both);
  });

  test('a pause shows it, and it stays while somebody types on', async () => {
    await half();
    await problemsThen(both);
    // What comes next is about the new text: the message names the key.
    const names = (key: string) =>
      settled(vscode.languages.onDidChangeDiagnostics, () => (message().includes(`\`${key}\``) ? 'named' : message()), 'named');
    const message = () => vscode.languages.getDiagnostics(document.uri).find(({ range }) => range.start.line === 1)?.message ?? 'nothing';
    await type('x');
    await names('imax');
  });

  test('so does what is wrong with the key above', async () => {
    const seen = new Set<string>();
    const listener = vscode.languages.onDidChangeDiagnostics(() => seen.add(problems()));
    await erase('username', 4);
    await problemsThen('5 missing-key\n6 unknown-key');
    listener.dispose();
    assert.deepEqual([...seen].filter(Boolean), ['5 missing-key\n6 unknown-key']);
  });

  test('saving shows it', async () => {
    await half();
    await document.save();
    await problemsThen(both);
  });
});
