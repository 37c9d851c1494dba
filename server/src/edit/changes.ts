import type { TextChange } from './change.ts';

/** Thrown by every function of this room where the text is laid out in a way that no small edit can keep; `fix` turns it into "cannot be done". */
export class CannotEdit extends Error {
  override readonly name = 'CannotEdit';
}

/**
 * Puts changes of one text in order: by offset, insertions before the removal that starts there.
 * The same removal asked for twice counts once; insertions at one place keep the order in which they were given.
 * Throws CannotEdit where two changes overlap.
 */
export function mergeChanges(...lists: readonly (readonly TextChange[])[]): TextChange[] {
  const empty = (change: TextChange) => (change.from === change.to ? 0 : 1);
  const sorted = lists.flat().sort((a, b) => a.from - b.from || empty(a) - empty(b));
  const merged: TextChange[] = [];
  for (const change of sorted) {
    if (change.from === change.to && change.text === '') continue;
    const last = merged.at(-1);
    if (last && last.to > last.from && last.from === change.from && last.to === change.to && last.text === change.text) continue;
    if (last && change.from < last.to) throw new CannotEdit(`changes overlap at offset ${change.from}`);
    merged.push(change);
  }
  return merged;
}

/** The text after the changes, whose offsets count from the text's start. Throws CannotEdit where two overlap or one lies outside. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = '';
  let done = 0;
  for (const change of mergeChanges(changes)) {
    if (change.from < 0 || change.to > text.length || change.from > change.to)
      throw new CannotEdit(`no such place: ${change.from}–${change.to}`);
    result += text.slice(done, change.from) + change.text;
    done = change.to;
  }
  return result + text.slice(done);
}
