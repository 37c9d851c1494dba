import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import type { Api } from '../../../client/src/start.ts';
import { extension, replaceText, settled } from './support.ts';

const text = `service: shop
image: acme/shop
servers:
  web: [192.0.2.10]
  workers:
    hosts: [192.0.2.11]
    cmd: bin/jobs
proxy:
  host: shop.example.com
registry:
  username: acme
  password: [KAMAL_REGISTRY_PASSWORD]
builder:
  arch: amd64
`;

suite('the plan of a change', () => {
  let api: Api;
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root, 'no folder is open');
    const folder = vscode.Uri.joinPath(root.uri, 'plan');
    const uri = vscode.Uri.joinPath(folder, 'config/deploy.yml');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder.fsPath });
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'First');
    api = await extension();
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const lensThen = async (wanted: string, edit: () => Promise<unknown>) => {
    let now: string | undefined;
    const listener = api.onDidGiveLens((title) => (now = title));
    try {
      await edit();
      await settled(api.onDidGiveLens, () => now ?? 'none yet', wanted);
    } finally {
      listener.dispose();
    }
  };

  test('a role is renamed: the lens says so before anything is saved', async () => {
    await lensThen('$(warning) Since the last commit: 1 thing is left behind', () =>
      replaceText(document, text.replace('workers:', 'jobs:')),
    );
    assert.ok(document.isDirty);
  });

  test('a proxied role is renamed: the deploy will fail', async () => {
    const renamed = text.replace('  web:', '  app:').replace('servers:', 'primary_role: app\nservers:');
    await lensThen('$(error) Since the last commit: will fail: proxy route already taken by another service; 1 thing is left behind', () =>
      replaceText(document, renamed),
    );
  });

  test('the plan is a tab, with the containers and the commands', async () => {
    const opened = new Promise<vscode.TextDocument>((resolve) => {
      const listener = vscode.workspace.onDidOpenTextDocument((one) => {
        if (one.uri.scheme !== 'kamal-plan') return;
        listener.dispose();
        resolve(one);
      });
    });
    await vscode.commands.executeCommand('kamal.planSince', 'HEAD');
    const plan = (await opened).getText();
    assert.match(plan, /^## Plan since HEAD\n/);
    assert.match(plan, /The container of the role `web` keeps running on 192\.0\.2\.10/);
    assert.match(plan, /kamal app stop {2}# with the old files/);
    const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label)).sort();
    await settled(vscode.window.tabGroups.onDidChangeTabs, () => tabs().join(' | '), 'Preview Plan since HEAD.md | deploy.yml');
  });

  test('as it was committed: no lens', async () => {
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await lensThen('', () => replaceText(document, text));
  });
});
