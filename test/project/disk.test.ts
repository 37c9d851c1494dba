// What may stand in the place of a file, and what is read of it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { decode, enclosing, foldersIn, isFile, isProject, nodeFiles, replaceText } from '../../server/src/project/node-files.ts';

const windows = process.platform === 'win32' && 'Windows has no pipes among its files, and asks for rights to make links';

describe('the disk', { skip: windows }, () => {
  const top = mkdtempSync(path.join(tmpdir(), 'disk-'));
  after(() => rmSync(top, { recursive: true }));
  const shop = path.join(top, 'shop');
  const put = (file: string, content: string | Uint8Array): string => {
    const target = path.join(top, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
    return target;
  };
  put('shop/config/deploy.yml', 'service: shop\n');
  put('outside/secret.yml', 'token: hunter2\n');
  const link = (file: string, to: string): void => symlinkSync(to, path.join(shop, file));
  execFileSync('mkfifo', [path.join(shop, 'pipe')]);
  link('device', '/dev/zero');
  link('environment', '/proc/self/environ');
  link('inside.yml', 'config/deploy.yml');
  link('outside.yml', '../outside/secret.yml');
  link('folder', '../outside');
  link('dangling', 'nowhere');
  link('circle', 'circle');
  link('linked-pipe', 'pipe');

  const files = nodeFiles(shop, [shop]);
  const trusted = nodeFiles(shop, [shop], true);
  const cases: readonly (readonly [what: string, file: string, read: unknown, whenTrusted?: unknown])[] = [
    ['a file', 'config/deploy.yml', { text: 'service: shop\n' }],
    ['nothing', 'config/none.yml', 'absent'],
    ['a folder', 'config', 'absent'],
    ['a file below a file', 'config/deploy.yml/x', 'absent'],
    ['a pipe', 'pipe', 'unread'],
    ['a link to a pipe', 'linked-pipe', 'unread'],
    ['a device', 'device', 'unread'],
    ['a link within', 'inside.yml', { text: 'service: shop\n' }],
    ['a link to outside', 'outside.yml', 'unread', { text: 'token: hunter2\n' }],
    ['a file through a linked folder', 'folder/secret.yml', 'unread', { text: 'token: hunter2\n' }],
    ['the environment of this process', 'environment', 'unread', { text: '' }],
    ['a link to nothing', 'dangling', 'absent'],
    ['a link to itself', 'circle', 'unread'],
    ['a path that leads out', '../outside/secret.yml', 'unread'],
    ['an absolute path', '/etc/hostname', 'unread'],
    ['a name with a null byte', 'a\0b', 'unread'],
  ];
  for (const [what, file, read, whenTrusted = read] of cases) {
    it(`reads ${what}`, () => {
      assert.deepEqual(files.read(file), read);
      assert.deepEqual(trusted.read(file), whenTrusted, 'in a trusted project');
    });
  }

  it('reads nothing that is far too large', () => {
    put('shop/large', 'x'.repeat(3_000_000));
    assert.equal(files.read('large'), 'unread');
  });

  it('does not take for absent what may not be looked at', () => {
    chmodSync(put('shop/locked', 'x'), 0);
    // Root may look at everything, and so looks as nobody.
    const root = process.getuid?.() === 0;
    if (root) process.seteuid!(65534);
    try {
      assert.equal(files.read('locked'), 'unread');
    } finally {
      if (root) process.seteuid!(0);
    }
  });

  it('lists folders within, and none outside', () => {
    assert.deepEqual(files.list('config'), ['deploy.yml']);
    assert.equal(files.list('none'), 'absent');
    assert.equal(files.list('folder'), 'unread');
    assert.equal(files.list('..'), 'unread');
  });

  it('tells programs from other files, where it may look', () => {
    for (const [file, mode] of [['run', 0o100], ['text', 0o600], ['of others', 0o611]] as const) chmodSync(put(`shop/${file}`, ''), mode); // prettier-ignore
    const told = ['run', 'text', 'of others', 'nothing', 'folder/secret.yml'].map((file) => files.executable!(file));
    assert.deepEqual(told, [true, false, true, undefined, undefined]);
  });

  it('names the folders in a folder, none of which is a link', () => {
    put('around/b/x', '');
    put('around/a/x', '');
    put('around/file', '');
    symlinkSync('a', path.join(top, 'around/link'));
    assert.deepEqual(foldersIn(path.join(top, 'around')).toSorted(), ['a', 'b']);
    assert.deepEqual([foldersIn(path.join(top, 'none')), foldersIn(path.join(top, 'around/file'))], [[], []]);
    assert.deepEqual(['around/file', 'around', 'none', 'shop/inside.yml'].map((file) => isFile(path.join(top, file))), [true, false, false, true]); // prettier-ignore
  });

  it('writes into files within, and through no link to outside', () => {
    assert.equal(replaceText(path.join(shop, 'inside.yml'), [shop], 'service: a\n'), undefined);
    assert.equal(readFileSync(path.join(shop, 'config/deploy.yml'), 'utf8'), 'service: a\n');
    assert.match(replaceText(path.join(shop, 'outside.yml'), [shop], '') ?? '', /leads out/);
    assert.match(replaceText(path.join(shop, 'pipe'), [shop], '') ?? '', /no regular file/);
    assert.equal(readFileSync(path.join(top, 'outside/secret.yml'), 'utf8'), 'token: hunter2\n');
  });

  it('finds what makes a project', () => {
    assert.equal(isProject(shop), false);
    put('shop/.kamal/secrets', '');
    assert.equal(isProject(shop), true);
    assert.equal(enclosing(path.join(shop, 'config'), ['.kamal']), shop);
    assert.equal(enclosing(path.join(top, 'outside'), ['.kamal']), undefined);
  });
});

it('finds the first byte that is no UTF-8 behind any number of replacement characters', () => {
  const text = '# \uFFFD\n'.repeat(60_000);
  const start = process.cpuUsage();
  assert.deepEqual(decode(Buffer.concat([Buffer.from(text), Buffer.from([0xff])])), { text: `${text}\uFFFD`, invalidAt: text.length });
  assert.deepEqual(decode(Buffer.from(text)), { text });
  assert.ok(process.cpuUsage(start).user < 1_000_000, 'linear');
});
