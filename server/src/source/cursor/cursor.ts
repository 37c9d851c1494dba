import type { Path } from '../../schema/index.ts';
import { maskErb } from '../erb.ts';
import { flowPlace } from './flow.ts';
import { close, levelsBefore, pathOf } from './nesting.ts';
import type { Level } from './nesting.ts';
import { rowsOf } from './rows.ts';
import type { Row, Span, Written } from './rows.ts';
import { wordAt } from './word.ts';
import type { Word } from './word.ts';

/** What may stand at an offset of a text, and what is there already. */
export interface Cursor extends Word {
  readonly expects: 'key' | 'value';
  /** From the root, items by number: to the map in which a key is expected; to the value itself. */
  readonly path: Path;
  /** What must be put before it: a blank after a colon, a dash, indentation. */
  readonly lead: string;
  /** Other keys of the map, other items of the list. */
  readonly present: readonly string[];
  /** In brackets. */
  readonly flow: boolean;
  /** What lines below a key of this map begin with, before they are indented further. */
  readonly indent: string;
  /** What the key has already: its colon, or lines below that are its value. */
  readonly has: 'colon' | 'children' | 'nothing';
}

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
  const place = new Places(text, masked, rows, index, offset);
  return place.all();
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

class Places {
  readonly #text: string;
  readonly #masked: string;
  readonly #rows: readonly Row[];
  readonly #index: number;
  readonly #offset: number;
  readonly #row: Row;

  constructor(text: string, masked: string, rows: readonly Row[], index: number, offset: number) {
    this.#text = text;
    this.#masked = masked;
    this.#rows = rows;
    this.#index = index;
    this.#offset = offset;
    this.#row = rows[index]!;
  }

  all(): Cursor[] {
    const row = this.#row;
    if (row.comment !== undefined && this.#offset > row.comment) return [];
    switch (row.kind) {
      case 'block':
        return this.#isBehindBlock() ? this.#blank() : [];
      case 'inside':
        return row.of!.value.style === 'flow' ? this.#inFlow(row.of!, this.#indexOf(row.of!)) : [];
      case 'blank': {
        const opener = this.#openBracketAbove();
        return opener === undefined ? this.#blank() : this.#inFlow(this.#rows[opener]!, opener);
      }
      default:
        return this.#line();
    }
  }

  /** On a line with a key, a dash or a word. */
  #line(): Cursor[] {
    const row = this.#row;
    const { key, value, dashes } = row;
    if (key && this.#offset <= key.to) return this.#key(key, 'colon');
    if (key && this.#offset <= key.colon) return [];
    if (value.style === 'flow' && this.#offset > value.from && this.#offset < value.to + (value.closed ? 0 : 1)) return this.#inFlow(row, this.#index);
    if (value.style === 'flow' || value.style === 'block') return [];
    if (key) return this.#value(key.colon);
    const dash = dashes.length > 0 ? this.#afterDash(dashes) : undefined;
    if (dash !== undefined && this.#offset < dash) return [];
    if (dash !== undefined) return [...this.#item(dash), ...this.#key(value, 'nothing')];
    return this.#key(value, this.#hasChildren(row.column) ? 'children' : 'nothing');
  }

  /** A key of the map that begins in its column. */
  #key(written: Span, has: Cursor['has']): Cursor[] {
    const word = wordAt(this.#text, written, this.#offset);
    if (!word) return [];
    const row = this.#row;
    const column = row.key?.column ?? row.column + (written.from - this.#startOf(row));
    const levels = levelsBefore(this.#masked, this.#rows, this.#index);
    if (row.dashes.length > 0) {
      for (const dash of row.dashes) openItem(levels, dash);
      if (row.dashes.length > 0 && !row.key && /\s/.test(this.#text[written.from - 1] ?? '') === false) return [];
    } else {
      close(levels, column, 'map');
      const top = levels.at(-1);
      if (top ? top.column !== column && !top.bare : column > 0 && this.#index > 0 && this.#hasContentAbove()) return [];
      // What follows in the map that this line would belong to stands in another column.
      if (has === 'nothing' && !this.#fits(levels, column)) return [];
    }
    const inMap = levels.at(-1)?.kind === 'map' && levels.at(-1)!.column === column ? levels : undefined;
    const path = inMap ? pathOf(levels).slice(0, -1) : pathOf(levels);
    const present = [...(inMap?.at(-1)!.entries ?? []), ...this.#keysBelow(column)];
    return [{ ...word, expects: 'key', path, lead: '', present, flow: false, indent: this.#indentOf(row, column), has }];
  }

  #value(colon: number): Cursor[] {
    const row = this.#row;
    const word = this.#wordOf(row.value, colon + 1);
    if (!word || (row.value.style === 'none' && this.#hasChildren(row.key!.column))) return [];
    const levels = levelsBefore(this.#masked, this.#rows, this.#index + 1);
    const lead = this.#offset === colon + 1 ? ' ' : '';
    return [{ ...word, expects: 'value', path: pathOf(levels), lead, present: [], flow: false, indent: this.#indentOf(row, row.key!.column), has: 'nothing' }];
  }

  #item(dash: number): Cursor[] {
    const row = this.#row;
    const word = this.#wordOf(row.value, dash);
    if (!word || (row.value.style === 'none' && this.#hasChildren(row.dashes.at(-1)!))) return [];
    const levels = levelsBefore(this.#masked, this.#rows, this.#index + 1);
    const list = levels.at(-1)!;
    const present = [...list.entries.slice(0, -1), ...this.#itemsBelow(list.column)];
    const lead = this.#offset === dash ? ' ' : '';
    return [{ ...word, expects: 'value', path: pathOf(levels), lead, present, flow: false, indent: this.#indentOf(row, list.column), has: 'nothing' }];
  }

  /** On a line with nothing, by the column of the cursor, or where that fits nothing, by the column that is possible there. */
  #blank(): Cursor[] {
    const row = this.#row;
    if (row.comment !== undefined) return [];
    const typed = this.#text.slice(row.from, this.#offset);
    const column = widthOf(typed);
    const below = this.#nextLine();
    const wanted = below && below.column > column ? below.column : column;
    const levels = levelsBefore(this.#masked, this.#rows, this.#index);
    const deepest = levels.at(-1);
    while (levels.length > 0 && levels.at(-1)!.column > wanted) levels.pop();
    const top = levels.at(-1);
    const pad = ' '.repeat(wanted - column);
    const word: Word = { from: this.#offset, to: this.#offset, typed: '', quote: '', closed: true };
    const rest = { ...word, flow: false, indent: typed + pad, has: 'nothing' } as const;
    const key = (path: Path, present: readonly string[]): Cursor => ({ ...rest, expects: 'key', path, lead: pad, present });
    const item = (path: Path, present: readonly string[]): Cursor => ({ ...rest, expects: 'value', path, lead: `${pad}- `, present });
    if (!top) return wanted === 0 || !this.#hasContentAbove() ? [key([], this.#keysBelow(wanted))] : [];
    if (top.column < wanted) {
      if (!top.bare || top !== deepest || (below && below.column > top.column && below.column !== wanted)) return [];
      const path = pathOf(levels);
      const startsList = below?.column === wanted && below.dashes[0] === wanted;
      const startsMap = below?.column === wanted && !startsList && below.key !== undefined;
      return [
        ...(startsList ? [] : [key(path, this.#keysBelow(wanted))]),
        ...(startsMap || top.kind === 'list' ? [] : [item([...path, '0'], this.#itemsBelow(wanted))]),
      ];
    }
    const path = pathOf(levels).slice(0, -1);
    if (top.kind === 'map') return [key(path, [...top.entries, ...this.#keysBelow(wanted)])];
    const items = item([...path, String(top.entries.length)], [...top.entries, ...this.#itemsBelow(wanted)]);
    const under = levels.at(-2);
    if (under?.kind !== 'map' || under.column !== wanted) return [items];
    return [key(pathOf(levels.slice(0, -2)), [...under.entries, ...this.#keysBelow(wanted)]), items];
  }

  #inFlow(opener: Row, index: number): Cursor[] {
    const { value } = opener;
    const end = Math.max(value.to, value.closed ? 0 : this.#offset);
    const place = flowPlace(this.#masked, value.from, end, this.#offset);
    const word = place && wordAt(this.#text, place.within, this.#offset);
    if (!word) return [];
    const outer = pathOf(levelsBefore(this.#masked, this.#rows, index + 1));
    const { expects, present } = place;
    const lead = expects === 'value' && this.#masked[this.#offset - 1] === ':' ? ' ' : '';
    return [{ ...word, expects, path: [...outer, ...place.path], lead, present, flow: true, indent: '', has: place.colon ? 'colon' : 'nothing' }];
  }

  #wordOf(value: Written, from: number): Word | undefined {
    if (value.style === 'none' && this.#offset >= from) return { from: this.#offset, to: this.#offset, typed: '', quote: '', closed: true };
    return wordAt(this.#text, value, this.#offset);
  }

  #afterDash(dashes: readonly number[]): number {
    return this.#startOf(this.#row) + (dashes.at(-1)! - this.#row.column) + 1;
  }

  #startOf({ from, to }: Row): number {
    const found = /[^ \t]/.exec(this.#masked.slice(from, to));
    return from + (found?.index ?? 0);
  }

  /** What the line begins with, up to a column, a dash counting as a blank. */
  #indentOf(row: Row, column: number): string {
    const start = this.#startOf(row);
    return this.#text.slice(row.from, start) + ' '.repeat(Math.max(0, column - row.column));
  }

  #indexOf(row: Row): number {
    return this.#rows.indexOf(row);
  }

  #nextLine(): Row | undefined {
    for (let i = this.#index + 1; i < this.#rows.length; i++) {
      if (this.#rows[i]!.kind === 'line') return this.#rows[i];
      if (this.#rows[i]!.kind === 'marker') return undefined;
    }
    return undefined;
  }

  #hasChildren(column: number): boolean {
    const next = this.#nextLine();
    return next !== undefined && (next.column > column || (next.column === column && next.dashes.length > 0 && this.#row.dashes.length === 0));
  }

  #hasContentAbove(): boolean {
    return this.#rows.slice(0, this.#index).some(({ kind }) => kind === 'line');
  }

  /** Would the next line still belong to something, if a key stood in this column here? */
  #fits(levels: readonly Level[], column: number): boolean {
    const next = this.#nextLine();
    return !next || next.column <= column || levels.some((level) => level.column === next.column);
  }

  #keysBelow(column: number): string[] {
    return this.#below(column).flatMap(({ key, dashes }) => (key?.column === column && dashes.length === 0 ? [key.name] : []));
  }

  #itemsBelow(column: number): string[] {
    return this.#below(column).flatMap(({ dashes, key, value }) =>
      dashes[0] === column ? [key?.name ?? this.#masked.slice(value.from, value.to).replace(/^(["'])(.*)\1$/, '$2')] : [],
    );
  }

  /** The lines below that belong to the map or list in a column. */
  #below(column: number): Row[] {
    const below: Row[] = [];
    for (let i = this.#index + 1; i < this.#rows.length; i++) {
      const row = this.#rows[i]!;
      if (row.kind === 'marker' || (row.kind === 'line' && row.column < column)) break;
      if (row.kind === 'line') below.push(row);
    }
    return below;
  }

  #isBehindBlock(): boolean {
    const { from, to, of } = this.#row;
    if (this.#masked.slice(from, to).trim() !== '') return false;
    const column = of!.key?.column ?? of!.dashes.at(-1) ?? -1;
    if (widthOf(this.#text.slice(from, this.#offset)) > column) return false;
    return this.#rows.slice(this.#index + 1).find((row) => this.#masked.slice(row.from, row.to).trim() !== '')?.kind !== 'block';
  }

  /** The row above whose bracket is still open, where the cursor is deeper and only blank lines are between. */
  #openBracketAbove(): number | undefined {
    for (let i = this.#index - 1; i >= 0; i--) {
      const row = this.#rows[i]!;
      if (row.kind === 'blank') continue;
      const opener = row.of ?? row;
      const open = opener.value.style === 'flow' && !opener.value.closed && opener.value.to <= this.#row.from;
      const deeper = widthOf(this.#text.slice(this.#row.from, this.#offset)) > opener.column || opener.value.from === 0;
      return open && deeper ? this.#indexOf(opener) : undefined;
    }
    return undefined;
  }
}

function openItem(levels: Level[], column: number): void {
  close(levels, column, 'list');
  const top = levels.at(-1);
  if (top?.kind === 'list' && top.column === column) top.entries.push('');
  else levels.push({ kind: 'list', column, start: 0, entries: [''], row: 0, bare: true });
}

function widthOf(blanks: string): number {
  return blanks.length + (blanks.split('\t').length - 1);
}
