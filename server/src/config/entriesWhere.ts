import { memoize } from '../memoize.ts';
import type { ConfigEntry, MapValue } from './value.ts';

type Found = readonly (readonly [id: string, entry: ConfigEntry])[];

/**
 * The entries of a map for which something holds, in their order. Found once for each map, and for a merged one from what is known of the
 * lower one: ten destinations that change a few variables of hundreds are not gone through ten times.
 * @param holds asked about one entry at a time: nothing else counts
 */
export function entriesWhere(holds: (entry: ConfigEntry) => boolean): (map: MapValue) => readonly ConfigEntry[] {
  const found = memoize((map: MapValue): Found => {
    const { entries, over, under } = map;
    if (!over || !under) return [...entries].filter(([, entry]) => holds(entry));
    const kept = found(under).filter(([id, entry]) => entries.get(id) === entry);
    const others = [...over.entries.keys()].filter((id) => holds(entries.get(id)!));
    if (others.length === 0) return kept;
    const all = new Set([...kept.map(([id]) => id), ...others]);
    return [...entries].filter(([id]) => all.has(id));
  });
  return (map) => found(map).map(([, entry]) => entry);
}
