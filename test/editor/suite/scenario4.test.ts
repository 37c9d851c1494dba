import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../client/src/start.ts';
import { diagnostics, extension, rule, show, tree, under } from './support.ts';

suite('scenario 4: root ssl whose hosts stand on the roles', () => {
  let api: Api;
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    document = await show('4');
    api = await extension();
  });
  suiteTeardown(async () => {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('the file has our language', () => assert.equal(document.languageId, 'kamal'));

  test('one error, at the words to change', async () => {
    const found = await diagnostics(document, (all) => all.length > 0);
    assert.deepEqual(
      found.map((one) => [rule(one), one.severity, under(document, one)]),
      [['ssl-without-host', vscode.DiagnosticSeverity.Error, '27: ssl: true']],
    );
  });

  test('the hover says what Kamal would print', async () => {
    const [problem] = vscode.languages.getDiagnostics(document.uri);
    assert.ok(problem);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, problem.range.start);
    const text = hovers
      .flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)))
      .join('\n');
    assert.match(text, /Must set a host to enable automatic SSL/);
  });

  test('the tree stands although Kamal refuses the file', async () => {
    const text = await tree(api, (text) => text.includes('backend'));
    assert.match(text, /^Roles/m);
    assert.match(text, /!error/);
  });

  test('the first fix repairs it, and the tree follows', async () => {
    const [problem] = vscode.languages.getDiagnostics(document.uri);
    assert.ok(problem);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const [first] = actions;
    assert.ok(first?.edit, 'no quick fix');
    assert.equal(first.isPreferred, true);
    assert.ok(await vscode.workspace.applyEdit(first.edit));
    await diagnostics(document, (all) => all.length === 0);
    assert.match(document.getText(), /host: shop\.example\n {6}ssl: true\n/);
    assert.match(document.getText(), /host: api\.shop\.example\n {6}ssl: true\n/);
    assert.doesNotMatch(document.getText(), /^proxy:/m);
    const text = await tree(api, (text) => !text.includes('!error'));
    assert.match(text, /https:\/\/shop\.example → frontend/);
    assert.match(text, /https:\/\/api\.shop\.example → backend/);
  });
});
