import { closest, distance } from 'fastest-levenshtein';

/** The known name that was probably meant: at most a third of its letters differ, or two changed places. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name === '') return undefined;
  const near = closest(name, known);
  const far = distance(name, near);
  return far <= Math.max(1, Math.floor(near.length / 3)) || (far === 2 && near.length > 2 && sorted(name) === sorted(near))
    ? near
    : undefined;
}

function sorted(name: string): string {
  return [...name].sort().join('');
}
