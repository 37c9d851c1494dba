import { memoize } from '../memoize.ts';
import { idOf } from './load.ts';
import type { ConfigEntry, MapValue } from './value.ts';

type Found = readonly ConfigEntry[];

/**
 * The entries of a map for which something holds, in their order; of a merged one those of the lower map first. Found once for each map, and
 * for a merged one from what is known of the two that it was merged of: ten destinations that change a few variables of hundreds are not
 * gone through ten times. The same list as long as what is found in both is the same.
 * @param holds asked about one entry at a time: about its name, and its value where that is text
 */
export function entriesWhere(holds: (entry: ConfigEntry) => boolean): (map: MapValue) => Found {
  const found: (map: MapValue) => Found = memoize(({ entries, over, under }: MapValue): Found => {
    if (over && under) return laid(over, found(under));
    const all: ConfigEntry[] = [];
    entries.forEach((entry) => {
      if (holds(entry)) all.push(entry);
    });
    return all.length > 0 ? all : none;
  });
  /** What was found below the upper map the last time, and what was left of it with the upper one's own. */
  const slotOf = memoize((_: MapValue): { under?: Found; left?: Found } => ({}));
  const laid = (over: MapValue, under: Found): Found => {
    const slot = slotOf(over);
    if (slot.under === under) return slot.left!;
    const kept = under.filter((entry) => !over.entries.has(idOf(entry)));
    const own = found(over);
    slot.under = under;
    slot.left = own.length === 0 && kept.length === under.length ? under : [...kept, ...own];
    return slot.left;
  };
  return found;
}

const none: Found = [];
