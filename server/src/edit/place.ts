import type { Entry, MapNode, Node } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import { CannotEdit } from './changes.ts';
import { firstDefined } from './firstDefined.ts';

/** An entry with the map it stands in, and the entry whose value that map is (null at the root and inside lists). */
export interface EntryPlace {
  readonly map: MapNode;
  readonly entry: Entry;
  readonly parent: EntryPlace | null;
}

/** The entry whose key or value is this very node. */
export function placeOf(source: Source, node: Node): EntryPlace | undefined {
  return source.root ? search(source.root, null, node) : undefined;
}

function search(within: Node, parent: EntryPlace | null, node: Node): EntryPlace | undefined {
  if (within.kind === 'list') return firstDefined(within.items, (item) => search(item, null, node));
  if (within.kind !== 'map') return undefined;
  return firstDefined(within.entries, (entry) => {
    const place = { map: within, entry, parent };
    return entry.key === node || entry.value === node ? place : search(entry.value, place, node);
  });
}

/** The entry at a path of keys from the root, as written in this file: aliases are not followed. Of equal keys the last counts, as in Psych. */
export function placeAt(source: Source, ...path: readonly string[]): EntryPlace | undefined {
  let within: Node | null = source.root;
  let place: EntryPlace | null = null;
  for (const name of path) {
    if (within?.kind !== 'map') return undefined;
    const map: MapNode = within;
    const entry = map.entries.findLast(({ key }) => key.kind === 'scalar' && String(key.value) === name);
    if (!entry) return undefined;
    place = { map, entry, parent: place };
    within = entry.value;
  }
  return place ?? undefined;
}

/** `placeAt`, but only where this very key stands there: throws CannotEdit where it came through an alias or merge key, since others use it too. */
export function ownPlace(source: Source, key: Node, ...path: readonly string[]): EntryPlace {
  const place = placeAt(source, ...path);
  if (place?.entry.key !== key) throw new CannotEdit('the entry stands elsewhere');
  return place;
}
