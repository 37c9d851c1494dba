// What may stand at a cursor is said of any text: nothing throws, and what would be replaced is a word around the cursor.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { root } from '../../scripts/run.mjs';
import { cursorsAt } from '../../server/src/source/cursor/cursorsAt.ts';
import { spotAt } from '../../server/src/source/locate.ts';
import { read } from '../../server/src/source/read.ts';

const real = path.join(root, 'test/real');
const texts = readdirSync(real, { recursive: true, encoding: 'utf8' })
  .filter((file) => /config[\\/]deploy[^\\/]*\.yml$/.test(file))
  .sort()
  .map((file) => [file, readFileSync(path.join(real, file), 'utf8')] as const);

/** Not every offset of every file: the steps meet line ends, blanks and the inside of words all the same. */
const step = 13;

function around(text: string, offset: number): void {
  for (const { from, to, typed, lead, indent } of cursorsAt(text, offset)) {
    assert.ok(from <= offset && offset <= to, `${from}–${to} is around ${offset}`);
    assert.equal(text.slice(from, offset), typed);
    assert.doesNotMatch(text.slice(from, to), /\n|<%/);
    assert.match(lead + indent, /^[ \t-]*$/);
  }
}

suite('the cursor', () => {
  for (const [index, [file, text]] of texts.entries()) {
    test(`${file}: anywhere, at the end of any beginning, and with the lines of Windows`, () => {
      const windows = text.replaceAll('\n', '\r\n');
      for (let offset = index % step; offset <= text.length; offset += step) {
        around(text, offset);
        around(text.slice(0, offset), offset);
        around(windows, offset);
      }
    });

    // Where nothing is broken the tree knows the place of each key and value, and both must say the same.
    test(`${file}: the keys that lead to a place are those of the tree`, () => {
      const source = read('config/deploy.yml', text);
      for (let offset = index % step; offset <= text.length; offset += step) {
        const spot = spotAt(source, offset);
        if (spot?.node.kind !== 'scalar' || spot.node.text === '') continue;
        const found = cursorsAt(text, offset).find(({ expects }) => expects === spot.on);
        const above = spot.path.map(String);
        if (found) assert.deepEqual(found.path, spot.on === 'key' ? above.slice(0, -1) : above, `at ${offset}`);
      }
    });
  }
});
