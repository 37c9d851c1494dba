import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../client/src/start.ts';
import { extension, replaceText, settled } from './support.ts';

const files: Record<string, string> = {
  'config/deploy.yml': `service: shop
image: acme/shop
servers:
  web: [192.0.2.10]
  job:
    hosts: [192.0.2.11]
    cmd: bin/jobs
proxy:
  host: shop.example.com
registry:
  username: acme
  password: [KAMAL_REGISTRY_PASSWORD]
builder:
  arch: amd64
env:
  clear:
    DB_HOST: 192.0.2.9
`,
  'config/deploy.eu.yml': 'servers:\n  web: [192.0.2.20]\n  job: {hosts: [192.0.2.21]}\n',
};

suite('what Kamal runs', () => {
  let api: Api;
  let folder: vscode.Uri;
  let document: vscode.TextDocument;

  const shown = () => {
    const editor = vscode.window.visibleTextEditors.find((one) => one.document.uri.scheme === 'kamal-commands');
    assert.ok(editor, 'it is not shown');
    return editor;
  };
  const at = (text: string, words: string) => {
    const offset = text.indexOf(words);
    assert.ok(offset >= 0, `${words} in ${text}`);
    const before = text.slice(0, offset).split('\n');
    return new vscode.Position(before.length - 1, before.at(-1)!.length + 1);
  };
  /** Puts the cursor on some words, as a person does. */
  const put = async (editor: vscode.TextEditor, words: string) => {
    const position = at(editor.document.getText(), words);
    const active = await vscode.window.showTextDocument(editor.document, editor.viewColumn);
    active.selection = new vscode.Selection(position, position);
  };
  const lit = (...wanted: string[]) => settled(api.onDidLight, () => [...api.lit()].sort().join('\n'), wanted.toSorted().join('\n'));

  suiteSetup(async () => {
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root, 'no folder is open');
    folder = vscode.Uri.joinPath(root.uri, 'runs');
    for (const [path, text] of Object.entries(files))
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), new TextEncoder().encode(text));
    api = await extension();
    document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'config/deploy.yml'));
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  });
  suiteTeardown(async () => {
    await replaceText(document, files['config/deploy.yml']!);
    await document.save();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  test('is shown beside the file, and follows what is typed there', async () => {
    await vscode.commands.executeCommand('kamal.showCommands');
    const { document: commands, viewColumn } = shown();
    assert.equal(viewColumn, vscode.ViewColumn.Two);
    assert.equal(commands.languageId, 'shellscript');
    assert.match(commands.getText(), /^# What Kamal runs for config\/deploy\.yml, server by server/);
    assert.match(commands.getText(), /\n# on 192\.0\.2\.11\n\n# job\ndocker run --detach \\\n/);
    const line = () => /^ {2}--env DB_HOST=.*$/m.exec(commands.getText())?.[0] ?? 'none';
    await replaceText(document, files['config/deploy.yml']!.replace('192.0.2.9', '192.0.2.99'));
    assert.ok(document.isDirty);
    await settled(vscode.workspace.onDidChangeTextDocument, line, '  --env DB_HOST="192.0.2.99" \\');
    await replaceText(document, files['config/deploy.yml']!);
    await settled(vscode.workspace.onDidChangeTextDocument, line, '  --env DB_HOST="192.0.2.9" \\');
  });

  test('an argument lights up the key that it comes from, and leads to it', async () => {
    await put(shown(), '--env DB_HOST');
    await lit('DB_HOST', '192.0.2.9');
    await put(shown(), '--name shop-job');
    await lit('service', 'shop', 'job');
    const { document: commands } = shown();
    const links = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      commands.uri,
      at(commands.getText(), 'bin/jobs'),
    );
    assert.deepEqual(
      links.map(({ targetUri, targetRange }) => [targetUri.toString(), document.getText(targetRange)]),
      [[document.uri.toString(), 'bin/jobs']],
    );
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      commands.uri,
      at(commands.getText(), 'bin/jobs'),
    );
    assert.ok(hover);
    assert.match((hover.contents[0] as vscode.MarkdownString).value, /^From \[servers\.job\.cmd \(.*deploy\.yml:7\)\]\(/);
  });

  test('the key under the cursor lights up the arguments that it decides', async () => {
    const [editor] = vscode.window.visibleTextEditors.filter((one) => one.document === document);
    assert.ok(editor);
    await put(editor, 'DB_HOST:');
    await lit('--env DB_HOST="192.0.2.9"');
    await put(editor, 'cmd: bin/jobs');
    await lit('bin/jobs');
    await put(editor, 'arch:');
    await lit();
    await put(editor, 'host: shop');
    await lit('--host="shop.example.com"');
  });

  test('a destination has its own, and a node of the tree leads to its lines', async () => {
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('kamal.chooseDestination', 'eu');
    await settled(api.onDidSay, () => api.status().split(' | ')[0]!, 'Kamal 2.12.0 · eu');
    const shownNode = (): string =>
      api
        .tree()[0]
        ?.children?.map(({ label, children = [] }) => `${label} ${children[0]?.label}`)
        .join() ?? '';
    await settled(api.onDidDraw, shownNode, 'web 192.0.2.20,job 192.0.2.21');
    const job = api.tree()[0]!.children![1]!;
    await vscode.commands.executeCommand('kamal.showCommands', { node: job.children![0], parent: { node: job } });
    const { document: commands, selection } = shown();
    assert.match(commands.uri.path, /with -d eu\.sh$/);
    assert.equal(commands.getText(selection), '# job');
    assert.match(commands.lineAt(selection.start.line - 2).text, /^# on 192\.0\.2\.21$/);
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('kamal.chooseDestination', '');
  });

  test('servers and their commands are its outline', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      shown().document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name, children }) => [name, ...children.map((child) => child.name)].join(' > ')),
      ['192.0.2.20 > kamal-proxy > web > web behind kamal-proxy', '192.0.2.21 > job'],
    );
  });
});
