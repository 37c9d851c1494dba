// Compiled code that one run keeps for the next (`server/src/launch.ts`).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, beforeEach, suite, test } from 'node:test';
import { root } from '../../scripts/run.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'kamal-launch-'));
const cache = path.join(folder, 'cache');
const bundle = path.join(root, 'dist/cli.bundle.js');

function run(args: readonly string[], environment = {}): string {
  const env = { ...process.env, NODE_COMPILE_CACHE: cache, ...environment };
  return spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' }).stdout;
}

const check = (environment = {}): string => run([path.join(root, 'dist/cli.js'), 'check'], environment);

/** The files of ours in the folder for compiled code. */
function kept(): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => path.basename(file).startsWith('kamal-')).map((file) => path.join(folder, file));
}

/** Code of another program with which V8 would take the bundle's place: it compares no more than the length of the sources. */
function layAnother(file: string): void {
  const script = `
    const { readFileSync, writeFileSync } = require('node:fs');
    const other = "(function () { process.stdout.write('another program'); })".padEnd(readFileSync(${JSON.stringify(bundle)}, 'latin1').length);
    writeFileSync(${JSON.stringify(file)}, new (require('node:vm').Script)(other).createCachedData());`;
  run(['-e', script]);
}

suite('compiled code', { timeout: 60_000 }, () => {
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(path.join(folder, 'config'), { recursive: true });
    writeFileSync(path.join(folder, 'config/deploy.yml'), 'service: my shop\n');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('is kept by the first run that judges, and run by the next', () => {
    run([path.join(root, 'dist/cli.js'), '--version']);
    assert.deepEqual(kept(), []);
    const said = check();
    assert.match(said, /service-name/);
    const bundles = kept().filter((file) => file.includes('cli.bundle'));
    assert.equal(bundles.length, 1);
    for (const file of bundles) {
      const before = statSync(file).mtimeMs;
      assert.equal(check(), said);
      assert.equal(statSync(file).mtimeMs, before);
      layAnother(file);
      assert.equal(check(), 'another program');
    }
  });

  test(
    'that somebody else may have laid there is not run',
    { skip: process.platform === 'win32' && 'there each user has a folder' },
    () => {
      const said = check();
      for (const file of kept().filter((one) => one.includes('cli.bundle'))) {
        layAnother(file);
        chmodSync(file, 0o666);
        assert.equal(check(), said);
      }
    },
  );

  test('that is broken is made anew', () => {
    const said = check();
    for (const file of kept()) writeFileSync(file, 'nonsense');
    assert.equal(check(), said);
    for (const file of kept()) assert.notEqual(readFileSync(file, 'latin1'), 'nonsense');
  });

  test(
    'lies in a folder of its own, unless somebody else has made that',
    { skip: process.platform === 'win32' && 'there each user has a folder' },
    () => {
      const own = path.join(folder, `kamal-compiled-${process.getuid?.()}`);
      const environment = { NODE_COMPILE_CACHE: '', TMPDIR: folder };
      check(environment);
      assert.equal(statSync(own).mode & 0o777, 0o700);
      assert.deepEqual([...new Set(kept().map((file) => path.dirname(file)))], [folder, own]);
      rmSync(own, { recursive: true });
      mkdirSync(own);
      chmodSync(own, 0o777);
      assert.match(check(environment), /service-name/);
      assert.deepEqual(readdirSync(own), []);
    },
  );

  test('is not kept where people want none', () => {
    assert.match(check({ NODE_DISABLE_COMPILE_CACHE: '1' }), /service-name/);
    assert.deepEqual(kept(), []);
  });
});
