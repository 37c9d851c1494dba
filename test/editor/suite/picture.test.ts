import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../client/src/start.ts';
import type { DeploymentPicture } from '../../../server/src/protocol.ts';
import { extension, replaceText, settled } from './support.ts';

const text = `service: shop
image: acme/shop
servers:
  web: [192.0.2.10]
registry:
  username: acme
  password: [KAMAL_REGISTRY_PASSWORD]
builder:
  arch: amd64
`;

suite('the picture of a deployment', () => {
  let api: Api;
  let document: vscode.TextDocument;
  let asked = 0;
  let last: DeploymentPicture | null = null;
  const listeners: vscode.Disposable[] = [];
  /** Types a host, and waits until it has been judged. */
  const typed = async (host: string, rule: string) => {
    await replaceText(document, `${text.replace('192.0.2.10', host)}${rule === '' ? '' : 'proxi: {}\n'}`);
    await settled(
      vscode.languages.onDidChangeDiagnostics,
      () => (vscode.languages.getDiagnostics(document.uri).some(({ message }) => message.includes('proxi')) ? 'unknown-key' : ''),
      rule,
    );
  };
  const draws = (host: string) => settled(api.onDidPicture, () => String(last?.svg.includes(`>${host}<`) ?? false), 'true');

  suiteSetup(async () => {
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root, 'no folder is open');
    const uri = vscode.Uri.joinPath(root.uri, 'picture/config/deploy.yml');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    api = await extension();
    const client = api.client!;
    const send = client.sendRequest.bind(client) as (...args: unknown[]) => Promise<unknown>;
    client.sendRequest = ((...args: unknown[]) => {
      if (args[0] === 'kamal/picture') asked++;
      return send(...args);
    }) as typeof client.sendRequest;
    listeners.push({ dispose: () => (client.sendRequest = send as typeof client.sendRequest) });
    listeners.push(api.onDidPicture((picture) => (last = picture)));
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  });
  suiteTeardown(async () => {
    vscode.Disposable.from(...listeners).dispose();
    await replaceText(document, text);
    await document.save();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(document.uri, '../..'), { recursive: true });
  });

  test('is not asked for while no tab shows it', async () => {
    await typed('192.0.2.11', 'unknown-key');
    await typed('192.0.2.12', '');
    assert.equal(asked, 0);
  });

  test('follows every edit while its tab is seen', async () => {
    await vscode.commands.executeCommand('kamal.showDeployment');
    await draws('192.0.2.12');
    await replaceText(document, text.replace('192.0.2.10', '192.0.2.13'));
    await draws('192.0.2.13');
    assert.ok(asked >= 2);
  });

  test('keeps the destination that is shown while its base is in front, and follows to another file', async () => {
    const staging = vscode.Uri.joinPath(document.uri, '../deploy.staging.yml');
    const shows = (wanted: string) =>
      settled(
        api.onDidPicture,
        () => {
          const [service] = /(?<=aria-label=")[^":]+/.exec(last?.svg ?? '') ?? [];
          return `${service} on ${/>(192\.0\.2\.\d+)</.exec(last?.svg ?? '')?.[1]}`;
        },
        wanted,
      );
    await vscode.workspace.fs.writeFile(staging, new TextEncoder().encode('servers:\n  web: [192.0.2.20]\n'));
    await vscode.window.showTextDocument(staging, { viewColumn: vscode.ViewColumn.One });
    await shows('shop · staging on 192.0.2.20');
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
    await replaceText(document, text.replace('service: shop', 'service: store'));
    await shows('store · staging on 192.0.2.20');
    const other = vscode.Uri.joinPath(document.uri, '../../other/config/deploy.yml');
    await vscode.workspace.fs.writeFile(other, new TextEncoder().encode(text.replace('192.0.2.10', '192.0.2.30')));
    await vscode.window.showTextDocument(other, { viewColumn: vscode.ViewColumn.One });
    await shows('shop on 192.0.2.30');
  });

  test('is not asked for again once the tab is closed', async () => {
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    const tab = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === 'Deployment');
    assert.ok(tab, 'there is no tab');
    await vscode.window.tabGroups.close(tab);
    const before = asked;
    await typed('192.0.2.14', 'unknown-key');
    await typed('192.0.2.15', '');
    assert.equal(asked, before);
  });
});
