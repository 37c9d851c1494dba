import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { extension, settled } from './support.ts';

const bad = `service: shop
image: acme/shop
servers: [10.0.0.1]
registry: {server: "localhost:5000"}
builder: {arch: amd64}
proxi: {}
`;

suite('deployments of which no file is open', () => {
  let folder: vscode.Uri;
  let app: vscode.Uri;

  const write = (text: string) => vscode.workspace.fs.writeFile(app, new TextEncoder().encode(text));
  const rules = () =>
    vscode.languages
      .getDiagnostics(app)
      .map(({ code }) => String(typeof code === 'object' ? code.value : code))
      .join();
  const says = (wanted: string) => settled(vscode.languages.onDidChangeDiagnostics, rules, wanted);
  const set = (value: boolean | undefined) =>
    vscode.workspace.getConfiguration('kamal').update('workspaceDiagnostics', value, vscode.ConfigurationTarget.Global);

  suiteSetup(async () => {
    await extension();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root, 'no folder is open');
    folder = vscode.Uri.joinPath(root.uri, 'monorepo');
    app = vscode.Uri.joinPath(folder, 'apps/api/config/deploy.yml');
  });
  suiteTeardown(() => set(undefined));

  /** One level after the other, so that the editor watches each before the next is there. */
  const layFolders = async () => {
    const watcher = vscode.workspace.createFileSystemWatcher('**', false, true, true);
    const seen = new Set<string>();
    watcher.onDidCreate((uri) => seen.add(uri.toString()));
    for (const below of ['', 'apps', 'apps/api', 'apps/api/config']) {
      const uri = vscode.Uri.joinPath(folder, below);
      await vscode.workspace.fs.createDirectory(uri);
      await settled(watcher.onDidCreate, () => String(seen.has(uri.toString().replace(/\/$/, ''))), 'true');
    }
    watcher.dispose();
  };

  test('their problems are told as soon as the file is there, and follow the disk', async () => {
    await layFolders();
    await write(bad);
    await says('unknown-key');
    await write(bad.replace('proxi: {}\n', ''));
    await says('');
    await write(bad);
    await says('unknown-key');
    assert.ok(!vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === app.toString()));
  });

  test('a setting turns them off and on', async () => {
    await says('unknown-key');
    await set(false);
    await says('');
    await set(undefined);
    await says('unknown-key');
  });

  test('what the editor excludes is left out', async () => {
    const files = vscode.workspace.getConfiguration('files');
    await files.update('exclude', { '**/monorepo': true }, vscode.ConfigurationTarget.Global);
    await says('');
    const other = vscode.Uri.joinPath(folder, '../zoo/config/deploy.yml');
    mkdirSync(path.dirname(other.fsPath), { recursive: true });
    writeFileSync(other.fsPath, bad);
    await settled(vscode.languages.onDidChangeDiagnostics, () => String(vscode.languages.getDiagnostics(other).length), '1');
    assert.equal(rules(), '', 'found before the other, by its name');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, '../zoo'), { recursive: true });
    await files.update('exclude', undefined, vscode.ConfigurationTarget.Global);
    await says('unknown-key');
  });

  test('a tree of folders that comes at once is looked through', async () => {
    const fresh = vscode.Uri.joinPath(folder, '../fresh/apps/web/config/deploy.yml');
    mkdirSync(path.dirname(fresh.fsPath), { recursive: true });
    writeFileSync(fresh.fsPath, bad);
    await settled(vscode.languages.onDidChangeDiagnostics, () => String(vscode.languages.getDiagnostics(fresh).length), '1');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, '../fresh'), { recursive: true });
    await settled(vscode.languages.onDidChangeDiagnostics, () => String(vscode.languages.getDiagnostics(fresh).length), '0');
  });

  test('they go with their folder', async () => {
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await says('');
  });
});
