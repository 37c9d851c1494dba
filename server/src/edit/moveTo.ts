import type { MapNode } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import type { TextChange } from './change.ts';
import { CannotEdit, mergeChanges } from './changes.ts';
import { indentUnit } from './indent.ts';
import { insertFragment, insertRootEntry } from './insert.ts';
import { lineBreak, lineStart } from './lines.ts';
import { fragmentFrom, fragmentOf, type YamlFragment, type Yaml } from './yamlFragment.ts';
import { placeAt, type EntryPlace } from './place.ts';
import { removeEntry } from './remove.ts';
import { renameKey, replaceValue } from './replace.ts';
import { scalarText } from './scalar.ts';
import { linesOfEntry, spanOf } from './span.ts';
import { wrapValue } from './wrap.ts';

/**
 * Moves an entry to a path from the root, making the maps that are missing on the way. A map that is left empty goes too.
 * @param target keys from the root, the last one the entry's new key
 * @param value another value to write there; left out: the entry's own text
 * @throws CannotEdit where the path is taken, or something on it is no map
 */
export function moveTo(source: Source, from: EntryPlace, target: readonly string[], value?: Yaml): TextChange[] {
  if (value === undefined) {
    const inside = deeper(source, from, target);
    if (inside) return inside;
  }
  const piece = value === undefined ? fragmentFrom(source, from) : fragmentOf(source, value);
  return instead(source, from, [target], () => insertPieceAt(source, target, piece));
}

/**
 * Removes an entry and writes values elsewhere: into the maps that are there, and beside what they hold.
 * @param values as a tree from the root; what stands there already with the very same text stays
 * @throws CannotEdit where another value stands in the way
 */
export function replaceBy(source: Source, from: EntryPlace, values: { readonly [key: string]: Yaml }): TextChange[] {
  return instead(source, from, pathsOf(values), () => Object.entries(values).flatMap(([key, value]) => inserted(source, [key], value)));
}

/** Further down in the very map that holds the entry, where nothing stands yet: it stays in its place, under new keys. */
function deeper(source: Source, from: EntryPlace, target: readonly string[]): TextChange[] | undefined {
  const map: string[] = [];
  for (let place = from.parent; place; place = place.parent) map.unshift(keyOf(place));
  const [first, ...rest] = target.slice(map.length);
  if (rest.length === 0 || first === undefined || !map.every((key, i) => key === target[i])) return undefined;
  const holder = placeAt(source, ...map, keyOf(from));
  if (holder?.entry !== from.entry || placeAt(source, ...map, first)) return undefined;
  return mergeChanges(renameKey(source, from, first), wrapValue(source, from, rest));
}

function keyOf({ entry: { key } }: EntryPlace): string {
  return key.kind === 'scalar' ? String(key.value) : '';
}

function pathsOf(values: Yaml, path: readonly string[] = []): (readonly string[])[] {
  if (typeof values === 'string' || Array.isArray(values)) return [path];
  return Object.entries(values).flatMap(([key, value]) => pathsOf(value, [...path, key]));
}

function inserted(source: Source, path: readonly string[], value: Yaml): TextChange[] {
  const place = placeAt(source, ...path);
  if (!place) return insertAt(source, path, value);
  const there = place.entry.value;
  const isMap = typeof value !== 'string' && !Array.isArray(value);
  if (!isMap && there.kind === 'scalar' && there.text === value) return [];
  // `proxy: true` becomes a map of settings: both switch the proxy on.
  if (isMap && there.kind === 'scalar' && (there.value === true || there.value === null)) return replaceValue(source, place, value);
  if (isMap && there.kind === 'map' && there.entries.length === 0) {
    // Entry by entry, each would be the first behind the bracket.
    if (source.text.slice(spanOf(source, there).from, spanOf(source, there).to).includes('#'))
      throw new CannotEdit('a comment stands there');
    return replaceValue(source, place, value);
  }
  if (!isMap || there.kind !== 'map') throw new CannotEdit('another value stands there');
  return Object.entries(value).flatMap(([key, inner]) => inserted(source, [...path, key], inner));
}

/** The removal of an entry together with what is written elsewhere. */
function instead(source: Source, from: EntryPlace, targets: readonly (readonly string[])[], write: () => TextChange[]): TextChange[] {
  const removed = removal(source, from);
  for (const target of targets) {
    for (let depth = 1; depth < target.length; depth++) {
      const holder = placeAt(source, ...target.slice(0, depth));
      if (holder && holeAt(removed, spanOf(source, holder.entry.key).from)) throw new CannotEdit('the target would be removed');
    }
  }
  return mergeChanges(
    removed,
    write().map((change) => outside(source, change, holeAt(removed, change.from))),
  );
}

/** Of the only section all lines go: no `{}` stays, since something else is written. */
function removal(source: Source, from: EntryPlace): TextChange[] {
  let top = from;
  while (top.parent && top.map.entries.length === 1) top = top.parent;
  const isAll = top.map === source.root && !top.map.flow && top.map.entries.length === 1;
  return isAll ? [{ ...linesOfEntry(source, top.entry), text: '' }] : removeEntry(source, from, { emptied: 'parent' });
}

function holeAt(removed: readonly TextChange[], offset: number): TextChange | undefined {
  return removed.find(({ from, to }) => from <= offset && offset < to);
}

/** New lines that would stand at the end of removed ones, below those. */
function outside(source: Source, change: TextChange, hole: TextChange | undefined): TextChange {
  const next = lineBreak(source);
  const { text } = source;
  const inLines = hole && lineStart(text, hole.from) === hole.from && (lineStart(text, hole.to) === hole.to || hole.to === text.length);
  if (!inLines || change.from !== change.to || !change.text.startsWith(next) || hole.from === change.from) return change;
  const lines = change.text.slice(next.length);
  return { from: hole.to, to: hole.to, text: text.slice(0, hole.to).endsWith('\n') ? lines + next : lines };
}

/**
 * Writes a value at a path from the root, making the maps that are missing on the way.
 * @throws CannotEdit where the path is taken, or something on it is no map
 */
export function insertAt(source: Source, target: readonly string[], value: Yaml): TextChange[] {
  const [only, ...below] = target;
  // A section of its own stands at the end, with a blank line where the others have one.
  if (only !== undefined && !placeAt(source, only))
    return insertRootEntry(
      source,
      only,
      below.reduceRight<Yaml>((inner, key) => ({ [key]: inner }), value),
    );
  return insertPieceAt(source, target, fragmentOf(source, value));
}

function insertPieceAt(source: Source, target: readonly string[], value: YamlFragment): TextChange[] {
  if (placeAt(source, ...target)) throw new CannotEdit('there is such a key already');
  let depth = target.length - 1;
  while (depth > 0 && !placeAt(source, ...target.slice(0, depth))) depth--;
  const holder: MapNode | EntryPlace | null | undefined =
    depth === 0 ? (source.root?.kind === 'map' ? source.root : null) : placeAt(source, ...target.slice(0, depth));
  if (!holder) throw new CannotEdit('the root is no map');
  const piece = target.slice(depth + 1).reduceRight((inner, key) => wrapped(source, key, inner), value);
  return insertFragment(source, holder, target[depth]!, piece, {});
}

/** A map of one key around a piece. */
function wrapped(source: Source, key: string, inner: YamlFragment): YamlFragment {
  const unit = indentUnit(source);
  return {
    block: (column) => `${lineBreak(source)}${' '.repeat(column + unit)}${scalarText(key)}:${inner.block(column + unit)}`,
    flow: () => `{${scalarText(key)}: ${inner.flow()}}`,
  };
}
