// The recipes of the README in the programs that they are for: as they stand there, with the path of this checkout.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { root } from '../../scripts/run.mjs';

const deploy = `service: shop
image: shop/app
registry:
  server: localhost:5000
builder:
  arch: amd64
servers:
  web:
    - 192.0.2.10
  job:
    hosts:
      - 192.0.2.11
    cmd: bin/jobs
proxy:
  hosst: shop.example
accessories:
  redis:
    image: redis:7
    role: job
`;
const seen = ['Rename to `host`: host: shop.example', 'renamed: worker:, role: worker', 'completion: (boot)'];

/** The block of code of one recipe. */
function recipe(language: string): string {
  const block = new RegExp(`\`\`\`${language}\n([^]*?)\n\`\`\``).exec(readFileSync(path.join(root, 'README.md'), 'utf8'));
  assert.ok(block, language);
  return block[1]!.replaceAll('/path/to/vscode-kamal', root);
}

/** What an editor prints when it is run with a script, the recipe and a project. */
function run(t: TestContext, program: string, language: string, args: readonly string[]): string[] | undefined {
  const found = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (found.error) {
    t.skip(`${program} is not installed: npm test -- editors installs it on Debian and Ubuntu, where it may`);
    return undefined;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'kamal-editor-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['config', '.kamal', 'home']) mkdirSync(path.join(folder, name));
  const file = path.join(folder, 'config/deploy.yml');
  writeFileSync(file, deploy);
  writeFileSync(path.join(folder, 'recipe'), recipe(language));
  const env = { ...process.env, HOME: path.join(folder, 'home'), RECIPE: path.join(folder, 'recipe'), FILE: file, FOLDER: folder };
  const { stdout, stderr, status } = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8', timeout: 120_000 });
  assert.equal(status, 0, stdout + stderr);
  t.diagnostic(found.stdout.split('\n')[0]!);
  return stdout.split('\n').filter(Boolean);
}

test('Emacs with eglot', { timeout: 150_000 }, (t) => {
  const lines = run(t, 'emacs', 'elisp', [
    '--batch',
    '--load',
    'package',
    '--funcall',
    'package-initialize',
    '--load',
    path.join(root, 'test/editors/emacs.el'),
  ]);
  if (!lines) return;
  const [diagnostic = '', hover = '', ...rest] = lines;
  assert.match(diagnostic, /^line 15: .*Kamal knows no `hosst` under `proxy`/);
  assert.match(hover, /^hover: .*job.* — a role/);
  assert.deepEqual(rest, [...seen, 'ended: t']);
});

test('Neovim', { timeout: 150_000 }, (t) => {
  const lines = run(t, 'nvim', 'lua', ['--headless', '-u', 'NONE', '-c', `luafile ${path.join(root, 'test/editors/neovim.lua')}`]);
  if (!lines) return;
  const [place, diagnostic = '', hover = '', ...rest] = lines;
  assert.equal(place, 'root: the project');
  assert.match(diagnostic, /^line 15: Kamal knows no `hosst` under `proxy`/);
  assert.match(hover, /^hover: .*job.* — a role/);
  assert.deepEqual(rest.slice(0, 3), seen);
  assert.equal(rest.at(-1), 'ended: 0');
});
