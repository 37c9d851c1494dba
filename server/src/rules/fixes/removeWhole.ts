import { removeEntry } from '../../edit/index.ts';
import type { EntryPlace } from '../../edit/index.ts';
import type { TextChange } from '../../edit/change.ts';
import type { Source } from '../../source/source.ts';

/**
 * Removes an entry, and the keys around it that it leaves empty, since Kamal refuses those. But a role, an accessory or a section that Kamal
 * asks for stays as `{}`: a removal takes no more than it names, and somebody is writing there.
 */
export function removeWhole(source: Source, place: EntryPlace): TextChange[] {
  let top = place;
  while (top.parent && top.map.entries.length === 1) {
    top = top.parent;
    if (isAskedFor(pathOf(top))) return removeEntry(source, place);
  }
  return removeEntry(source, place, { emptied: 'parent' });
}

function isAskedFor([section, name, ...more]: readonly string[]): boolean {
  if (name === undefined) return section === 'servers' || section === 'registry' || section === 'builder';
  return (section === 'servers' || section === 'accessories') && more.length === 0;
}

function pathOf({ entry: { key }, parent }: EntryPlace): string[] {
  return [...(parent ? pathOf(parent) : []), key.kind === 'scalar' ? String(key.value) : ''];
}
