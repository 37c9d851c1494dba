// Each edit at each place of two texts: the lines that it takes away and writes. `everyPlace.txt` holds them; UPDATE=1 writes it anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import * as edit from '../../server/src/edit/index.ts';
import type { EntryPlace } from '../../server/src/edit/index.ts';
import type { TextChange } from '../../server/src/edit/change.ts';
import type { ListNode, MapNode, Node } from '../../server/src/source/node.ts';
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
};

const edits: Readonly<Record<string, (source: Source, place: EntryPlace) => readonly TextChange[]>> = {
  remove: (source, place) => edit.removeEntry(source, place),
  'remove with its parent': (source, place) => edit.removeEntry(source, place, { emptied: 'parent' }),
  'remove, keeping the comment': (source, place) => edit.removeEntry(source, place, { keepComment: true }),
  'write text': (source, place) => edit.replaceValue(source, place, 'x: y'),
  'write a map': (source, place) => edit.replaceValue(source, place, { one: ['two', '3'], four: { five: 'six' } }),
  rename: (source, place) => edit.renameKey(source, place, 'new name'),
  wrap: (source, place) => edit.wrapValue(source, place, ['in', 'out']),
  'wrap beside another': (source, place) => edit.wrapValue(source, place, ['in'], { key: 'other', value: ['o'] }),
  'add an entry': (source, place) => edit.insertEntry(source, place, 'added', ['v']),
  'add an entry in front': (source, place) => edit.insertEntry(source, place, 'added', 'v', { first: true }),
  'add an item': (source, place) => edit.insertItem(source, place, 'i', 'j'),
  'move to the first section': (source, place) =>
    edit.moveEntry(source, place, edit.placeAt(source, 'proxy') ?? edit.placeAt(source, 'a')!),
  'copy to the root': (source, place) => edit.copyEntry(source, place, source.root as MapNode, 'copied'),
  'remove the first item': (source, { entry: { value } }) =>
    value.kind === 'list' && value.items[0] ? edit.removeItem(source, value as ListNode, value.items[0]) : [],
};

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
    const before = source.text.split('\n');
    const after = edit.applyChanges(source.text, change()).split('\n');
    let [start, end] = [0, 0];
    while (start < before.length && start < after.length && before[start] === after[start]) start++;
    while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
    const gone = before.slice(start, before.length - end).map((line) => `    - ${line}`);
    return [...gone, ...after.slice(start, after.length - end).map((line) => `    + ${line}`)];
  } catch (error) {
    if (error instanceof edit.CannotEdit) return [`    ${error.message}`];
    throw error;
  }
}

it('each edit at each place', () => {
  const told = Object.entries(texts).flatMap(([style, text]) => {
    const source = read('config/deploy.yml', text);
    return places(source).flatMap((place) => {
      const { from } = edit.spanOf(source, place.entry.key);
      return [
        `## ${style}, line ${source.position(from).line + 1}: ${place.entry.key.kind === 'scalar' ? String(place.entry.key.value) : ''}`,
        ...Object.entries(edits).flatMap(([what, change]) => {
          const lines = outcome(source, () => change(source, place));
          return lines.length > 0 ? [`  ${what}`, ...lines] : [];
        }),
      ];
    });
  });
  const found = `${told.join('\n')}\n`;
  if (process.env['UPDATE']) writeFileSync(stored, found);
  assert.equal(found, existsSync(stored) ? readFileSync(stored, 'utf8') : '', 'read the difference; UPDATE=1 stores it');
});
