/** How many equal lines stand around a difference. */
const around = 3;

type Edit = readonly [sign: ' ' | '-' | '+', line: string];

/**
 * The unified difference of two lists of lines, as `diff -u` and patches have it.
 * @returns empty where they are equal
 */
export function unified(before: readonly string[], after: readonly string[], names: readonly [string, string]): string {
  const edits = editsOf(before, after);
  const hunks: [from: number, to: number][] = [];
  for (const [index, [sign]] of edits.entries()) {
    if (sign === ' ') continue;
    const last = hunks.at(-1);
    const [from, to] = [Math.max(0, index - around), Math.min(edits.length, index + around + 1)];
    if (last && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  return hunks.length === 0 ? '' : `--- ${names[0]}\n+++ ${names[1]}\n${hunks.map(([from, to]) => hunkText(edits, from, to)).join('')}`;
}

function hunkText(edits: readonly Edit[], from: number, to: number): string {
  const lines = edits.slice(from, to);
  const range = (sign: '-' | '+'): string => {
    const has = ([one]: Edit): boolean => one === ' ' || one === sign;
    const length = lines.filter(has).length;
    return `${sign}${edits.slice(0, from).filter(has).length + (length > 0 ? 1 : 0)},${length}`;
  };
  return `@@ ${range('-')} ${range('+')} @@\n${lines.map(([sign, line]) => `${sign}${line}\n`).join('')}`;
}

/** By the longest common subsequence of what lies between the equal beginnings and ends. */
function editsOf(before: readonly string[], after: readonly string[]): Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const same = (lines: readonly string[]): Edit[] => lines.map((line) => [' ', line]);
  const middle = between(before.slice(start, before.length - end), after.slice(start, after.length - end));
  return [...same(before.slice(0, start)), ...middle, ...same(before.slice(before.length - end))];
}

/** Pairs of lines that are compared; beyond, all of them count as different. */
const most = 25_000_000;

function between(before: readonly string[], after: readonly string[]): Edit[] {
  const removed = (line: string): Edit => ['-', line];
  const added = (line: string): Edit => ['+', line];
  if (before.length * after.length > most) return [...before.map(removed), ...after.map(added)];
  // lengths[i][j]: how much of `before` from i and of `after` from j is common.
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i]![j] = before[i] === after[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      edits.push([' ', before[i]!]);
      [i, j] = [i + 1, j + 1];
    } else edits.push(lengths[i + 1]![j]! >= lengths[i]![j + 1]! ? removed(before[i++]!) : added(after[j++]!));
  }
  return [...edits, ...before.slice(i).map(removed), ...after.slice(j).map(added)];
}
