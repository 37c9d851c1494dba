import { maskErb } from '../erb/tags.ts';
import { isBehindBlock, onBlankLine } from './blankLine.ts';
import { inBrackets, openBracketAbove } from './brackets.ts';
import type { Cursor } from './cursor.ts';
import { rowsOf } from './rows.ts';
import type { Row } from './rows.ts';
import { Surroundings } from './surroundings.ts';
import { onWrittenLine } from './writtenLine.ts';

/**
 * What may stand at an offset, in any text, whole or half-typed: at most one key and one value, since below `web:` both a key and the
 * item of a list may begin. Empty where nothing may: in comments, ERB and block scalars, behind a value, at an indentation that fits nothing.
 *
 * The lines are looked at one by one, by their columns: no tree is built, because the tree of broken text misleads, and it costs nothing.
 */
export function cursorsAt(text: string, offset: number): Cursor[] {
  if (isInErb(text, offset)) return [];
  const { text: masked } = maskErb(text);
  const rows = rowsOf(masked);
  const index = rows.findIndex(({ to }) => offset <= to);
  const row = rows[index];
  if (!row || offset < row.from || isBeyond(rows, index)) return [];
  return around(new Surroundings(text, masked, rows, index, offset));
}

function around(here: Surroundings): Cursor[] {
  const { row, rows, offset } = here;
  if (row.comment !== undefined && offset > row.comment) return [];
  switch (row.kind) {
    case 'block':
      return isBehindBlock(here) ? onBlankLine(here) : [];
    case 'inside':
      return row.of!.value.style === 'flow' ? inBrackets(here, row.of!, rows.indexOf(row.of!)) : [];
    case 'blank': {
      const opener = openBracketAbove(here);
      return opener === undefined ? onBlankLine(here) : inBrackets(here, rows[opener]!, opener);
    }
    default:
      return onWrittenLine(here);
  }
}

/** Inside a tag, or behind one that is still being typed. */
function isInErb(text: string, offset: number): boolean {
  const open = text.lastIndexOf('<%', offset - 1);
  if (open === -1 || open + 1 > offset) return false;
  const close = text.indexOf('%>', open + 2);
  if (close !== -1) return offset < close + 2;
  return !text.slice(open, offset).includes('\n');
}

/** Psych reads the first document only. */
function isBeyond(rows: readonly Row[], index: number): boolean {
  let content = false;
  for (let i = 0; i <= index; i++) {
    if (rows[i]!.kind === 'marker' && content) return true;
    content ||= rows[i]!.kind === 'line';
  }
  return rows[index]!.kind === 'marker';
}
