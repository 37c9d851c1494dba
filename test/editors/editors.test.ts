// The recipes of the README in the programs that they are for: as they stand there, with the path of this checkout. What must be installed for them
// `npm test -- editors` installs on Debian; vim-lsp is no package of it, so `VIM_LSP` names a checkout of it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** The block of code of the recipe with this title. */
function recipe(title: string): string {
  const [, below = ''] = readFileSync(path.join(root, 'README.md'), 'utf8').split(`<summary>${title}`);
  const block = /```\w+\n([^]*?)\n```/.exec(below);
  assert.ok(block, title);
  return block[1]!.replaceAll('/path/to/vscode-kamal', root);
}

/** A test where the program can be had. */
function editorTest(title: string, program: string, body: (t: TestContext) => void): void {
  const isThere = !spawnSync(program, ['--version']).error;
  const without = title.includes('vim-lsp') && !process.env['VIM_LSP'] ? 'VIM_LSP names no checkout of vim-lsp' : undefined;
  if (without ?? (!isThere && process.platform !== 'linux')) {
    console.log(`${title} is not tried: ${without ?? `${program} is not installed`}.`);
    return;
  }
  test(title, { timeout: 150_000 }, (t) => {
    if (isThere) body(t);
    else t.skip(`${program} is not installed: npm test -- editors installs it on Debian and Ubuntu, where it may`);
  });
}

/** What an editor prints when it is run with a script, the recipe and a project. */
function run(t: TestContext, program: string, title: string, args: readonly string[]): string[] {
  const found = spawnSync(program, ['--version'], { encoding: 'utf8' });
  assert.ok(!found.error, `${program} is not installed`);
  const folder = mkdtempSync(path.join(tmpdir(), 'kamal-editor-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['config', '.kamal', 'home']) mkdirSync(path.join(folder, name));
  const file = path.join(folder, 'config/deploy.yml');
  writeFileSync(file, deploy);
  writeFileSync(path.join(folder, 'recipe'), recipe(title));
  // Vim in a script prints nothing: it writes into this file.
  const said = path.join(folder, 'said');
  const env = {
    ...process.env,
    HOME: path.join(folder, 'home'),
    RECIPE: path.join(folder, 'recipe'),
    FILE: file,
    FOLDER: folder,
    SAID: said,
  };
  const { stdout, stderr, status } = spawnSync(program, args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  });
  const lines = existsSync(said) ? readFileSync(said, 'utf8') : stdout;
  assert.equal(status, 0, lines + stderr);
  t.diagnostic(found.stdout.split('\n')[0]!);
  return lines.split('\n').filter(Boolean);
}

/** Emacs with a script, and with the packages that Debian has for it. */
const emacs = (script: string): string[] => [
  '--batch',
  '--load',
  'package',
  '--funcall',
  'package-initialize',
  '--load',
  path.join(import.meta.dirname, script),
];

for (const [title, script] of [
  ['Emacs (eglot)', 'eglot.el'],
  ['Emacs (lsp-mode)', 'lsp-mode.el'],
] as const)
  editorTest(title, 'emacs', (t) => {
    const lines = run(t, 'emacs', title, emacs(script));
    const [diagnostic = '', hover = '', ...rest] = lines;
    assert.match(diagnostic, /^line 15: .*Kamal knows no `hosst` under `proxy`/);
    assert.match(hover, /^hover: .*job.* — a role/);
    assert.deepEqual(rest, [...seen, 'ended: t']);
  });

editorTest('Neovim', 'nvim', (t) => {
  const lines = run(t, 'nvim', 'Neovim', ['--headless', '-u', 'NONE', '-c', `luafile ${path.join(root, 'test/editors/neovim.lua')}`]);
  const [place, diagnostic = '', hover = '', ...rest] = lines;
  assert.equal(place, 'root: the project');
  assert.match(diagnostic, /^line 15: Kamal knows no `hosst` under `proxy`/);
  assert.match(hover, /^hover: .*job.* — a role/);
  assert.deepEqual(rest.slice(0, 3), seen);
  assert.equal(rest.at(-1), 'ended: 0');
});

for (const [title, script, offered] of [
  ['Vim (ALE)', 'ale.vim', 'completion: (boot:)'],
  ['Vim (vim-lsp)', 'vim-lsp.vim', seen[2]!],
] as const)
  editorTest(title, 'vim', (t) => {
    const lines = run(t, 'vim', title, ['-Nu', 'NONE', '-es', '-S', path.join(import.meta.dirname, script)]);
    const [diagnostic = '', hover = '', ...rest] = lines.filter((line) => line !== 'root: the project');
    assert.match(diagnostic, /^line 15: Kamal knows no `hosst` under `proxy`/);
    assert.match(hover, /^hover: .*job.* — a role/);
    assert.deepEqual(rest, [...seen.slice(0, 2), offered, 'ended: t']);
  });
