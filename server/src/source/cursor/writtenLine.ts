import type { Cursor } from './cursor.ts';
import { inBrackets } from './brackets.ts';
import { close, openItem, pathOf } from './nesting.ts';
import type { Span, Written } from './rows.ts';
import type { Surroundings } from './surroundings.ts';
import { wordAt } from './word.ts';
import type { Word } from './word.ts';

/** What may stand at a cursor on a line with a key, a dash or a word. */
export function onWrittenLine(here: Surroundings): Cursor[] {
  const { row, offset, index } = here;
  const { key, value, dashes } = row;
  if (key && offset <= key.to) return keyAt(here, key, 'colon');
  if (key && offset <= key.colon) return [];
  if (value.style === 'flow' && offset > value.from && (!value.closed || offset < value.to)) return inBrackets(here, row, index);
  if (value.style === 'flow' || value.style === 'block') return [];
  if (key) return [...textWithColon(here, key, value), ...valueAt(here, key)];
  if (dashes.length === 0) return keyAt(here, value, here.hasChildren(row.column) ? 'children' : 'nothing');
  const behindDash = here.startOf(row) + (dashes.at(-1)! - row.column) + 1;
  return offset < behindDash ? [] : [...itemAt(here, behindDash), ...keyAt(here, value, 'nothing')];
}

/** A key of the map that its column belongs to. */
function keyAt(here: Surroundings, written: Span, has: Cursor['has']): Cursor[] {
  const { text, row, index } = here;
  const word = wordAt(text, written, here.offset);
  if (!word) return [];
  const column = row.key?.column ?? row.column + (written.from - here.startOf(row));
  const levels = here.levels();
  if (row.dashes.length > 0) {
    for (const dash of row.dashes) openItem(levels, dash);
    // `-key` is no item yet.
    if (!row.key && !/\s/.test(text[written.from - 1] ?? '')) return [];
  } else {
    close(levels, column, 'map');
    const top = levels.at(-1);
    if (top ? top.column !== column && !top.bare : column > 0 && index > 0 && here.hasContentAbove()) return [];
    if (has === 'nothing' && !here.fits(levels, column)) return [];
  }
  const top = levels.at(-1);
  const map = top?.kind === 'map' && top.column === column ? top : undefined;
  const path = map ? pathOf(levels).slice(0, -1) : pathOf(levels);
  const present = [...(map?.entries ?? []), ...here.keysBelow(column)];
  return [{ ...word, expects: 'key', path, lead: '', present, flow: false, indent: here.indentTo(column), has }];
}

/** The value of the line's key. */
function valueAt(here: Surroundings, { column, colon }: Span & { readonly column: number; readonly colon: number }): Cursor[] {
  const { value } = here.row;
  const word = wordOf(here, value, colon + 1);
  if (!word || (value.style === 'none' && here.hasChildren(column))) return [];
  return [valueCursor(here, word, pathOf(here.levels(true)), here.offset === colon + 1)];
}

/** The item behind the line's dash. */
function itemAt(here: Surroundings, behindDash: number): Cursor[] {
  const { value, dashes } = here.row;
  const word = wordOf(here, value, behindDash);
  if (!word || (value.style === 'none' && here.hasChildren(dashes.at(-1)!))) return [];
  const levels = here.levels(true);
  const list = levels.at(-1)!;
  const present = [...list.entries.slice(0, -1), ...here.itemsBelow(list.column)];
  return [{ ...valueCursor(here, word, pathOf(levels), here.offset === behindDash), present }];
}

/** `- NAME:` may be the beginning of a text that goes on behind its colon. */
function textWithColon(here: Surroundings, { from, colon }: Span & { readonly colon: number }, value: Written): Cursor[] {
  const { row, offset, text } = here;
  if (row.dashes.length === 0 || value.style !== 'none' || offset !== colon + 1) return [];
  const levels = here.levels();
  for (const dash of row.dashes) openItem(levels, dash);
  const word = wordAt(text, { from, to: offset }, offset);
  return word ? [valueCursor(here, word, pathOf(levels), false)] : [];
}

function valueCursor(here: Surroundings, word: Word, path: readonly string[], glued: boolean): Cursor {
  const indent = here.indentTo(here.row.column);
  return { ...word, expects: 'value', path, lead: glued ? ' ' : '', present: [], flow: false, indent, has: 'nothing' };
}

function wordOf({ text, offset }: Surroundings, value: Written, from: number): Word | undefined {
  if (value.style === 'none') {
    // Right behind an anchor or a tag, its name goes on.
    const isFree = offset >= from && /[\s:-]/.test(text[offset - 1] ?? '');
    return isFree ? { from: offset, to: offset, typed: '', quote: '', closed: true } : undefined;
  }
  return wordAt(text, value, offset) ?? behind(text, value, offset);
}

/** The next word of a text of several, before it is typed. */
function behind(text: string, { style, from, to }: Written, offset: number): Word | undefined {
  const typed = text.slice(from, offset);
  if (style !== 'plain' || offset <= to || typed.includes('<%')) return undefined;
  return { from, to: offset, typed, quote: '', closed: true, behind: true };
}
