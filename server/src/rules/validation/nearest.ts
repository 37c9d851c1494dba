import { closest, distance } from 'fastest-levenshtein';

/** The known name that was probably meant: at most a third of its letters differ. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name === '') return undefined;
  const near = closest(name, known);
  return distance(name, near) <= Math.max(1, Math.floor(near.length / 3)) ? near : undefined;
}
