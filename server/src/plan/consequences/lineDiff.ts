/** Lines that differ: numbers from 0, `to` exclusive. Where only one side has lines, the other is empty and tells where they would be. */
export interface Hunk {
  readonly before: Lines;
  readonly after: Lines;
}

export interface Lines {
  readonly from: number;
  readonly to: number;
}

/** More than this would take time that nobody waits for: then all between the first and the last difference is one hunk. */
const most = 4_000_000;

/** The lines of a text, as LSP counts them. */
export const textLines = (text: string): string[] => text.split(/\r\n|\r|\n/);

/** Which lines differ, by the longest common subsequence. */
export function lineDiff(before: string, after: string): Hunk[] {
  const [old, now] = [textLines(before), textLines(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const [left, right] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  if (left.length === 0 && right.length === 0) return [];
  const pairs = left.length * right.length > most ? [] : common(left, right);
  return hunks(pairs, left.length, right.length).map((hunk) => ({ before: shift(hunk.before, start), after: shift(hunk.after, start) }));
}

const shift = ({ from, to }: Lines, by: number): Lines => ({ from: from + by, to: to + by });

/** Pairs of equal lines, in order. */
function common(left: readonly string[], right: readonly string[]): [number, number][] {
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const [down, across] = [lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!];
      lengths[i * width + j] = left[i] === right[j] ? lengths[(i + 1) * width + j + 1]! + 1 : Math.max(down, across);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (left[i] === right[j]) pairs.push([i++, j++]);
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++;
    else j++;
  }
  return pairs;
}

function hunks(pairs: readonly [number, number][], left: number, right: number): Hunk[] {
  const found: Hunk[] = [];
  let [i, j] = [0, 0];
  for (const [a, b] of [...pairs, [left, right] as const]) {
    if (a > i || b > j) found.push({ before: { from: i, to: a }, after: { from: j, to: b } });
    [i, j] = [a + 1, b + 1];
  }
  return found;
}
