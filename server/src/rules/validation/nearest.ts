import { closest, distance } from 'fastest-levenshtein';

/** Among more names than a person could mean, a suggestion is luck; and who writes so many asks for each of as many. */
const most = 300;

/** The known name that was probably meant: at most a third of its letters differ, or two changed places. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || known.length > most || name === '') return undefined;
  const near = closest(name, known);
  const far = distance(name, near);
  // Of one or two letters one is half of the name, and as near to any other.
  const isMost = far * 2 < Math.max(name.length, near.length);
  return (isMost && far <= Math.max(1, Math.floor(near.length / 3))) || (far === 2 && near.length > 2 && sorted(name) === sorted(near))
    ? near
    : undefined;
}

function sorted(name: string): string {
  return [...name].sort().join('');
}
