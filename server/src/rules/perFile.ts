import { addTo } from '../addTo.ts';
import type { At } from '../source/node.ts';
import type { Related } from './rule.ts';

/**
 * What is said once for a file, however often it is found there: what was found in each, one for a place.
 * @param of what it is said of, where that is not the file as a whole
 */
export function perFile<Found>(
  found: readonly Found[],
  at: (one: Found) => At,
  of: (one: Found) => string = () => '',
): readonly (readonly [Found, ...Found[]])[] {
  const groups = new Map<string, [Found, ...Found[]]>();
  for (const one of new Map(found.map((each) => [at(each), each])).values()) {
    const key = `${at(one).chunk.file}\0${of(one)}`;
    addTo(groups, key, one);
  }
  return [...groups.values()];
}

/** The other places beside a finding; a list of dozens would say no more. */
export function beside(places: readonly Related[]): readonly Related[] {
  return places.slice(0, 5);
}
