import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../client/src/start.ts';
import { extension, replaceText, settled } from './support.ts';

const files: Record<string, string> = {
  'config/deploy.yml': `service: shop
image: acme/shop
servers:
  web: [10.0.0.1]
registry:
  username: acme
  password: [KAMAL_REGISTRY_PASSWORD]
builder:
  arch: amd64
`,
  'config/deploy.staging.yml': `servers:
  web: [10.0.0.2]
`,
  'config/database.yml': 'production: {}\n',
  '.github/workflows/deploy.yml': 'on: push\n',
};

suite('the view "Deployment" and the language', () => {
  let api: Api;
  let folder: vscode.Uri;

  const open = async (path: string) => vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, path));
  const show = async (path: string) => {
    const document = await open(path);
    await vscode.window.showTextDocument(document);
    return document;
  };
  /** Title, message where there is one, and the servers of `web`. */
  const picture = () => {
    const { title, message, nodes } = api.picture();
    const web = nodes.find(({ label }) => label === 'Roles')?.children?.find(({ label }) => label === 'web');
    return [title, message && 'a message', ...(web?.children ?? []).map(({ label }) => label)].filter(Boolean).join(' | ');
  };
  const shows = (wanted: string) => settled(api.onDidDraw, picture, wanted);
  const judged = (document: vscode.TextDocument, rules: string) =>
    settled(
      vscode.languages.onDidChangeDiagnostics,
      () =>
        vscode.languages
          .getDiagnostics(document.uri)
          .map(({ code }) => String(typeof code === 'object' ? code.value : code))
          .join(),
      rules,
    );

  suiteSetup(async () => {
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root, 'no folder is open');
    folder = vscode.Uri.joinPath(root.uri, 'view');
    for (const [path, text] of Object.entries(files)) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), new TextEncoder().encode(text));
    }
    api = await extension();
  });
  teardown(async () => {
    for (const [path, text] of Object.entries(files)) {
      const document = await open(path);
      await replaceText(document, text);
      await document.save();
    }
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  test('the language is ours for deploy.yml and its destinations, and for nothing else', async () => {
    const languages = await Promise.all(Object.keys(files).map(async (path) => `${path} ${(await open(path)).languageId}`));
    assert.deepEqual(languages, [
      'config/deploy.yml kamal',
      'config/deploy.staging.yml kamal',
      'config/database.yml yaml',
      '.github/workflows/deploy.yml yaml',
    ]);
  });

  test('the view follows the editor to files of ours, and stays with others', async () => {
    await show('config/deploy.yml');
    await shows('Deployment | 10.0.0.1');
    await show('config/deploy.staging.yml');
    await shows('Deployment: staging | 10.0.0.2');
    await show('.github/workflows/deploy.yml');
    await vscode.commands.executeCommand('kamal.refreshTree');
    await shows('Deployment: staging | 10.0.0.2');
  });

  test('a destination can be chosen', async () => {
    await show('config/deploy.yml');
    await shows('Deployment | 10.0.0.1');
    await vscode.commands.executeCommand('kamal.chooseDestination', 'staging');
    await shows('Deployment: staging | 10.0.0.2');
    await vscode.commands.executeCommand('kamal.chooseDestination', '');
    await shows('Deployment | 10.0.0.1');
  });

  test('broken text leaves the last good picture, and says so', async () => {
    const document = await show('config/deploy.staging.yml');
    await shows('Deployment: staging | 10.0.0.2');
    await replaceText(document, `<<<<<<< HEAD\n${files['config/deploy.staging.yml']}`);
    await shows('Deployment: staging | a message | 10.0.0.2');
    await replaceText(document, 'servers:\n  web: [10.0.0.3]\n');
    await shows('Deployment: staging | 10.0.0.3');
  });

  test('a hidden view is drawn when it is shown again', async () => {
    const document = await show('config/deploy.staging.yml');
    await shows('Deployment: staging | 10.0.0.2');
    await vscode.commands.executeCommand('workbench.view.explorer');
    await replaceText(document, 'servers:\n  web: [10.0.0.4]\nproxi: {}\n');
    await judged(document, 'unknown-key');
    assert.equal(picture(), 'Deployment: staging | 10.0.0.2');
    await vscode.commands.executeCommand('kamal.deployment.focus');
    await shows('Deployment: staging | 10.0.0.4');
  });

  test('a document left in yaml is served as well', async () => {
    const document = await vscode.languages.setTextDocumentLanguage(await show('config/deploy.staging.yml'), 'yaml');
    await replaceText(document, 'servers:\n  web: [10.0.0.5]\nproxi: {}\n');
    await judged(document, 'unknown-key');
    await shows('Deployment: staging | 10.0.0.5');
    await vscode.languages.setTextDocumentLanguage(document, 'kamal');
  });

  test('the server can be restarted', async () => {
    const document = await show('config/deploy.staging.yml');
    await shows('Deployment: staging | 10.0.0.2');
    const before = api.client;
    await vscode.commands.executeCommand('kamal.restartServer');
    assert.notEqual(api.client, before);
    await replaceText(document, 'servers:\n  web: [10.0.0.6]\nproxi: {}\n');
    await judged(document, 'unknown-key');
    await shows('Deployment: staging | 10.0.0.6');
  });

  test('every command of the manifest exists', async () => {
    const manifest = vscode.extensions.getExtension('kamal-tools.vscode-kamal')?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      manifest.contributes.commands.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });
});
