// Each edit at each place of two texts: the lines that it takes away and writes. `everyPlace.txt` holds them; UPDATE=1 writes it anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { it, suite } from 'node:test';
import * as edit from '../../server/src/edit/index.ts';
import type { EntryPlace } from '../../server/src/edit/index.ts';
import type { TextChange } from '../../server/src/edit/change.ts';
import { unified } from '../../server/src/cli/views/unified.ts';
import { ComposedEdit } from '../../server/src/edit/composedEdit.ts';
import { replaceWords } from '../../server/src/edit/replaceWord.ts';
import type { ListNode, MapNode, Node, Scalar } from '../../server/src/source/node.ts';
import { read } from '../../server/src/source/read.ts';
import type { Source } from '../../server/src/source/source.ts';

const stored = new URL('everyPlace.txt', import.meta.url);
const texts: Readonly<Record<string, string>> = {
  block: `# top
service: shop # name

servers:
  # the web
  web:
  - a # first
  -   b

  job:
    hosts: [c, d] # both
    cmd: >
      bin/jobs
      --all
    # end of job
proxy: &proxy
    ssl: true
    host: "a: b"
empty:
last: *proxy`,
  flow: `a: {b: 1, c: {d: [x, "y"], e: }, f: {}} # flow
list: [ {k: 1, l: 2}, z, ]
long: {
  m: 1, # one
  n: [],
}
deep:
  - p: 1
    q: 2
  - {r: 1}
`,
  indented: `  one:
    only: {k: v}
  list:
    - &item !!map
      x: 1
    -
    - !!str tagged
    - 'single ''quoted'''
    -   - nested
        - list
  quoted: "two # words"
  long: plain text
    in two lines
  keyed: &left
  # end
  "22:22": !!int 5`,
  'flow at the root': `{service: shop, 'proxy': {ssl: true, # on
  host: a.example,
  }, one: {}, servers: [a, # first
  b], x}`,
  'a list': `- a: 1
  # one
  b: 2
- c: 3
`,
  Windows: 'a:\r\n  b: 1 # one\r\n\r\n  c: [d]\r\nproxy: true\r\n',
  'an old Mac': 'a:\r  b: 1',
  'what goes into brackets': `proxy: {ssl: true}
cmd: |
  one
  two
fold: >-
  x
anchored: &a b
tagged: !!str 5
number: 1
  # alone
long: plain, or
  two lines
quoted: "two
  lines"
list:
- k: v
  l: [m,
    n]
-
`,
  'what comes out of brackets': `deep: {a: [x,
    y], b: {c: "d
      e"}, f: &g h, 'no': i}
`,
  quotes: `tls: 'no'
two: 'it''s two'
"double": "x\\ty z"
'n': o p
`,
  'a switch': `one: v
proxy: true
x: y
`,
  'nothing there': `one: [v]
proxy:
x: y
`,
  'empty brackets': `proxy: {}
x: y
`,
  'a comment in brackets': `proxy: { # why
  }
x: y
`,
  documents: `---
a: {b: 1}

# c
c:
- d

...
---
e: f
`,
};

const edits: Readonly<Record<string, (source: Source, place: EntryPlace) => readonly TextChange[]>> = {
  remove: (source, place) => edit.removeEntry(source, place),
  'remove with its parent': (source, place) => edit.removeEntry(source, place, { emptied: 'parent' }),
  'remove, keeping the comment': (source, place) => edit.removeEntry(source, place, { keepComment: true }),
  'write text': (source, place) => edit.replaceValue(source, place, '"x: y"'),
  'write a map': (source, place) => edit.replaceValue(source, place, { one: ['two', '3'], four: { five: 'six' } }),
  rename: (source, place) => edit.renameKey(source, place, 'new name'),
  wrap: (source, place) => edit.wrapValue(source, place, ['in', 'between', 'out']),
  'wrap beside another': (source, place) => edit.wrapValue(source, place, ['in'], { key: 'other', value: ['o'] }),
  'add an entry': (source, place) => edit.insertEntry(source, place, 'added', ['v']),
  'add an entry in front': (source, place) => edit.insertEntry(source, place, 'added', 'v', { first: true }),
  'add an item': (source, place) => edit.insertItem(source, place, 'i', 'j'),
  'move to the first section': (source, place) => {
    const to = edit.placeAt(source, 'proxy') ?? edit.placeAt(source, 'a');
    return to && to.entry !== place.entry && to.entry !== place.parent?.entry ? edit.moveEntry(source, place, to) : [];
  },
  'copy to the root': (source, place) => (source.root?.kind === 'map' ? edit.copyEntry(source, place, source.root, 'copied') : []),
  'move to a path': (source, place) => edit.moveTo(source, place, ['proxy', 'healthcheck', 'moved']),
  'move below itself': (source, place) => edit.moveTo(source, place, [...pathOf(place).slice(0, -1), 'deeper', 'still', 'x']),
  'move, with another value': (source, place) => edit.moveTo(source, place, ['moved'], ['v: w', { k: '' }]),
  'write elsewhere instead': (source, place) => edit.replaceBy(source, place, { proxy: { ssl: 'true', host: { a: 'b' } }, one: 'v' }),
  'insert below it': (source, place) => edit.insertAt(source, [...pathOf(place), 'inner', 'most'], 'v'),
  'shift right': (source, { map, parent }) => (parent ? edit.shiftRight(source, map.entries.slice(0, 2)) : []),
  quote: (source, { entry: { value } }) => (value.kind === 'scalar' ? edit.quote(source, value) : []),
  'write in the same quotes': (source, { entry: { value } }) =>
    value.kind === 'scalar' && value.text !== ''
      ? [{ ...edit.spanOf(source, value), text: edit.scalarLike(value, value.style === 'plain' ? "it's: \u0085" : "it's: 5") }]
      : [],
  'write other words': (source, { entry: { value } }) =>
    value.kind === 'scalar' && value.text !== '' ? otherWords(source, value, "it's #") : [],
  'write plain words': (source, { entry: { value } }) =>
    value.kind === 'scalar' && value.text !== '' ? otherWords(source, value, 'plain') : [],
  'remove, then wrap what is first': (source, place) =>
    edit.inSteps(source, [
      (now) => edit.removeEntry(now, place, { emptied: 'parent' }),
      (now) => edit.wrapValue(now, firstOf(now), ['in']),
      (now) => edit.renameKey(now, firstOf(now), 'renamed'),
    ]),
  'rename, then remove, as one': (source, place) => {
    const renamed = ComposedEdit.of(source.text).with(edit.renameKey(source, place, 'new'));
    const now = read(source.file, renamed.text);
    const removed = renamed.with(edit.removeEntry(now, firstOf(now), { emptied: 'parent' }));
    return removed
      .with([
        { from: 0, to: 0, text: '# a\n' },
        { from: 0, to: 0, text: '# b\n' },
      ])
      .changes();
  },
  'remove the last item': (source, { entry: { value } }) =>
    value.kind === 'list' && value.items.length > 1 ? edit.removeItem(source, value as ListNode, value.items.at(-1)!) : [],
  'remove the first item': (source, { entry: { value } }) =>
    value.kind === 'list' && value.items[0] ? edit.removeItem(source, value as ListNode, value.items[0]) : [],
};

const pathOf = ({ entry: { key }, parent }: EntryPlace): string[] => [...(parent ? pathOf(parent) : []), String((key as Scalar).value)];

function firstOf(source: Source): EntryPlace {
  const { root } = source;
  const first = root?.kind === 'list' ? (root.items[0] as MapNode).entries[0] : root?.kind === 'map' ? root.entries[0] : undefined;
  if (!first) throw new edit.CannotEdit('nothing is left');
  return edit.placeOf(source, first.key)!;
}

/** The first word becomes this one, all others `x`. */
function otherWords(source: Source, scalar: Scalar, first: string): TextChange[] {
  const { at } = scalar;
  const value = String(scalar.value);
  const inside = at.chunk.text.slice(at.from, at.to).indexOf(value);
  const words = [...value.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    const from = at.from + Math.max(inside, 0) + index;
    return { from: index, to: index + word.length, at: { ...at, from, to: from + word.length }, text: index === 0 ? first : 'x' };
  });
  return replaceWords(scalar, words).map((change) => {
    const start = source.offset(change.at.chunk)!;
    return { from: start + change.at.from, to: start + change.at.to, text: change.text };
  });
}

function places(source: Source): EntryPlace[] {
  const visit = (node: Node): EntryPlace[] =>
    node.kind === 'list'
      ? node.items.flatMap(visit)
      : node.kind === 'map'
        ? node.entries.flatMap((entry) => [edit.placeOf(source, entry.key)!, ...visit(entry.value)])
        : [];
  return source.root ? visit(source.root) : [];
}

/** The lines that differ; why not, where the edit says that it cannot be done. */
function outcome(source: Source, change: () => readonly TextChange[]): string[] {
  try {
    const result = edit.applyChanges(source.text, change());
    const before = source.text.split(/\r\n?|\n/);
    const after = result.split(/\r\n?|\n/);
    const problems = read(source.file, result).problems.map(({ message }) => `    ! ${message}`);
    const changed = unified(before, after, ['', '']).split('\n').slice(2);
    const lines = changed.flatMap((line) => (/^[-+]/.test(line) ? `    ${line[0]} ${line.slice(1)}` : []));
    return [...lines, ...(source.problems.length > 0 ? [] : problems)];
  } catch (error) {
    if (error instanceof edit.CannotEdit) return [`    ${error.message}`];
    throw error;
  }
}

/** What several edits come to is told once. */
function eachEdit(source: Source, place: EntryPlace): string[] {
  const known = new Map<string, string>();
  return Object.entries(edits).flatMap(([what, change]) => {
    const lines = outcome(source, () => change(source, place));
    const same = known.get(lines.join('\n'));
    known.set(lines.join('\n'), same ?? what);
    return lines.length === 0 ? [] : same === undefined ? [`  ${what}`, ...lines] : [`  ${what}: the same as ${same}`];
  });
}

function toldOf(style: string, text: string): string {
  const source = read('config/deploy.yml', text);
  const told = places(source).flatMap((place) => {
    const { from } = edit.spanOf(source, place.entry.key);
    const name = place.entry.key.kind === 'scalar' ? String(place.entry.key.value) : '';
    return [`## line ${source.position(from).line + 1}: ${name}`, ...eachEdit(source, place)];
  });
  return `# ${style}\n${told.map((line) => `${line}\n`).join('')}`;
}

suite('each edit at each place', () => {
  const before = (existsSync(stored) ? readFileSync(stored, 'utf8') : '').split(/^(?=# )/m);
  const now: string[] = [];
  for (const [style, text] of Object.entries(texts))
    it(style, () => {
      const found = toldOf(style, text);
      now.push(found);
      if (process.env['UPDATE']) writeFileSync(stored, now.join(''));
      else assert.equal(found, before.find((part) => part.startsWith(`# ${style}\n`)) ?? '', 'read the difference; UPDATE=1 stores it');
    });
});
