import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/run.mjs';

const good = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\nservers: [192.0.2.1]\n';

test('--watch checks again when a file has changed', { timeout: 30_000 }, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kamal-watch-'));
  mkdirSync(path.join(folder, 'config'));
  const file = path.join(folder, 'config/deploy.yml');
  writeFileSync(file, good);
  const child = spawn(process.execPath, [path.join(root, 'dist/cli.js'), '--watch'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => {
    child.kill();
    rmSync(folder, { recursive: true });
  });
  let out = '';
  let looks = 0;
  let wake = (): void => {};
  child.stdout.on('data', (text) => {
    out += text;
    wake();
  });
  // Told after each look, when what has changed since will be seen.
  child.stderr.on('data', (text) => {
    looks += String(text).split('Ctrl-C').length - 1;
    wake();
  });
  const until = async (done: () => boolean): Promise<void> => {
    while (!done()) await new Promise<void>((resolve) => (wake = resolve));
  };
  await until(() => looks === 1 && out.endsWith('\n'));
  assert.equal(out, 'config/deploy.yml: nothing to report\n');
  out = '';
  writeFileSync(file, good.replace('image:', 'imagee:'));
  await until(() => /\[unknown-key\]/.test(out));
  const before = looks;
  mkdirSync(path.join(folder, '.kamal'));
  writeFileSync(file, good);
  await until(() => looks > before && out.endsWith('nothing to report\n'));
});
