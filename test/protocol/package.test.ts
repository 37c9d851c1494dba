// The package for npm as a person gets it: packed from what the build has left in server/, and run by npx where there is nothing else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { npm, root } from '../../scripts/run.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'kamal-package-'));
const project = path.join(folder, 'project');

/** npm itself, offline: the package needs nothing beside it. */
function run(
  cwd: string,
  args: readonly string[],
  input = '',
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const [command, ...first] = npm();
  const env = {
    ...process.env,
    npm_config_offline: 'true',
    npm_config_cache: path.join(folder, 'cache'),
    npm_config_update_notifier: 'false',
  };
  return spawnSync(command!, [...first, ...args], { cwd, env, encoding: 'utf8', input, shell: process.platform === 'win32' });
}

suite('the package for npm', { timeout: 120_000 }, () => {
  let tarball = '';
  before(() => {
    mkdirSync(path.join(project, 'config'), { recursive: true });
    const { status, stdout, stderr } = run(root, ['pack', './server', '--json', '--pack-destination', project]);
    assert.equal(status, 0, stderr);
    const [packed] = JSON.parse(stdout.slice(stdout.indexOf('['))) as { filename: string; files: { path: string }[] }[];
    tarball = `./${packed!.filename}`;
    const files = packed!.files.map((file) => file.path);
    for (const file of ['dist/cli.js', 'dist/server.js', 'docs/rules/service-name.md', 'README.md', 'LICENSE'])
      assert.ok(files.includes(file), file);
    assert.deepEqual(
      files.filter((file) => /^(src|test)\//.test(file)),
      [],
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('is small', () => {
    const { size } = statSync(path.join(project, tarball));
    assert.ok(size <= 500_000, `${size} bytes`);
  });

  test('finds the mistakes of a project by npx, without an argument, and shows the page of a rule', () => {
    writeFileSync(path.join(project, 'config/deploy.yml'), 'service: my shop\nimagee: acme/shop\n');
    const found = run(project, ['exec', '--yes', '--', tarball]);
    assert.equal(found.status, 1, found.stderr);
    assert.match(found.stdout, /^config\/deploy\.yml:2:1: error: .*`imagee`/m);
    assert.match(run(project, ['exec', '--yes', '--', tarball, '--explain', 'service-name']).stdout, /^service-name\n\n.*\n/);
  });

  test('holds the language server', () => {
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    const found = run(
      project,
      ['exec', '--yes', '--package', tarball, '--', 'kamal-language-server', '--stdio'],
      `Content-Length: ${body.length}\r\n\r\n${body}`,
    );
    assert.match(found.stdout, /^Content-Length: \d+\r\n\r\n\{.*"hoverProvider":true.*"serverInfo":\{"name":"kamal"/, found.stderr);
  });
});
