import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ClientFiles } from '../../server/src/server/clientFiles.ts';

suite('files that come from the client', { timeout: 10_000 }, () => {
  /** The paths of each telling, up to the one with `last` in it. */
  const tellings = (answer: (path: string) => Promise<string | null>, last: string, paths: readonly string[]): Promise<string[]> =>
    new Promise((resolve) => {
      const told: string[] = [];
      const files = new ClientFiles({ file: answer, folder: () => Promise.resolve(null) }, (came) => {
        told.push(came.join(' '));
        if (came.includes(last)) resolve(told);
      });
      for (const path of paths) assert.equal(files.read(path), 'unread');
      assert.ok(files.reading());
    });

  test('that were asked for together are told of together', async () => {
    assert.deepEqual(await tellings((path) => Promise.resolve(path), 'c', ['a', 'b', 'c']), ['a b c']);
  });

  test('one that may not be read is told of like the others', async () => {
    const answer = (path: string) => (path === 'b' ? Promise.reject(new Error('no')) : Promise.resolve(path));
    const [told] = await tellings(answer, 'b', ['a', 'b', 'c']);
    assert.deepEqual(told?.split(' ').sort(), ['a', 'b', 'c']);
  });

  test('one that never comes does not keep the others for ever', async () => {
    const never = new Promise<string>(() => {});
    assert.deepEqual(await tellings((path) => (path === 'b' ? never : Promise.resolve(path)), 'c', ['a', 'b', 'c']), ['a c']);
  });
});
