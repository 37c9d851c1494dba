import type { At, Entry, Node } from './node.ts';
import type { Source } from './source.ts';

/** Line and UTF-16 character, both from 0, as LSP counts them. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A stretch of the file: offsets from its start, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The stretch of the file that a place stands for; undefined when the place belongs to another version of the text. */
export function spanOf(source: Source, at: At): Span | undefined {
  const start = source.offset(at.chunk);
  return start === undefined ? undefined : { from: start + at.from, to: start + at.to };
}

/** Offsets of the file as an LSP range. */
export function rangeOfSpan(source: Source, span: Span): Range {
  return { start: source.position(span.from), end: source.position(span.to) };
}

/** A place as an LSP range; undefined when the place belongs to another version of the text. */
export function rangeOf(source: Source, at: At): Range | undefined {
  const span = spanOf(source, at);
  return span && rangeOfSpan(source, span);
}

/** What stands under the cursor: the keys that lead there, and the node. */
export interface Spot {
  /** From the root: keys as written, list items by number from 0. The key itself is the last one where the cursor is on a key. */
  readonly path: readonly (string | number)[];
  readonly node: Node;
  readonly on: 'key' | 'value';
  /** The entry whose key or value this is; undefined for a list item. */
  readonly entry?: Entry;
}

/** The key or scalar at an offset of the file; undefined between them, in comments, and where nothing can be read. */
export function spotAt(source: Source, offset: number): Spot | undefined {
  return source.root ? descend(source, source.root, offset, []) : undefined;
}

/** The same for an LSP position. */
export function spotAtPosition(source: Source, position: Position): Spot | undefined {
  return spotAt(source, source.offsetAt(position));
}

function descend(source: Source, node: Node, offset: number, path: readonly (string | number)[], entry?: Entry): Spot | undefined {
  if (node.kind === 'map') {
    const index = lastBefore(node.entries.length, (i) => node.entries[i]!.key.at, source, offset);
    const found = node.entries[index];
    if (!found) return undefined;
    const here = [...path, keyText(found.key)];
    if (covers(source, found.key.at, offset)) return { path: here, node: found.key, on: 'key', entry: found };
    return descend(source, found.value, offset, here, found);
  }
  if (node.kind === 'list') {
    const index = lastBefore(node.items.length, (i) => node.items[i]!.at, source, offset);
    const found = node.items[index];
    return found && descend(source, found, offset, [...path, index]);
  }
  if (!covers(source, node.at, offset)) return undefined;
  return { path, node, on: 'value', ...(entry ? { entry } : {}) };
}

/** The entries that lead to an offset of the file, the outermost first: the one whose key or value stands there is the last. */
export function entriesAt(source: Source, offset: number, node = source.root): Entry[] {
  if (node?.kind === 'list') {
    const item = node.items[lastBefore(node.items.length, (i) => node.items[i]!.at, source, offset)];
    return item ? entriesAt(source, offset, item) : [];
  }
  if (node?.kind !== 'map') return [];
  const entry = node.entries[lastBefore(node.entries.length, (i) => node.entries[i]!.key.at, source, offset)];
  if (!entry) return [];
  return covers(source, entry.key.at, offset) ? [entry] : [entry, ...entriesAt(source, offset, entry.value)];
}

/** Children may live in chunks of their own, so a parent's place does not bound them: the last child that starts before the offset does. */
function lastBefore(count: number, at: (index: number) => At, source: Source, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spanOf(source, at(middle));
    if (span && span.from <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function covers(source: Source, at: At, offset: number): boolean {
  const span = spanOf(source, at);
  return span !== undefined && span.from <= offset && offset <= span.to;
}

/** A key as a person wrote it, without quotes. */
export function keyText(key: Node): string {
  if (key.kind === 'scalar') return key.style === 'plain' ? key.text : String(key.value);
  return key.kind === 'alias' ? `*${key.name}` : '?';
}

/** The end of a node in the file, children in other chunks included. */
export function endOf(source: Source, node: Node): number {
  const own = spanOf(source, node.at)?.to ?? 0;
  if (node.kind === 'map')
    return node.entries.reduce((end, entry) => Math.max(end, endOf(source, entry.key), endOf(source, entry.value)), own);
  if (node.kind === 'list') return node.items.reduce((end, item) => Math.max(end, endOf(source, item)), own);
  return own;
}

/** What an alias stands for: the last node with this anchor that starts before it, since an anchor may be defined again. */
export function anchoredBefore(source: Source, name: string, alias: At): Node | undefined {
  const limit = spanOf(source, alias)?.from ?? 0;
  let found: Node | undefined;
  const visit = (node: Node): void => {
    if (node.anchor === name && (spanOf(source, node.at)?.from ?? limit) < limit) found = node;
    if (node.kind === 'map') for (const { key, value } of node.entries) [key, value].forEach(visit);
    if (node.kind === 'list') node.items.forEach(visit);
  };
  if (source.root) visit(source.root);
  return found;
}
