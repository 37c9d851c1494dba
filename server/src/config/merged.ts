import { memoize } from '../memoize.ts';
import type { ConfigEntry, MapValue } from './value.ts';

type Found = readonly (readonly [id: string, entry: ConfigEntry])[];

/**
 * The entries of a map for which something holds, in their order. Found once for each map, and for a merged one from what is known of the
 * lower one: ten destinations that change a few variables of hundreds are not gone through ten times.
 * @param holds asked about one entry at a time: about its name, and its value where that is text; what it shadows does not count
 */
export function entriesWhere(holds: (entry: ConfigEntry) => boolean): (map: MapValue) => readonly ConfigEntry[] {
  const found = memoize((map: MapValue): Found => {
    const { entries, over, under } = map;
    if (!over || !under) return [...entries].filter(([, entry]) => holds(entry));
    const kept = found(under).filter(([id, entry]) => entries.get(id) === entry);
    const laidOver = found(over);
    if (laidOver.length === 0) return kept;
    const ids = new Set([...kept, ...laidOver].map(([id]) => id));
    return [...entries].filter(([id]) => ids.has(id));
  });
  return (map) => found(map).map(([, entry]) => entry);
}

/**
 * What something makes of each entry of a map, for those of which it makes anything, in no particular order. Worked out as `entriesWhere`
 * does it, for whatever the values are.
 * @param make asked about one entry at a time
 */
export function madeOfEntries<Made>(make: (id: string, entry: ConfigEntry) => Made | undefined): (map: MapValue) => readonly Made[] {
  type All = readonly { readonly id: string; readonly entry: ConfigEntry; readonly made: Made }[];
  const one = (id: string, entry: ConfigEntry | undefined): All => {
    const made = entry && make(id, entry);
    return made === undefined ? [] : [{ id, entry: entry!, made }];
  };
  const all = memoize(({ entries, over, under }: MapValue): All => {
    if (!over || !under) return [...entries].flatMap(([id, entry]) => one(id, entry));
    const kept = all(under).filter(({ id, entry }) => entries.get(id) === entry);
    return [...kept, ...[...over.entries.keys()].flatMap((id) => one(id, entries.get(id)))];
  });
  return (map) => all(map).map(({ made }) => made);
}
