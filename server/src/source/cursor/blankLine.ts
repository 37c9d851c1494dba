import type { Path } from '../../schema/index.ts';
import { blockColumn } from './extent.ts';
import type { Cursor } from './cursor.ts';
import { pathOf } from './nesting.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * What may stand on a line with nothing: by the column of the cursor, or where the lines below make that impossible, by the column that
 * is possible, to which `lead` leads.
 */
export function onBlankLine(here: Surroundings): Cursor[] {
  const { row, offset, column } = here;
  // A comment, or ERB.
  if (here.text.slice(row.from, row.to).trim() !== '') return [];
  const below = here.nextLine();
  const wanted = below && below.column > column ? below.column : column;
  const levels = here.levels();
  const deepest = levels.at(-1);
  while (levels.length > 0 && levels.at(-1)!.column > wanted) levels.pop();
  const top = levels.at(-1);
  const pad = ' '.repeat(wanted - column);
  const indent = here.text.slice(row.from, offset) + pad;
  const rest = { from: offset, to: offset, typed: '', quote: '', closed: true, flow: false, indent, has: 'nothing' } as const;
  const key = (path: Path, above: readonly string[]): Cursor => ({
    ...rest,
    expects: 'key',
    path,
    lead: pad,
    present: [...above, ...here.keysBelow(wanted)],
  });
  const item = (list: Path, above: readonly string[]): Cursor => ({
    ...rest,
    expects: 'value',
    path: [...list, String(above.length)],
    lead: `${pad}- `,
    present: [...above, ...here.itemsBelow(wanted)],
  });
  if (!top) return wanted === 0 || !here.hasContentAbove() ? [key([], [])] : [];
  if (top.column < wanted) {
    // Only below a bare key or dash something deeper may begin, in the column in which it goes on.
    const goesOn = below !== undefined && below.column > top.column;
    if (!top.bare || top !== deepest || (goesOn && below.column !== wanted)) return [];
    const isList = goesOn && below.dashes.length > 0;
    const isMap = goesOn && !isList && below.key !== undefined;
    const path = pathOf(levels);
    return [...(isList ? [] : [key(path, [])]), ...(isMap || top.kind === 'list' ? [] : [item(path, [])])];
  }
  const path = pathOf(levels).slice(0, -1);
  if (top.kind === 'map') return [key(path, top.entries)];
  const under = levels.at(-2);
  const items = item(path, top.entries);
  // A list in the column of its key: the next key of that map may follow as well.
  return under?.kind === 'map' && under.column === wanted ? [key(path.slice(0, -1), under.entries), items] : [items];
}

/** Is a line of blanks below a block scalar no longer part of it, since the cursor is not deeper than its key? */
export function isBehindBlock({ row, rows, index, masked, column }: Surroundings): boolean {
  const isEmpty = (one: typeof row): boolean => masked.slice(one.from, one.to).trim() === '';
  if (!isEmpty(row) || column > blockColumn(row.of!)) return false;
  return rows.slice(index + 1).find((one) => !isEmpty(one))?.kind !== 'block';
}
