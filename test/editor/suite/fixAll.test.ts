import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension, replaceText, settled, show } from './support.ts';

const ten = `4 primary-role-undefined
9 unknown-key
11 role-without-hosts
16 wrong-type
17 host-and-hosts
17 proxy-host-format
24 registry-secret-as-text
31 read-otherwise
32 erb-in-comment
38 accessory-port-public`;

/** What has no safe fix is left to a person. */
const remaining = `4 primary-role-undefined
11 role-without-hosts
39 accessory-port-public`;

suite('fix all', () => {
  let document: vscode.TextDocument;
  let text: string;
  let fixed: string;

  const problems = () =>
    vscode.languages
      .getDiagnostics(document.uri)
      .map(({ code, range }) => `${range.start.line + 1} ${String(typeof code === 'object' ? code.value : code)}`)
      .join('\n');
  const problemsThen = (wanted: string) => settled(vscode.languages.onDidChangeDiagnostics, problems, wanted);
  /**
   * Runs "Fix All" until the text changes: the workbench leaves the command off until it has heard which kinds of actions there are,
   * which nothing tells, so it is asked again, as a person would.
   */
  const fixAll = async () => {
    const { version } = document;
    for (let attempt = 0; attempt < 10 && document.version === version; attempt++) {
      const changed = changeWithin(1000);
      await vscode.commands.executeCommand('editor.action.fixAll');
      await changed;
    }
  };
  const onSave = (kinds: Record<string, 'explicit'> | undefined) =>
    vscode.workspace.getConfiguration('editor', document).update('codeActionsOnSave', kinds, vscode.ConfigurationTarget.Workspace);

  suiteSetup(async () => {
    await extension();
    document = await show('ten-findings');
    text = document.getText();
    fixed = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(document.uri, '../../fixed.yml')));
  });
  suiteTeardown(async () => {
    await onSave(undefined);
    await replaceText(document, text);
    await document.save();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('repairs what is sure, in one edit, and leaves the rest to a person', async () => {
    await problemsThen(ten);
    await fixAll();
    assert.equal(document.getText(), fixed);
    await problemsThen(remaining);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), text);
  });

  test('changes nothing the second time', async () => {
    await replaceText(document, fixed);
    await problemsThen(remaining);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
      'source.fixAll',
    );
    assert.deepEqual(actions, []);
  });

  test('runs on save where a person sets it', async () => {
    await replaceText(document, fixed);
    await onSave({ 'source.fixAll.kamal': 'explicit' });
    await replaceText(document, text);
    await problemsThen(ten);
    assert.ok(await document.save());
    assert.equal(document.getText(), fixed);
    await problemsThen(remaining);
  });
});

/** Resolves when a document changes, or after so many milliseconds. */
function changeWithin(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const listener = vscode.workspace.onDidChangeTextDocument(end);
    const timer = setTimeout(end, milliseconds);
  });
}
