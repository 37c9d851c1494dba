import { unquoted } from './rows.ts';
import type { Row } from './rows.ts';

/** A block map or list that is open at a row, with what was said of it above. */
export interface Level {
  readonly kind: 'map' | 'list';
  readonly column: number;
  /** The row that it begins in. */
  readonly start: number;
  /** Names of a map's keys; what a list's items say. The last one is the current one. */
  readonly entries: string[];
  /** The row of the current entry, and whether nothing stands behind its colon or dash. */
  row: number;
  bare: boolean;
  /** It is deeper than a key that has a value: what was meant is the map around it. */
  readonly stray: boolean;
}

/** The maps and lists that are open before a row, the outermost first. */
export function levelsBefore(text: string, rows: readonly Row[], end: number): Level[] {
  const levels: Level[] = [];
  for (let i = 0; i < end; i++) {
    const row = rows[i]!;
    if (row.kind === 'marker') levels.length = 0;
    if (row.kind === 'line') enter(levels, row, i, text);
  }
  return levels;
}

/** Takes a row into account: its dashes and its key continue what is open at their columns, or open something. */
function enter(levels: Level[], row: Row, index: number, text: string): void {
  row.dashes.forEach((column, i) => {
    const level = open(levels, 'list', column, index);
    const last = i === row.dashes.length - 1;
    level.entries.push(last ? (row.key?.name ?? unquoted(text.slice(row.value.from, row.value.to))) : '');
    level.row = index;
    level.bare = last && !row.key && row.value.style === 'none';
  });
  if (!row.key) return;
  const level = open(levels, 'map', row.key.column, index);
  level.entries.push(row.key.name);
  level.row = index;
  level.bare = row.value.style === 'none';
}

function open(levels: Level[], kind: Level['kind'], column: number, start: number): Level {
  close(levels, column, kind);
  const top = levels.at(-1);
  if (top?.column === column && top.kind === kind) return top;
  const stray = kind === 'map' && top?.kind === 'map' && !top.bare;
  const level: Level = { kind, column, start, entries: [], row: start, bare: false, stray };
  levels.push(level);
  return level;
}

/** Closes what is deeper than a column. A list may stand in the column of its key (`hosts:` with `- a` right below), and ends at the next key. */
export function close(levels: Level[], column: number, kind: Level['kind']): void {
  for (let top = levels.at(-1); top && top.column >= column; top = levels.at(-1)) {
    if (top.column === column && (top.kind === kind || kind === 'list')) return;
    levels.pop();
  }
}

/** Opens one more item of the list in a column: that of a dash whose line has not had its say. */
export function openItem(levels: Level[], column: number): void {
  open(levels, 'list', column, 0).entries.push('');
}

/** Keys that lead to what stands in the innermost of some levels: of a map its current key, of a list the current item's number. */
export function pathOf(levels: readonly Level[]): string[] {
  return levels.flatMap(({ kind, entries }, i) => {
    if (levels[i + 1]?.stray) return [];
    return kind === 'map' ? (entries.at(-1) ?? '') : String(Math.max(0, entries.length - 1));
  });
}
