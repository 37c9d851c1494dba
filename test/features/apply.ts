import type { TextChange } from '../../server/src/edit/change.ts';

/** A text after changes that do not overlap. */
export function apply(text: string, changes: readonly TextChange[]): string {
  return [...changes]
    .sort((a, b) => b.from - a.from || b.to - a.to)
    .reduce((so, { from, to, text: put }) => so.slice(0, from) + put + so.slice(to), text);
}
