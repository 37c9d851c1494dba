import type { Source } from '../source/source.ts';
import type { TextChange } from './change.ts';
import { column, isBlank, lineStart } from './lines.ts';
import type { EntryPlace } from './place.ts';
import { dashOf, endOfNode, spanOf } from './span.ts';

/**
 * Makes a block list a map, line by line, so that what stands between and behind its items stays: `- A=1 # one` becomes `A: 1 # one`.
 * @param entries YAML text for each item, in their order
 * @returns undefined where the list is written in another way, or its dashes stand at the column of the key, where the map's keys cannot
 */
export function itemsToEntries(source: Source, { entry }: EntryPlace, entries: readonly string[]): TextChange[] | undefined {
  const { value: list, key } = entry;
  if (list.kind !== 'list' || list.flow || list.items.length !== entries.length) return undefined;
  const { text } = source;
  const dashes = list.items.map((item) => dashOf(source, list, item));
  const own = column(text, spanOf(source, key).from);
  if (dashes.some((dash) => !isBlank(text.slice(lineStart(text, dash), dash)) || column(text, dash) <= own)) return undefined;
  return list.items.map((item, index) => ({ from: dashes[index]!, to: endOfNode(source, item), text: entries[index]! }));
}
