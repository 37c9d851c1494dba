import { read } from '../source/read.ts';
import type { Source } from '../source/source.ts';
import type { TextChange } from './change.ts';
import { applyChanges, mergeChanges } from './changes.ts';

/**
 * Several edits of which each needs the text that the one before has left: made one after the other in memory, and handed out as one
 * change of the stretch that differs in the end.
 */
export function inSteps(source: Source, steps: readonly ((source: Source) => readonly TextChange[])[]): TextChange[] {
  let now = source;
  for (const step of steps) now = read(source.file, applyChanges(now.text, mergeChanges(step(now))));
  return difference(source.text, now.text);
}

/** One change from one text to another, without what they begin and end with alike. */
function difference(before: string, after: string): TextChange[] {
  if (before === after) return [];
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let end = 0;
  while (end < most - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return [{ from, to: before.length - end, text: after.slice(from, after.length - end) }];
}
