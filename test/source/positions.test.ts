import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from '../../server/src/source/decode.ts';
import { read } from '../../server/src/source/read.ts';

test('LF, CRLF and CR end a line, and characters count in UTF-16', () => {
  const source = read('f', 'a: 1\r\nb: 🚀x\rc: 2\n\nd');
  const where = (text: string) => source.position(source.text.indexOf(text));
  assert.deepEqual(where('b'), { line: 1, character: 0 });
  assert.deepEqual(where('x'), { line: 1, character: 5 });
  assert.deepEqual(where('c'), { line: 2, character: 0 });
  assert.deepEqual(where('d'), { line: 4, character: 0 });
  for (let offset = 0; offset <= source.text.length; offset++) {
    if (source.text[offset - 1] === '\r' && source.text[offset] === '\n') continue;
    assert.equal(source.offsetAt(source.position(offset)), offset);
  }
});

test('a position outside of the text is clamped', () => {
  const source = read('f', 'ab\r\ncd');
  assert.equal(source.offsetAt({ line: 0, character: 99 }), 2);
  assert.equal(source.offsetAt({ line: 9, character: 0 }), 6);
  assert.equal(source.offsetAt({ line: -1, character: 3 }), 0);
  assert.deepEqual(source.position(99), { line: 1, character: 2 });
  assert.deepEqual(source.position(-1), { line: 0, character: 0 });
});

test('bytes that are no UTF-8 are told with their place', () => {
  const bytes = Uint8Array.from([...new TextEncoder().encode('a: \ufffd🚀b\nc: '), 0xe9, 0x0a]);
  const { text, invalidAt } = decode(bytes);
  assert.equal(invalidAt, text.lastIndexOf('\ufffd'));
  const source = read('f', text, undefined, { invalidAt });
  assert.deepEqual(
    source.problems.map(({ kind, refused }) => [kind, refused]),
    [['syntax', true]],
  );
  assert.equal(source.root?.kind, 'map');
});

test('a byte order mark is kept, and good bytes have no place', () => {
  assert.deepEqual(decode(new TextEncoder().encode('\ufeffa: é')), { text: '\ufeffa: é' });
});

test('UTF-16 is refused', () => {
  const { text, invalidAt } = decode(Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x3a, 0, 0x20, 0]));
  assert.equal(invalidAt, 0);
  assert.ok(read('f', text, undefined, { invalidAt }).problems.some(({ refused }) => refused));
});
