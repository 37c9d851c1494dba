import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ListNode, MapNode, Node } from '../../server/src/source/node.ts';
import { read } from '../../server/src/source/read.ts';
import type { Source } from '../../server/src/source/source.ts';
import * as edit from '../../server/src/edit/index.ts';
import type { EntryPlace } from '../../server/src/edit/index.ts';
import type { TextChange } from '../../server/src/edit/change.ts';
import { dataOf, documents } from './documents.ts';
import type { Data } from './documents.ts';
import { seed } from '../support/seed.ts';
import { runs } from '../support/share.ts';

interface Tried {
  readonly changes: readonly TextChange[];
  /** The data after the edit. */
  readonly expected: Data;
  /** Comments in here may go. */
  readonly removed?: { readonly from: number; readonly to: number };
}

type Path = readonly (string | number)[];

/** All entries of a file with their paths; those in lists too. */
function places(source: Source): { place: EntryPlace; path: Path }[] {
  const found: { place: EntryPlace; path: Path }[] = [];
  const visit = (node: Node, path: Path): void => {
    if (node.kind === 'list') node.items.forEach((item, index) => visit(item, [...path, index]));
    if (node.kind !== 'map') return;
    for (const entry of node.entries) {
      const inner = [...path, String(dataOf(entry.key))];
      found.push({ place: edit.placeOf(source, entry.key)!, path: inner });
      visit(entry.value, inner);
    }
  };
  if (source.root) visit(source.root, []);
  return found;
}

/** A copy of the data in which `change` was made to what holds the last step of the path. */
function changed(data: Data, path: Path, change: (holder: Data, step: string | number) => Data): Data {
  const [step, ...rest] = path;
  if (step === undefined) return data;
  if (!rest.length) return change(data, step);
  if (data instanceof Map) return new Map([...data].map(([key, value]) => [key, key === step ? changed(value, rest, change) : value]));
  if (Array.isArray(data)) return data.map((value, index) => (index === step ? changed(value, rest, change) : value));
  return data;
}

function without(holder: Data, step: string | number): Data {
  return holder instanceof Map
    ? new Map([...holder].filter(([key]) => key !== step))
    : (holder as Data[]).filter((_, index) => index !== step);
}

function withValue(value: Data) {
  return (holder: Data, step: string | number): Data => new Map([...(holder as Map<string, Data>), [String(step), value]]);
}

function valueAt(data: Data, path: Path): Data {
  return path.reduce<Data>(
    (holder, step) => (holder instanceof Map ? holder.get(String(step))! : (holder as Data[])[step as number]!),
    data,
  );
}

/** Tries an edit on random documents: it keeps comments, says what it should and brings no new problem; or it says that it cannot. */
function holds(
  attempt: (source: Source, data: Data, all: { place: EntryPlace; path: Path }[], pick: number, pick2: number) => Tried | undefined,
  cannot: boolean,
): void {
  fc.assert(
    fc.property(documents, fc.nat(), fc.nat(), ({ text }, pick, pick2) => {
      const source = read('config/deploy.yml', text);
      assert.deepEqual(source.problems, []);
      let tried: Tried | undefined;
      try {
        tried = attempt(source, dataOf(source.root), places(source), pick, pick2);
      } catch (error) {
        if (cannot && error instanceof edit.CannotEdit) return;
        throw error;
      }
      if (!tried) return;
      const result = read('config/deploy.yml', edit.applyChanges(text, tried.changes));
      assert.deepEqual(result.problems, [], result.text);
      assert.deepEqual(dataOf(result.root), tried.expected, result.text);
      const { removed } = tried;
      const stay = edit.commentsIn(source).filter(({ from }) => !removed || from < removed.from || from >= removed.to);
      const left = new Set(edit.commentsIn(result).map(({ from, to }) => result.text.slice(from, to)));
      for (const { from, to } of stay) assert(left.has(text.slice(from, to)), `lost ${text.slice(from, to)} in\n${result.text}`);
      if (text.includes('\r\n')) assert(!/[^\r]\n/.test(result.text), 'a line break of another kind');
    }),
    { numRuns: runs(1000, 300), seed },
  );
}

/** What goes with an entry: itself, and the comment behind its last line. */
function goes(source: Source, { map, entry }: EntryPlace) {
  const { from } = edit.spanOf(source, entry.key);
  const end = edit.endOfEntry(source, entry);
  return { from, to: map.flow ? end : edit.linesOfEntry(source, entry).to };
}

const pickOf = <A>(items: readonly A[], pick: number): A | undefined => items[pick % Math.max(1, items.length)];
const isMap = (node: Node): node is MapNode => node.kind === 'map';

describe('on any document', () => {
  it('removeEntry takes one entry', () =>
    holds((source, data, all, pick) => {
      const { place, path } = pickOf(all, pick)!;
      if (place.map === source.root && place.map.entries.length === 1) return undefined;
      return { changes: edit.removeEntry(source, place), expected: changed(data, path, without), removed: goes(source, place) };
    }, false));

  it('insertEntry adds one entry, last, first or after another', () =>
    holds((source, data, all, pick, where) => {
      const target = pickOf(
        all.filter(({ place }) => isMap(place.entry.value)),
        pick,
      );
      if (!target) return undefined;
      const map = target.place.entry.value as MapNode;
      const after = pickOf(map.entries, where);
      const key = 'new';
      const changes = edit.insertEntry(
        source,
        target.place,
        key,
        { host: '"x"', list: ['1', '2'] },
        where % 3 === 0 || !after ? {} : where % 3 === 1 ? { first: true } : { after },
      );
      const value = new Map<string, Data>([
        ['host', 'x'],
        ['list', ['1', '2']],
      ]);
      const expected = changed(data, [...target.path, key], (holder, step) => withValue(value)(holder, step));
      return { changes, expected };
    }, false));

  it('insertRootEntry adds one section', () =>
    holds(
      (source, data) => ({
        changes: edit.insertRootEntry(source, 'new', { a: 'x' }),
        expected: changed(data, ['new'], withValue(new Map([['a', 'x']]))),
      }),
      false,
    ));

  it('replaceValue changes one value', () =>
    holds((source, data, all, pick, which) => {
      const { place, path } = pickOf(all, pick)!;
      const [value, read] = (
        [
          ['x', 'x'],
          [{ k: 'x' }, new Map([['k', 'x']])],
          [['x'], ['x']],
        ] as const
      )[which % 3]!;
      const expected = changed(
        data,
        path,
        (holder, step) => new Map([...(holder as Map<string, Data>)].map(([key, old]) => [key, key === step ? (read as Data) : old])),
      );
      return { changes: edit.replaceValue(source, place, value), expected, removed: goes(source, place) };
    }, false));

  it('renameKey changes one key', () =>
    holds((source, data, all, pick) => {
      const { place, path } = pickOf(all, pick)!;
      const expected = changed(
        data,
        path,
        (holder, step) => new Map([...(holder as Map<string, Data>)].map(([key, value]) => [key === step ? 'no' : key, value])),
      );
      // the key `no` is quoted, and so stays text
      return { changes: edit.renameKey(source, place, 'no'), expected };
    }, false));

  it('moveEntry moves one entry to another map', () =>
    holds((source, data, all, pick, to) => {
      const from = pickOf(all, pick)!;
      const inside = (path: Path) => from.path.every((step, index) => path[index] === step);
      const target = pickOf(
        all.filter(({ place, path }) => isMap(place.entry.value) && !inside(path) && place.entry.value !== from.place.map),
        to,
      );
      if (!target || (from.place.map === source.root && from.place.map.entries.length === 1)) return undefined;
      const moved = changed(data, from.path, without);
      const expected = changed(moved, [...target.path, 'new'], withValue(valueAt(data, from.path)));
      const changes = edit.moveEntry(source, from.place, target.place, { key: 'new' });
      return { changes, expected };
    }, true));

  it('insertItem and removeItem change one item', () =>
    holds((source, data, all, pick, which) => {
      const target = pickOf(
        all.filter(({ place }) => place.entry.value.kind === 'list'),
        pick,
      );
      if (!target) return undefined;
      const list = target.place.entry.value as ListNode;
      const items = valueAt(data, target.path) as Data[];
      const put = (next: Data[]) =>
        changed(
          data,
          target.path,
          (holder, step) => new Map([...(holder as Map<string, Data>)].map(([key, value]) => [key, key === step ? next : value])),
        );
      if (which % 2 || !items.length)
        return { changes: edit.insertItem(source, list, { a: 'x' }), expected: put([...items, new Map([['a', 'x']])]) };
      const index = which % items.length;
      const item = list.items[index]!;
      const { from } = edit.spanOf(source, item);
      const after = list.items[index + 1];
      const lines = source.text.slice(from).split('\n');
      const removed = list.flow
        ? { from, to: edit.spanOf(source, item).to }
        : { from, to: after ? edit.spanOf(source, after).from : from + lines[0]!.length };
      return {
        changes: edit.removeItem(source, list, item),
        expected: put(items.filter((_, at) => at !== index)),
        removed: after || list.flow ? removed : { from, to: source.text.length },
      };
    }, false));
});
