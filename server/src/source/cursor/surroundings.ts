import { levelsBefore } from './nesting.ts';
import type { Level } from './nesting.ts';
import { unquoted } from './rows.ts';
import type { Row } from './rows.ts';

/** The line of a cursor, and what stands around it. */
export class Surroundings {
  readonly row: Row;

  constructor(
    readonly text: string,
    /** The text without its ERB. */
    readonly masked: string,
    readonly rows: readonly Row[],
    readonly index: number,
    readonly offset: number,
  ) {
    this.row = rows[index]!;
  }

  /** The maps and lists that are open above the line; `inclusive`: the line has its say, too. */
  levels(inclusive = false): Level[] {
    return levelsBefore(this.masked, this.rows, inclusive ? this.index + 1 : this.index);
  }

  /** The column of the cursor, on a line of blanks. */
  get column(): number {
    return widthOf(this.text.slice(this.row.from, this.offset));
  }

  /** Offset of the first character of a line that is no blank. */
  startOf({ from, to }: Row): number {
    return from + (/[^ \t]/.exec(this.masked.slice(from, to))?.index ?? 0);
  }

  /** What the line begins with, up to a column, dashes counting as blanks. */
  indentTo(column: number): string {
    return this.text.slice(this.row.from, this.startOf(this.row)) + ' '.repeat(Math.max(0, column - this.row.column));
  }

  nextLine(): Row | undefined {
    for (let i = this.index + 1; i < this.rows.length; i++) {
      if (this.rows[i]!.kind === 'line') return this.rows[i];
      if (this.rows[i]!.kind === 'marker') return undefined;
    }
    return undefined;
  }

  /** Do lines below belong to a key or dash in this column of the line? */
  hasChildren(column: number): boolean {
    const next = this.nextLine();
    if (!next) return false;
    return next.column > column || (next.column === column && next.dashes.length > 0 && this.row.dashes.length === 0);
  }

  hasContentAbove(): boolean {
    return this.rows.slice(0, this.index).some(({ kind }) => kind === 'line');
  }

  /** Would the next line still belong to something, if a key stood in this column here? */
  fits(levels: readonly Level[], column: number): boolean {
    const next = this.nextLine();
    return !next || next.column <= column || levels.some((level) => level.column === next.column);
  }

  keysBelow(column: number): string[] {
    return this.below(column).flatMap(({ key, dashes }) => (key?.column === column && dashes.length === 0 ? [key.name] : []));
  }

  itemsBelow(column: number): string[] {
    return this.below(column).flatMap(({ dashes, key, value }) =>
      dashes[0] === column ? [key?.name ?? unquoted(this.masked.slice(value.from, value.to))] : [],
    );
  }

  /** The lines below that belong to the map or list in a column. */
  private below(column: number): Row[] {
    const below: Row[] = [];
    for (let i = this.index + 1; i < this.rows.length; i++) {
      const row = this.rows[i]!;
      if (row.kind === 'marker' || (row.kind === 'line' && row.column < column)) break;
      if (row.kind === 'line') below.push(row);
    }
    return below;
  }
}

/** A tab counts as two. */
function widthOf(blanks: string): number {
  return blanks.length + (blanks.split('\t').length - 1);
}
