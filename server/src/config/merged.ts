import { memoize } from '../memoize.ts';
import { idOf } from './load.ts';
import type { ConfigEntry, MapValue } from './value.ts';

type Found = readonly ConfigEntry[];
type Holds = (entry: ConfigEntry) => boolean;

/** All that is ever looked for: a map is gone through once for all of it. */
const searches: Holds[] = [];
const none: Found = [];
const nothing: Found[] = [];

/**
 * The entries of a map for which something holds, in their order; of a merged one those of the lower map first. Found once for each map, and
 * for a merged one from what is known of the two that it was merged of: ten destinations that change a few variables of hundreds are not
 * gone through ten times. The same list as long as what is found in both is the same.
 * Called while modules are loaded: there are as many searches as calls.
 * @param holds asked about one entry at a time: about its name, and its value where that is text
 */
export function entriesWhere(holds: Holds): (map: MapValue) => Found {
  const index = searches.push(holds) - 1;
  nothing.push(none);
  return (map) => foundIn(map)[index]!;
}

/** Is anything in this map that is ever looked for? */
export function holdsAny(map: MapValue): boolean {
  return foundIn(map) !== nothing;
}

/** By search. */
const foundIn: (map: MapValue) => readonly Found[] = memoize(({ entries, over, under }) =>
  over && under ? laid(over, foundIn(under)) : lookedFor(entries),
);

function lookedFor(entries: MapValue['entries']): readonly Found[] {
  let found: ConfigEntry[][] | undefined;
  entries.forEach((entry) => {
    for (let index = 0; index < searches.length; index++) if (searches[index]!(entry)) ((found ??= [])[index] ??= []).push(entry);
  });
  return found ? searches.map((_, index) => found![index] ?? none) : nothing;
}

/** What was found below an upper map the last time, and what was left of it with the upper one's own. */
interface Slot {
  under: readonly Found[];
  left: readonly Found[];
}

const slotOf = memoize((_: MapValue): Slot => ({ under: [], left: [] }));

function laid(over: MapValue, under: readonly Found[]): readonly Found[] {
  const slot = slotOf(over);
  const before = slot.under;
  const own = foundIn(over);
  if (own === nothing && under === nothing) return nothing;
  slot.left = under.map((found, index) => {
    if (found === before[index]) return slot.left[index]!;
    const kept = found.filter((entry) => !over.entries.has(idOf(entry)));
    return own[index]!.length === 0 && kept.length === found.length ? found : [...kept, ...own[index]!];
  });
  slot.under = under;
  return slot.left;
}
