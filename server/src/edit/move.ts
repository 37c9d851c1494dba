import type { MapNode } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import type { TextChange } from './change.ts';
import { mergeChanges } from './changes.ts';
import { insertFragment } from './insert.ts';
import type { Where } from './insert.ts';
import { fragmentFrom } from './yamlFragment.ts';
import type { EntryPlace } from './place.ts';
import { removeEntry } from './remove.ts';
import type { Removal } from './remove.ts';

/** Copies an entry's value, as it is written, to another map, under its own key or another one. */
export function copyEntry(source: Source, from: EntryPlace, to: MapNode | EntryPlace, key = keyOf(from), where: Where = {}): TextChange[] {
  return insertFragment(source, to, key, fragmentFrom(source, from), where);
}

/**
 * Moves an entry to another map, between block and flow style where needed: its text, with quotes and comments, is indented anew.
 * A comment that cannot stand in a flow map stays where it was.
 */
export function moveEntry(
  source: Source,
  from: EntryPlace,
  to: MapNode | EntryPlace,
  options: Removal & Where & { readonly key?: string } = {},
): TextChange[] {
  const map = 'entry' in to ? to.entry.value : to;
  const keepComment = (map.kind === 'map' && map.flow) || ('entry' in to && to.map.flow);
  return mergeChanges(removeEntry(source, from, { keepComment, ...options }), copyEntry(source, from, to, options.key, options));
}

function keyOf({ entry: { key } }: EntryPlace): string {
  return key.kind === 'scalar' ? String(key.value) : '';
}
