import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension, replaceText, type } from './support.ts';

const above = `service: shop
image: acme/shop
servers:
  `;

/** Stands last in every list: where it is taken, nothing else was offered. */
const last = 'nothing-else';

suite('completion that nobody asked for', () => {
  let document: vscode.TextDocument;
  let folder: vscode.Uri;
  const others: vscode.Disposable[] = [];

  suiteSetup(async () => {
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root, 'no folder is open');
    folder = vscode.Uri.joinPath(root.uri, 'asking');
    const file = vscode.Uri.joinPath(folder, 'config/deploy.yml');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(above));
    await extension();
    document = await vscode.workspace.openTextDocument(file);
  });
  setup(async () => {
    const editor = await vscode.window.showTextDocument(document);
    await replaceText(document, above);
    const end = document.positionAt(above.length);
    editor.selection = new vscode.Selection(end, end);
  });
  const now = Date.now;
  teardown(() => {
    Date.now = now;
    vscode.Disposable.from(...others.splice(0)).dispose();
  });
  suiteTeardown(async () => {
    await document.save();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  /** Somebody else's completion; the editor shows no list before it has answered. */
  const other = (provideCompletionItems: vscode.CompletionItemProvider['provideCompletionItems']) =>
    others.push(vscode.languages.registerCompletionItemProvider('kamal', { provideCompletionItems }));
  /** However slow the machine is: no time goes by from now on. */
  const standStill = () => {
    const still = now();
    Date.now = () => still;
  };
  /** Takes the first of what is offered, as soon as something is. */
  const take = async () => {
    const before = document.version;
    const changed = new Promise<void>((resolve) => {
      others.push(vscode.workspace.onDidChangeTextDocument((change) => change.document === document && resolve()));
    });
    while (document.version === before) await Promise.race([changed, vscode.commands.executeCommand('acceptSelectedSuggestion')]);
    return document.getText().slice(above.length);
  };

  test('behind a colon the editor asks anew when somebody else can complete from now on: nothing comes between the colon and Enter', async () => {
    await new Promise<void>((asked) => {
      let first = true;
      other(() => {
        if (!first) return [];
        first = false;
        asked();
        return new Promise(() => {});
      });
      void type('web');
    });
    // The list for these letters is still awaited.
    standStill();
    await type(':');
    await new Promise<void>((asked) =>
      other(() => {
        asked();
        return [{ label: last, sortText: 'zzzz' }];
      }),
    );
    assert.equal(await take(), `web:${last}`);
  });

  test('who asks for a list gets it', async () => {
    await type('web');
    await type(':');
    const typed = now();
    Date.now = () => typed + 60_000;
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    assert.equal(await take(), 'web:\n    hosts:\n      - ');
  });
});
