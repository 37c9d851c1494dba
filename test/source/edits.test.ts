import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { maskErb } from '../../server/src/source/erb/tags.ts';
import { firstDocument } from '../../server/src/source/firstDocument.ts';
import { erbRegionsBetween } from '../../server/src/source/erb/regions.ts';
import { parseChunk } from '../../server/src/source/parsedChunk.ts';
import { read } from '../../server/src/source/read.ts';
import type { Source } from '../../server/src/source/source.ts';
import { absolute } from './print.ts';
import { seed } from '../support/seed.ts';
import { runs as times } from '../support/share.ts';

const FILE = 'config/deploy.yml';
const deploy = readFileSync(new URL('./deploy.yml', import.meta.url), 'utf8');
const runs = { numRuns: times(300, 40), seed };

const SNIPPETS = [
  ' ',
  '  ',
  '\n',
  '\n\n',
  ':',
  ': ',
  '- ',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '#',
  ' # note',
  '\t',
  '|\n',
  '>-\n',
  '&a ',
  '*a',
  '!x ',
  '? ',
  '%',
  '@',
  '\\',
  '\r\n',
  '\r',
  'x',
  '1',
  ':x',
  '...\n',
  '---\n',
  '\u2028',
  '\ufeff',
  '<<: *a',
  'key: ',
  'prox\n',
  'servers:\n',
  '\n  ',
  '\n    - a',
  '<%= x %>',
  '<% if a %>\n',
  '<% end %>\n',
  '<%= y',
  '%>',
  '<%%',
  '<%# c %>',
  '\n<%= z %>\n',
  '\0',
  '🚀',
];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 12 }),
  insert: fc.constantFrom('', ...SNIPPETS),
});

function apply(text: string, { at, remove, insert }: { at: number; remove: number; insert: string }): string {
  const from = Math.floor(at * text.length);
  return text.slice(0, from) + insert + text.slice(from + remove);
}

function said(source: Source): unknown {
  const place = (at: { chunk: Parameters<Source['offset']>[0]; from: number; to: number }) => {
    const start = source.offset(at.chunk);
    return start === undefined ? 'lost' : [start + at.from, start + at.to];
  };
  return {
    root: absolute(source.root, (chunk) => source.offset(chunk)),
    problems: source.problems.map(({ at, ...problem }) => ({ ...problem, at: place(at) })),
    erb: source.erb.map(({ at, ...tag }) => ({ ...tag, at: place(at) })),
    unreadable: source.unreadable,
  };
}

test('after any edits, reading on from the version before says what reading from nothing says', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
      let text = deploy;
      let source = read(FILE, text);
      for (const each of edits) {
        text = apply(text, each);
        source = read(FILE, text, source);
        assert.deepEqual(said(source), said(read(FILE, text)));
      }
    }),
    runs,
  );
});

test('reading in chunks says what reading as a whole says, where nothing is broken', () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 2 }), (edits) => {
      const text = edits.reduce(apply, deploy);
      const source = read(FILE, text);
      const masked = maskErb(text);
      const bound = firstDocument(masked.text);
      if (source.problems.length > 0 || bound.end || /[\r\u2028]/.test(text)) return;
      const whole = parseChunk(FILE, text, bound.text, erbRegionsBetween(text, masked, 0, text.length), { kind: 'any', indent: 0 });
      assert.equal(whole.problems.length, 0, 'the whole is refused and the chunks are not');
      // ERB alone in column 0 opens the root and nothing less; only the order of looking differs
      if (masked.tags.some((tag) => tag.alone)) return;
      compared++;
      // the root itself is always there
      const certain = (root: typeof source.root) => root && { ...root, conditional: false };
      assert.deepEqual(
        absolute(certain(source.root), (chunk) => source.offset(chunk)),
        absolute(certain(whole.root), () => 0),
      );
    }),
    // Most edits break a text, and few are compared.
    { ...runs, numRuns: times(300, 150) },
  );
  assert.ok(compared > 5, `only ${compared} texts could be compared`);
});

test('no text makes it throw, and every node lies in the text', () => {
  const text = fc.array(
    fc.oneof(
      fc.constantFrom(...SNIPPETS),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom('service: s\n', 'servers:\n  web: [a]\n', '  a: b\n'),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(text, (parts) => {
      const joined = parts.join('');
      const source = read(FILE, joined);
      for (const { at } of source.problems) {
        const from = source.offset(at.chunk)! + at.from;
        assert.ok(from >= 0 && from + at.to - at.from <= joined.length, 'a problem lies outside of the text');
      }
      JSON.stringify(said(source), (_, value) => (typeof value === 'bigint' ? `${value}` : value));
    }),
    runs,
  );
});

test('what an edit does not touch keeps its nodes', () => {
  const before = read(FILE, deploy);
  const after = read(FILE, deploy.replace('app_port: 3000', 'app_port: 30001'), before);
  const [old, now] = [before.root, after.root];
  assert.ok(old?.kind === 'map' && now?.kind === 'map');
  const changed = now.entries.flatMap((entry, i) =>
    entry === old.entries[i] ? [] : [entry.key.kind === 'scalar' ? entry.key.value : '?'],
  );
  assert.deepEqual(changed, ['proxy']);
});

test('a long section keeps the nodes of its other children', () => {
  const roles = (names: string[]) =>
    `servers:\n${names.map((name) => `  ${name}:\n    hosts:\n${`      - ${name}.example.com\n`.repeat(8)}`).join('')}`;
  const names = Array.from({ length: 20 }, (_, i) => `role${i}`);
  const children = (source: Source) => {
    assert.ok(source.root?.kind === 'map');
    const value = source.root.entries[0]!.value;
    assert.ok(value.kind === 'map');
    return value.entries;
  };
  const before = read(FILE, roles(names));
  const after = read(FILE, roles(names).replace('role7.example', 'role7.test'), before);
  const kept = children(after).filter((entry) => children(before).includes(entry)).length;
  assert.equal(kept, 19);
});

test('equal text twice is two chunks', () => {
  const text = 'a: 1\nb: 2\na: 1\n';
  const first = read(FILE, text);
  for (const source of [first, read(FILE, text, first), read(FILE, `${text}a: 1\n`, first)]) {
    assert.ok(source.root?.kind === 'map');
    const chunks = source.root.entries.map(({ key }) => key.at.chunk);
    assert.equal(new Set(chunks).size, chunks.length);
    assert.deepEqual(
      chunks.map((chunk) => source.offset(chunk)),
      chunks.map((_, i) => i * 5),
    );
  }
});
