import type { BlockContext } from './blockContext.ts';
import type { Chunk, Entry, Node, Scalar } from './node.ts';
import { resolvePlain } from './psych.ts';

/**
 * What most lines look like, whole: `key: value`, `key:`, `- value`, `- key: value`, with a comment behind it or not. Values are plain or in
 * quotes without escapes, and begin with nothing that is a mark of YAML; or they are such in brackets.
 */
const LINE =
  /( *)(?:(-) +)?(?:([A-Za-z0-9_][\w./-]*):(?= |$) *)?(?:("[^"\\\n]*"|'[^'\n]*')|(\[[^\n[\]{}#]*\])|((?:[\w./$+(~^;=\\]|-(?=[A-Za-z0-9.]))(?:[^\n#: ]|:(?=[^ \n])|(?<=[^ ])#| +(?=[^ #\n]))*))?(?: +#[^\n]*| *)$/my;

/** One item of a list in brackets, with what parts it from the next one. */
const ITEM = /( *)("[^"\\\n]*"|'[^'\n]*'|[A-Za-z0-9_/.][\w./@-]*)( *)(,|\])/y;

/** Longer lines are for the parser, which counts what libyaml counts. */
const LONGEST = 500;

interface Line {
  readonly indent: number;
  /** Offset of the dash; -1: none. */
  readonly dash: number;
  readonly key: Written | undefined;
  /** Empty behind a key that has none, or has it below. */
  readonly value: Written;
}

interface Written {
  readonly from: number;
  readonly text: string;
  readonly quoted: boolean;
  /** What stands in the brackets. */
  readonly items?: readonly Written[];
}

/**
 * Reads a stretch in which every line is of the simplest kind, ten times as fast as the parser does and with the same result. Undefined
 * where a line is not: the parser reads it then, and knows what it is.
 * @param chunk whose text holds no ERB
 * @returns the collection, or null for comments and blank lines alone
 */
export function simpleBlock(chunk: Chunk, { kind }: BlockContext): { readonly root: Node | null } | undefined {
  const { text } = chunk;
  if (/[^\n\x20-\x7e]/.test(text)) return undefined;
  const lines = linesOf(text);
  if (!lines) return undefined;
  if (lines.length === 0) return { root: null };
  if (kind === 'any' || (kind === 'items') !== lines[0]!.dash >= 0) return undefined;
  const cursor = { chunk, lines, at: 0 };
  const root = collection(cursor, lines[0]!.indent);
  return root && cursor.at === lines.length ? { root } : undefined;
}

function linesOf(text: string): Line[] | undefined {
  const lines: Line[] = [];
  for (let at = 0; at < text.length;) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    if (end - at > LONGEST) return undefined;
    let first = at;
    while (text.charCodeAt(first) === 32) first++;
    if (first < end && text[first] !== '#') {
      const line = lineAt(text, at);
      if (!line) return undefined;
      lines.push(line);
    }
    at = end + 1;
  }
  return lines;
}

function lineAt(lines: string, at: number): Line | undefined {
  LINE.lastIndex = at;
  const match = LINE.exec(lines);
  if (!match) return undefined;
  const [, { length: indent } = '', dash, key, quoted, brackets, plain] = match;
  const text = quoted ?? brackets ?? plain;
  // A dash holds something, and a line without one begins with a key.
  if (key === undefined && (dash === undefined || text === undefined)) return undefined;
  const from = at + indent;
  const first = dash === undefined ? from : behindBlanks(lines, from + 1);
  const value = key === undefined ? first : behindBlanks(lines, first + key.length + 1);
  const items = brackets === undefined ? undefined : itemsOf(lines, value);
  if (brackets !== undefined && !items) return undefined;
  return {
    indent,
    dash: dash === undefined ? -1 : from,
    key: key === undefined ? undefined : { from: first, text: key, quoted: false },
    value: { from: value, text: text ?? '', quoted: quoted !== undefined, ...(items && { items }) },
  };
}

function behindBlanks(text: string, at: number): number {
  while (text.charCodeAt(at) === 32) at++;
  return at;
}

/** The items of a list in brackets that begins at an offset; undefined where one of them is not simple. */
function itemsOf(text: string, at: number): Written[] | undefined {
  const items: Written[] = [];
  for (at++; ; at = ITEM.lastIndex) {
    ITEM.lastIndex = at;
    const match = ITEM.exec(text);
    if (!match) return undefined;
    const [, { length: blanks } = '', item = '', , end] = match;
    items.push({ from: at + blanks, text: item, quoted: item[0] === '"' || item[0] === "'" });
    if (end === ']') return items;
  }
}

/** The lines of a stretch, and the next one that is to be read. */
interface Cursor {
  readonly chunk: Chunk;
  readonly lines: readonly Line[];
  at: number;
}

/** The map or list that begins at the current line; undefined where something in it is not simple after all. */
function collection(cursor: Cursor, indent: number): Node | undefined {
  return cursor.lines[cursor.at]!.dash >= 0 ? list(cursor, indent) : map(cursor, indent);
}

function map(cursor: Cursor, indent: number): Node | undefined {
  const { chunk, lines } = cursor;
  const entries: Entry[] = [];
  const { key: first } = lines[cursor.at]!;
  for (let line = lines[cursor.at]; line?.indent === indent && line.key && line.dash < 0; line = lines[cursor.at]) {
    const next = lines[++cursor.at];
    const below = line.value.text === '' && next && isBelow(next, indent);
    const value = below ? collection(cursor, next.indent) : valueOf(chunk, line.value);
    if (!value) return undefined;
    entries.push({ key: scalar(chunk, line.key), value });
  }
  const next = lines[cursor.at];
  // It ends at the end, or before a line that stands further left.
  if (next && next.indent >= indent) return undefined;
  return { kind: 'map', entries, incomplete: false, flow: false, ...place(chunk, first!.from, entries.at(-1)!.value.at.to) };
}

/** Does a line stand below a key: deeper, or as a list in the same column? */
function isBelow(line: Line, indent: number): boolean {
  return line.indent > indent || (line.indent === indent && line.dash >= 0);
}

function list(cursor: Cursor, indent: number): Node | undefined {
  const { chunk, lines } = cursor;
  const items: Node[] = [];
  const { dash: first } = lines[cursor.at]!;
  for (let line = lines[cursor.at]; line?.indent === indent && line.dash >= 0; line = lines[++cursor.at]) {
    const value = valueOf(chunk, line.value);
    items.push(line.key ? pair(chunk, line.key, value) : value);
  }
  const next = lines[cursor.at];
  // A key may follow in the same column: it belongs to the map around.
  if (next && next.indent > indent) return undefined;
  return { kind: 'list', items, incomplete: false, flow: false, ...place(chunk, first, items.at(-1)!.at.to) };
}

/** `- key: value` is a map of its own. */
function pair(chunk: Chunk, key: Written, value: Node): Node {
  return {
    kind: 'map',
    entries: [{ key: scalar(chunk, key), value }],
    incomplete: false,
    flow: false,
    ...place(chunk, key.from, value.at.to),
  };
}

function valueOf(chunk: Chunk, written: Written): Node {
  const { items, from, text } = written;
  if (!items) return scalar(chunk, written);
  const nodes = items.map((item) => scalar(chunk, item));
  return { kind: 'list', items: nodes, incomplete: false, flow: true, ...place(chunk, from, from + text.length) };
}

function scalar(chunk: Chunk, { from, text, quoted }: Written): Scalar {
  const at = { chunk, from, to: from + text.length };
  if (quoted) {
    const style = text[0] === '"' ? 'double' : 'single';
    return { kind: 'scalar', style, text, type: 'string', value: text.slice(1, -1), at, conditional: false };
  }
  const { type, value } = resolvePlain(text);
  return { kind: 'scalar', style: 'plain', text, type, value, at, conditional: false };
}

function place(chunk: Chunk, from: number, to: number): Pick<Scalar, 'at' | 'conditional'> {
  return { at: { chunk, from, to }, conditional: false };
}
