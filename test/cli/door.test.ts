// The door itself: the disk, the process and its exit status.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { build } from 'esbuild';
import { root } from '../../scripts/run.mjs';

/** The program as one file: compiled once, and not at each start. */
const door = path.join(mkdtempSync(path.join(tmpdir(), 'kamal-door-')), 'cli.mjs');
await build({
  entryPoints: [path.join(root, 'server/src/cli.ts')],
  outfile: door,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
after(() => rmSync(path.dirname(door), { recursive: true }));

const good = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\nservers: [192.0.2.1]\n';

test('the command line reads the disk, and ends with the status of what it found', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kamal-check-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'shop/config'), { recursive: true });
  const file = path.join(folder, 'shop/config/deploy.yml');
  const check = (cwd: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [door, 'check', ...args], {
      cwd: path.join(folder, cwd),
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  writeFileSync(file, good);
  assert.deepEqual(check('.', 'shop'), { status: 0, stdout: 'shop/config/deploy.yml: nothing to report\n', stderr: '' });
  assert.equal(check('shop/config', 'deploy.yml').stdout, 'deploy.yml: nothing to report\n');

  writeFileSync(file, Buffer.concat([Buffer.from(good), Buffer.from([0x61, 0xff, 0x0a])]));
  const { status, stdout } = check('shop', '.');
  assert.equal(status, 1);
  assert.match(stdout, /^config\/deploy\.yml:6:2: error: .*UTF-8/m);

  const mixed = (host: string) => Buffer.from(`\uFEFF# shop\r\n${good.replaceAll('\n', '\r\n')}proxy: {host: ${host}}`);
  writeFileSync(file, mixed('https://shop.example'));
  const fixed = check('.', '--fix', 'shop');
  assert.deepEqual(fixed, {
    status: 0,
    stdout: 'shop/config/deploy.yml: 1 fixed\n  Write `shop.example`\n\nshop/config/deploy.yml: nothing to report\n',
    stderr: '',
  });
  assert.deepEqual(readFileSync(file), mixed('shop.example'), 'byte by byte, the mark and the ends of lines too');

  const nothing = check('.', 'nowhere');
  assert.equal(nothing.status, 2);
  assert.match(nothing.stderr, /nowhere: no such file or folder/);
});

const noPipes = process.platform === 'win32' && 'Windows has no pipes among its files, and asks for rights to make links';

test('all of a long text arrives where a pipe is full and does not wait, and a reader may go before', { skip: noPipes }, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kamal-pipe-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'config'));
  const servers = Array.from({ length: 250 }, (_, number) => `198.51.100.${number}`);
  writeFileSync(
    path.join(folder, 'config/deploy.yml'),
    good.replace('[192.0.2.1]', JSON.stringify(servers)) + `env: {clear: {A: ${'a'.repeat(4_000)}}}\n`,
  );
  const args = [door, 'commands', '--format', 'json', folder];
  const { stdout: whole } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e8 });
  const listener = createServer().listen(path.join(folder, 'pipe'));
  t.after(() => listener.close());
  await once(listener, 'listening');

  /** What is read of it by one who begins when the program has filled the pipe. */
  const readBy = async (read: (reader: Socket) => Promise<string>): Promise<readonly [unknown, string, string]> => {
    const pipe = connect(path.join(folder, 'pipe'));
    const [reader] = (await once(listener, 'connection', { signal: t.signal })) as [Socket];
    const child = spawn(process.execPath, args, { stdio: ['ignore', pipe, 'pipe'] });
    pipe.destroy();
    let wrong = '';
    child.stderr!.on('data', (data) => (wrong += String(data)));
    const ended = once(child, 'close');
    const text = await read(reader);
    const [status] = (await ended) as [unknown];
    return [status, wrong, text];
  };

  const all = await readBy(async (reader) => {
    let text = '';
    reader.on('data', (data) => (text += String(data)));
    await once(reader, 'end');
    return text;
  });
  assert.ok(whole.length > 1_000_000);
  assert.deepEqual(all, [0, '', whole]);
  const begun = await readBy(async (reader) => {
    await once(reader, 'data');
    reader.destroy();
    return '';
  });
  assert.deepEqual(begun, [0, '', '']);
});

test('pipes, devices and links out of the project neither hang it nor are shown', { skip: noPipes, timeout: 60_000 }, (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kamal-check-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'config'));
  mkdirSync(path.join(folder, '.kamal/hooks'), { recursive: true });
  const deploy = path.join(folder, 'config/deploy.yml');
  writeFileSync(deploy, good);
  const check = (...args: string[]) => {
    const env = { ...process.env, CI_TOKEN: 'hunter2' };
    return spawnSync(process.execPath, [door, 'check', ...args], { cwd: folder, encoding: 'utf8', env, timeout: 20_000 });
  };
  const pipe = (file: string) => execFileSync('mkfifo', [path.join(folder, file)]);
  for (const file of ['.kamal/secrets', '.kamal/lint.yml', '.kamal/hooks/pre-deploy', 'Gemfile.lock']) pipe(file);
  symlinkSync('/dev/zero', path.join(folder, 'Dockerfile'));
  assert.equal(check('.').stdout, 'config/deploy.yml: nothing to report\n');

  symlinkSync('/proc/self/environ', path.join(folder, 'config/deploy.x.yml'));
  pipe('config/deploy.y.yml');
  for (const args of [['.'], ['-d', 'x', '.'], ['--fix', '.'], ['--format', 'json', '.']]) {
    const { status, stdout, stderr } = check(...args);
    assert.equal(status, 2, args.join(' '));
    assert.ok(!`${stdout}${stderr}`.includes('hunter2'), args.join(' '));
  }
  assert.match(check('-d', 'x', '.').stderr, /^kamal-check: config\/deploy\.x\.yml: cannot be read/);
  assert.match(check('.').stderr, /config\/deploy\.x\.yml: cannot be read.*\n.*config\/deploy\.y\.yml: cannot be read/);
});
