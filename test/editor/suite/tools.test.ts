import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import * as vscode from 'vscode';
import { extension, replaceText } from './support.ts';

const text = `service: shop
image: acme/shop
servers:
  web: [192.0.2.10]
  workers:
    hosts: [192.0.2.11]
    cmd: bin/jobs
registry:
  server: localhost:5000
builder:
  arch: amd64
env:
  clear:
    API_TOKEN: ghp_abcdefghijklmnopqrstuvwxyz0123456789
deploy_timout: 3
`;

/** What a language model is answered. */
async function call(name: string, input: Record<string, unknown>): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part as vscode.LanguageModelTextPart).value).join('');
}

suite('tools for language models', () => {
  let folder: vscode.Uri;
  let document: vscode.TextDocument;
  let checkout: string;

  suiteSetup(async () => {
    await extension();
    checkout = vscode.extensions.getExtension('kamal-tools.vscode-kamal')!.extensionPath;
    folder = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'tools');
    const uri = vscode.Uri.joinPath(folder, 'config/deploy.yml');
    const write = (name: string, content: string) =>
      vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(content));
    await write('config/deploy.yml', text);
    await write('config/deploy.staging.yml', 'service: shop\nretain_container: 3\n');
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder.fsPath });
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'First');
    document = await vscode.workspace.openTextDocument(uri);
  });

  suiteTeardown(async () => {
    await replaceText(document, text);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  /** What the terminal says, called in the workspace's folder. */
  const terminal = (...args: string[]): string => {
    const { stdout } = spawnSync(process.execPath, [path.join(checkout, 'dist/cli.js'), ...args], {
      cwd: vscode.Uri.joinPath(folder, '..').fsPath,
      encoding: 'utf8',
    });
    return stdout;
  };

  test('they are there', () => {
    const ours = vscode.lm.tools.filter(({ tags }) => tags.includes('kamal')).map(({ name }) => name);
    assert.deepEqual(ours.sort(), ['kamal_check', 'kamal_explain', 'kamal_plan']);
  });

  test('kamal_check says what the terminal says, of a folder, a file, and one destination, and shows no secret', async () => {
    const whole = await call('kamal_check', { path: 'tools' });
    assert.match(whole, /^tools\/config\/deploy\.yml:\d+:\d+: /);
    assert.match(whole, /deploy_timout/);
    assert.doesNotMatch(whole, /ghp_abc/);
    assert.equal(whole, terminal('check', 'tools'));
    assert.equal(await call('kamal_check', { path: 'tools/config/deploy.yml' }), whole);
    assert.equal(await call('kamal_check', { path: folder.fsPath, destination: 'staging' }), terminal('check', '-d', 'staging', 'tools'));
    assert.equal(await call('kamal_check', { path: 'tools', destination: 'nowhere' }), terminal('check', '-d', 'nowhere', 'tools'));
  });

  test('kamal_check without a path is about all projects', async () => {
    const all = await call('kamal_check', {});
    for (const project of ['1', '4', 'tools']) assert.match(all, new RegExp(`^${project}/config/deploy\\.yml:`, 'm'));
  });

  test('kamal_check counts what is not saved, and judges a text before it is written', async () => {
    await replaceText(document, text.replace('deploy_timout', 'deploy_timeout'));
    assert.doesNotMatch(await call('kamal_check', { path: 'tools' }), /deploy_timout/);
    const given = text.replace('deploy_timout', 'drain_timout');
    assert.match(await call('kamal_check', { path: 'tools/config/deploy.yml', text: given }), /drain_timout/);
    assert.match(await call('kamal_check', { path: 'tools/config/deploy.new.yml', text: 'nonsense: 1\n', destination: 'new' }), /nonsense/);
    await replaceText(document, text);
  });

  test('kamal_plan compares what is not saved with a commit', async () => {
    const healthy = text.replace('deploy_timout', 'deploy_timeout');
    await replaceText(document, healthy.replace('workers:', 'jobs:'));
    const plan = await call('kamal_plan', { path: 'tools' });
    assert.match(plan, /^tools\/config\/deploy\.yml:5:3: leaves something behind: .*`workers`/m);
    assert.match(await call('kamal_plan', { path: 'tools', from: 'v9' }), /v9: Git knows no such revision here/);
    await replaceText(document, text);
  });

  test('kamal_explain knows the pages of rules, and keys', async () => {
    assert.match(await call('kamal_explain', { rule: 'service-name' }), /^# service-name\n/);
    assert.match(await call('kamal_explain', { rule: 'service-nam' }), /did you mean service-name\?/);
    assert.match(await call('kamal_explain', { key: 'proxy.healthcheck.path' }), /Default: \/up\./);
    assert.match(await call('kamal_explain', { key: '' }), /- `service`: /);
  });

  test('they read nothing outside of the workspace, and say what they cannot do', async () => {
    for (const [name, input, answer] of [
      ['kamal_check', { path: '..' }, /^\.\. lies outside of the workspace/],
      ['kamal_check', { path: '/etc' }, /^\/etc lies outside of the workspace/],
      ['kamal_check', { path: '/etc/deploy.yml', text }, /^\/etc\/deploy\.yml lies outside of the workspace/],
      ['kamal_check', { path: 'nowhere' }, /^nowhere: no such file or folder/],
      ['kamal_check', { path: 'tools/config/nothing.yml' }, /no such file or folder/],
      ['kamal_plan', { path: '../..' }, /lies outside of the workspace/],
      ['kamal_explain', {}, /^Give `rule` or `key`/],
    ] as const)
      assert.match(await call(name, input), answer, JSON.stringify(input));
  });
});
