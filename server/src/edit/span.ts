import type { Entry, ListNode, MapNode, Node } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import { CannotEdit } from './changes.ts';
import { isBlank, lineEnd, lineStart, nextLine, skipBlank } from './lines.ts';

/** Offsets in the file, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where a node stands in the file. Throws CannotEdit when the node is of another version of the text. */
export function spanOf(source: Source, node: Node): Span {
  const start = source.offset(node.at.chunk);
  if (start === undefined) throw new CannotEdit('the text has changed');
  return { from: start + node.at.from, to: start + node.at.to };
}

/** Offset after the key's colon; after the key itself where there is none, as in `{key}`. */
export function afterColon(source: Source, entry: Entry): number {
  const end = spanOf(source, entry.key).to;
  const colon = end + /^[ \t]*/.exec(source.text.slice(end, lineEnd(source.text, end)))![0].length;
  return source.text[colon] === ':' ? colon + 1 : end;
}

/** What is missing before a value that is written behind a key: the colon, after `{key}`. */
export function missingColon(source: Source, entry: Entry): '' | ':' {
  return afterColon(source, entry) === spanOf(source, entry.key).to ? ':' : '';
}

/** Was the value left out, as in `proxy:`? */
export function isLeftOut(node: Node): boolean {
  return node.kind === 'scalar' && node.text === '' && node.style === 'plain';
}

/**
 * Offset after the last character that belongs to an entry's value: comments, blank lines and line breaks behind it do not.
 * Found from the leaves, because a block collection has no last character of its own.
 */
export function endOfEntry(source: Source, entry: Entry): number {
  return isLeftOut(entry.value)
    ? Math.max(afterColon(source, entry), endOfProperties(source, entry.value))
    : endOfNode(source, entry.value);
}

/** Like `endOfEntry`, for any node. */
export function endOfNode(source: Source, node: Node): number {
  if (node.kind === 'map' && !node.flow && node.entries.length) return endOfEntry(source, node.entries.at(-1)!);
  if (node.kind === 'list' && !node.flow && node.items.length) {
    const last = node.items.at(-1)!;
    return isLeftOut(last) ? dashOf(source, node, last) + 1 : endOfNode(source, last);
  }
  const { from, to } = spanOf(source, node);
  return from + source.text.slice(from, to).trimEnd().length;
}

/** An anchor or tag on a value that was left out: `key: &anchor`. */
function endOfProperties(source: Source, node: Node): number {
  if (node.anchor === undefined && node.tag === undefined) return -1;
  const { from, to } = spanOf(source, node);
  const line = source.text.slice(lineStart(source.text, from), Math.max(from, to));
  return lineStart(source.text, from) + line.trimEnd().length;
}

/** Offset of the `-` before an item of a block list. */
export function dashOf(source: Source, list: ListNode, item: Node): number {
  const index = list.items.indexOf(item);
  const before = list.items[index - 1];
  let at = before ? (isLeftOut(before) ? dashOf(source, list, before) + 1 : endOfNode(source, before)) : spanOf(source, list).from;
  for (at = skipBlank(source.text, at); /[&!]/.test(source.text[at] ?? ''); at = skipBlank(source.text, at)) {
    at += /^\S+/.exec(source.text.slice(at, at + 200))![0].length;
  }
  if (source.text[at] !== '-') throw new CannotEdit('no dash before the item');
  return at;
}

/** Column at which the keys of a block map stand. */
export function columnOf(source: Source, map: MapNode): number {
  const first = map.entries[0];
  if (!first) throw new CannotEdit('a block map without keys has no column');
  const { from } = spanOf(source, first.key);
  const start = lineStart(source.text, from);
  // Whatever stood at that column would be read together with the mark, and no longer without it.
  if (source.text.startsWith('\uFEFF', start)) throw new CannotEdit('a byte order mark stands before the first key');
  return from - start;
}

/** What stands on the line before a block entry's key: nothing, or the `- ` of the list item whose first key it is. */
export function beforeKey(source: Source, entry: Entry): 'nothing' | 'dash' {
  const { from } = spanOf(source, entry.key);
  const before = source.text.slice(lineStart(source.text, from), from);
  if (isBlank(before)) return 'nothing';
  if (/^[ \t]*(-[ \t]+)+$/.test(before)) return 'dash';
  throw new CannotEdit('the key does not start its line');
}

/**
 * The full lines of a block entry: from the start of its key's line to the start of the line after its last, with the comment behind
 * it and those inside. Comment lines above and below stay outside: nobody can tell whose they are.
 */
export function linesOfEntry(source: Source, entry: Entry): Span {
  const { from } = spanOf(source, entry.key);
  return { from: lineStart(source.text, from), to: nextLine(source.text, endOfEntry(source, entry)) };
}
