import { blockColumn, isBlockHeader, quoteEnd, flowEnd } from './extent.ts';

/** A stretch of the text: offsets from its start, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What stands after a colon or a dash, or alone on a line. `closed`: its quote or bracket ends. */
export interface Written extends Span {
  readonly style: 'none' | 'plain' | 'single' | 'double' | 'flow' | 'block';
  readonly closed: boolean;
}

/**
 * One line, looked at by itself, so that what is broken elsewhere does not matter here. The columns of its dashes and of its key say
 * where it belongs.
 */
export interface Row extends Span {
  /**
   * `line`: keys, dashes or a word; `blank`: nothing, or a comment; `block`: text of a block scalar; `inside`: goes on in a quote or
   * bracket that a line before has opened; `marker`: `---` or `...`.
   */
  readonly kind: 'line' | 'blank' | 'block' | 'inside' | 'marker';
  /** Column of the first character that is no blank. A tab, which YAML refuses, counts as two. */
  readonly column: number;
  /** Columns of the dashes that begin list items. */
  readonly dashes: readonly number[];
  readonly key?: Span & { readonly column: number; readonly name: string; readonly colon: number };
  readonly value: Written;
  /** Offset of a comment's `#`. */
  readonly comment?: number;
  /** Of `block` and `inside`: the row that it belongs to. */
  readonly of?: Row;
}

const KEY = /("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?![[{"'|>%@`#]|[?:](?:\s|$))(?:(?!\s#|:(?:\s|$)).)+?(?<![ \t]))[ \t]*:(?=\s|$)/y;
const PROPERTY = /[&!][^\s,[\]{}]*(?:[ \t]+|(?=\r?\n|$))/y;

/**
 * All lines of a text, each with its parts. Never fails: a quote or bracket that does not end ends with its line.
 * @param text with ERB masked
 */
export function rowsOf(text: string): Row[] {
  const rows: Row[] = [];
  let block: Row | undefined;
  let held: { readonly to: number; readonly of: Row } | undefined;
  for (let from = 0; from <= text.length;) {
    const newline = text.indexOf('\n', from);
    const next = newline === -1 ? text.length + 1 : newline + 1;
    const to = newline === -1 ? text.length : newline > from && text[newline - 1] === '\r' ? newline - 1 : newline;
    const { at, column } = indentation(text, from, to);
    const rest = { from, to, column, dashes: [], value: none(at) };
    if (held && from < held.to) rows.push({ ...rest, kind: 'inside', of: held.of });
    else if (block && (at === to || column > blockColumn(block))) rows.push({ ...rest, kind: 'block', of: block });
    else {
      const row = parse(text, from, to, at, column);
      rows.push(row);
      block = row.value.style === 'block' ? row : undefined;
      held = row.value.to > to ? { to: row.value.to, of: row } : undefined;
    }
    from = next;
  }
  return rows;
}

function parse(text: string, from: number, to: number, start: number, column: number): Row {
  const base = { from, to, column };
  if (column === 0 && /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(from, Math.min(to, from + 4))))
    return { ...base, kind: 'marker', dashes: [], value: none(to) };
  const dashes: number[] = [];
  let at = start;
  const here = (): number => column + (at - start);
  while (text[at] === '-' && isBlank(text, at + 1, to)) {
    dashes.push(here());
    at = skip(text, at + 1, to);
  }
  at = properties(text, at, to);
  KEY.lastIndex = at;
  const found = KEY.exec(text);
  const match = found && found.index + found[0].length <= to ? found : undefined;
  const key = match && {
    from: at,
    to: at + match[1]!.length,
    column: here(),
    name: unquoted(match[1]!),
    colon: at + match[0].length - 1,
  };
  if (key) at = properties(text, skip(text, key.colon + 1, to), to);
  const inner = key?.column ?? dashes.at(-1) ?? -1;
  const value = writtenAt(text, at, to, column, inner);
  const comment = commentAfter(text, value, to);
  const kind = dashes.length === 0 && !key && value.style === 'none' ? 'blank' : 'line';
  return { ...base, kind, dashes, value, ...(key ? { key } : {}), ...(comment === undefined ? {} : { comment }) };
}

function writtenAt(text: string, at: number, to: number, column: number, inner: number): Written {
  const first = text[at];
  if (at >= to || first === '#') return none(at);
  if (first === '"' || first === "'") {
    const end = quoteEnd(text, at, to, inner);
    return { style: first === '"' ? 'double' : 'single', from: at, to: end ?? trimmed(text, at, to), closed: end !== undefined };
  }
  if (first === '[' || first === '{') return { style: 'flow', from: at, ...flowEnd(text, at, column) };
  if (isBlockHeader(text.slice(at, to))) return { style: 'block', from: at, to, closed: true };
  const comment = /\s#/.exec(text.slice(at, to));
  return { style: 'plain', from: at, to: trimmed(text, at, comment ? at + comment.index : to), closed: true };
}

function none(at: number): Written {
  return { style: 'none', from: at, to: at, closed: true };
}

function commentAfter(text: string, value: Written, to: number): number | undefined {
  if (value.to > to) return undefined;
  const found = /^\s*#/.exec(text.slice(value.to, to));
  return found ? value.to + found[0].length - 1 : undefined;
}

/** Where the anchor and tag before a key or value end. */
function properties(text: string, at: number, to: number): number {
  for (;;) {
    PROPERTY.lastIndex = at;
    const length = at < to ? PROPERTY.exec(text)?.[0].length : undefined;
    if (length === undefined || at + length > to) return at;
    at += length;
  }
}

function indentation(text: string, from: number, to: number): { at: number; column: number } {
  let at = from;
  let column = 0;
  for (; at < to && (text[at] === ' ' || text[at] === '\t'); at++) column += text[at] === '\t' ? 2 : 1;
  return { at, column };
}

function skip(text: string, at: number, to: number): number {
  while (at < to && (text[at] === ' ' || text[at] === '\t')) at++;
  return at;
}

function isBlank(text: string, at: number, to: number): boolean {
  return at >= to || text[at] === ' ' || text[at] === '\t';
}

function trimmed(text: string, from: number, to: number): number {
  while (to > from && /\s/.test(text[to - 1]!)) to--;
  return to;
}

/** A key or item as it is called. */
export function unquoted(text: string): string {
  const quote = text[0];
  return (quote === '"' || quote === "'") && text.length > 1 && text.endsWith(quote) ? text.slice(1, -1) : text;
}
