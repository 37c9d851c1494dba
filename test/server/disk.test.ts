// What the server may read of a project on the disk: by the folders that a client has opened, and by whether the person trusts them.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, suite, test } from 'node:test';
import { diskFiles, diskProjects } from '../../server/src/server/disk.ts';

suite('the disk, as the server may read it', () => {
  const top = mkdtempSync(path.join(tmpdir(), 'served-'));
  after(() => rmSync(top, { recursive: true }));
  for (const file of ['shop/Gemfile', 'shop/config/deploy.yml', 'bare/config/deploy.yml']) {
    mkdirSync(path.dirname(path.join(top, file)), { recursive: true });
    writeFileSync(path.join(top, file), 'text\n');
  }
  const uri = (folder: string): string => pathToFileURL(path.join(top, folder)).toString();
  const whole = { text: 'text\n' };
  const cases: readonly (readonly [what: string, root: string, folders: readonly string[], trusted: boolean | undefined, read: unknown])[] =
    [
      ['an opened folder', 'bare', [uri('bare')], undefined, whole],
      ['an opened folder that nobody trusts', 'bare', [uri('bare')], false, whole],
      ['the folder around an opened one', 'bare', [uri('')], false, whole],
      ['a project of which a part is opened', 'shop', [uri('shop/app')], undefined, whole],
      ['one that the person trusts', 'shop', [], true, whole],
      ['one that nobody trusts', 'shop', [uri('shop/app')], false, 'unread'],
      ['a folder that is no project and of which a part is opened', 'bare', [uri('bare/app')], true, 'unread'],
      ['a folder without any that is opened', 'bare', ['ours://there/bare', 'no address'], undefined, 'unread'],
    ];
  for (const [what, root, folders, trusted, read] of cases)
    test(what, () => assert.deepEqual(diskFiles(uri(root), folders, trusted)?.read('config/deploy.yml'), read));

  test('what is no folder of the disk', () => {
    for (const root of ['ours://there/shop', 'no address', 'untitled:shop']) {
      assert.equal(diskFiles(root, [uri('shop')], true), undefined);
      assert.equal(diskProjects(root, ['config/deploy.yml']), undefined);
    }
  });

  test('the projects below a folder', () => {
    for (const folder of [uri(''), uri('').replace(/\/$/, '')])
      assert.deepEqual([...diskProjects(folder, ['config/deploy.yml'])!].filter((one) => one !== undefined).sort(), [
        uri('bare'),
        uri('shop'),
      ]);
  });
});
