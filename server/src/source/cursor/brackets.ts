import type { Cursor } from './cursor.ts';
import { flowPlace } from './flow.ts';
import { levelsBefore, pathOf } from './nesting.ts';
import type { Row } from './rows.ts';
import type { Surroundings } from './surroundings.ts';
import { wordAt } from './word.ts';

/** What may stand at a cursor within brackets that a line has opened. */
export function inBrackets({ text, masked, rows, offset }: Surroundings, opener: Row, index: number): Cursor[] {
  const { value } = opener;
  const place = flowPlace(masked, value.from, value.closed ? value.to : Math.max(value.to, offset), offset);
  const word = place && wordAt(text, place.within, offset);
  if (!word) return [];
  const { expects, present, colon } = place;
  const path = [...pathOf(levelsBefore(masked, rows, index + 1)), ...place.path];
  const lead = expects === 'value' && masked[offset - 1] === ':' ? ' ' : '';
  return [{ ...word, expects, path, lead, present, flow: true, indent: '', has: colon ? 'colon' : 'nothing' }];
}

/** The row above whose bracket is still open, where the cursor is deeper and only blank lines are between. */
export function openBracketAbove({ rows, row, index, column }: Surroundings): number | undefined {
  for (let i = index - 1; i >= 0; i--) {
    const above = rows[i]!;
    if (above.kind === 'blank') continue;
    const opener = above.of ?? above;
    const isOpen = opener.value.style === 'flow' && !opener.value.closed && opener.value.to <= row.from;
    return isOpen && (column > opener.column || opener.value.from === 0) ? rows.indexOf(opener) : undefined;
  }
  return undefined;
}
