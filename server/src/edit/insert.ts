import type { Entry, ListNode, MapNode, Node } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import type { TextChange } from './change.ts';
import { CannotEdit } from './changes.ts';
import { dashIndent, indentUnit } from './indent.ts';
import { column, isBlank, isBlankOrComment, lineAt, lineBreak, lineEnd, lineStart, nextLine } from './lines.ts';
import { fragmentOf } from './yamlFragment.ts';
import type { YamlFragment, Yaml } from './yamlFragment.ts';
import type { EntryPlace } from './place.ts';
import { scalarText } from './scalar.ts';
import { afterColon, beforeKey, columnOf, dashOf, endOfEntry, endOfNode, isLeftOut, missingColon, spanOf } from './span.ts';

/** Where among its siblings: after the last one unless told otherwise. */
export interface Where {
  readonly first?: boolean;
  readonly after?: Entry;
}

/**
 * Adds `key: value` to a map: in block style at its siblings' column, in flow style behind a comma. Given the entry that holds the map,
 * also where that one's value is null or left out (`web:`), which then becomes a nested map. Comments stay with the line they follow.
 */
export function insertEntry(source: Source, into: MapNode | EntryPlace, key: string, value: Yaml, where: Where = {}): TextChange[] {
  return insertFragment(source, into, key, fragmentOf(source, value), where);
}

/** `insertEntry` for a value that is already a piece of text. */
export function insertFragment(
  source: Source,
  into: MapNode | EntryPlace,
  key: string,
  piece: YamlFragment,
  where: Where = {},
): TextChange[] {
  const map = 'entry' in into ? into.entry.value : into;
  const name = scalarText(key);
  if (map.kind === 'map')
    return map.flow
      ? intoFlow(source, map, `${name}: ${piece.flow()}`, where)
      : intoBlock(source, map, (at) => `${name}:${piece.block(at)}`, where);
  if (!('entry' in into) || !isNull(map)) throw new CannotEdit('not a map');
  if (into.map.flow) return fillNull(source, into.entry, ` {${name}: ${piece.flow()}}`);
  const at = column(source.text, spanOf(source, into.entry.key).from) + indentUnit(source);
  return nest(source, into.entry, `${' '.repeat(at)}${name}:${piece.block(at)}`);
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.type === 'null' && node.anchor === undefined && node.tag === undefined;
}

function intoBlock(source: Source, map: MapNode, written: (column: number) => string, where: Where): TextChange[] {
  const at = columnOf(source, map);
  const text = written(at);
  const pad = ' '.repeat(at);
  if (where.first) return [beforeFirst(source, map, text)];
  const after = where.after ?? map.entries.findLast(({ key }) => !key.conditional || map.conditional);
  if (!after) throw new CannotEdit('every key hangs on ERB');
  return [afterLine(source, endOfEntry(source, after), pad + text)];
}

/** Under the line that opens the map, above the comments of the first key. */
function beforeFirst(source: Source, map: MapNode, text: string): TextChange {
  const first = map.entries[0]!;
  const { from: key } = spanOf(source, first.key);
  const pad = ' '.repeat(column(source.text, key));
  const next = lineBreak(source);
  if (beforeKey(source, first) === 'dash') return { from: key, to: key, text: `${text}${next}${pad}` };
  let from = lineStart(source.text, key);
  while (from > 0 && isBlankOrComment(lineAt(source.text, from - 1))) from = lineStart(source.text, from - 1);
  return { from, to: from, text: `${pad}${text}${next}` };
}

/** A new line below the one that holds `offset`, below its comment too. */
export function afterLine(source: Source, offset: number, text: string): TextChange {
  const from = lineEnd(source.text, offset);
  return { from, to: from, text: lineBreak(source) + text };
}

function intoFlow(source: Source, map: MapNode, text: string, where: Where): TextChange[] {
  const first = map.entries[0];
  if (!first) return [atStart(source, map, text)];
  if (where.first) {
    const { from } = spanOf(source, first.key);
    return [{ from, to: from, text: `${text}, ` }];
  }
  const last = where.after ?? map.entries.at(-1)!;
  const from = endOfEntry(source, last);
  return [{ from, to: from, text: `${isLeftOut(last.value) ? ' ' : ''}, ${text}` }];
}

/** Behind the bracket of an empty flow collection. */
function atStart(source: Source, node: Node, text: string): TextChange {
  const from = spanOf(source, node).from + 1;
  return { from, to: from, text };
}

/** Lines under an entry whose value is null. */
function nest(source: Source, entry: Entry, lines: string): TextChange[] {
  return [...fillNull(source, entry, ''), afterLine(source, endOfEntry(source, entry), lines)];
}

/** `text` behind the colon of an entry in place of its null, be it written (`~`) or left out. */
function fillNull(source: Source, entry: Entry, text: string): TextChange[] {
  const from = afterColon(source, entry);
  return [{ from, to: isLeftOut(entry.value) ? from : spanOf(source, entry.value).to, text: missingColon(source, entry) + text }];
}

/** Adds items at the end of a list; given the entry that holds it, also where that one's value is null. */
export function insertItem(source: Source, into: ListNode | EntryPlace, ...items: readonly Yaml[]): TextChange[] {
  const list = 'entry' in into ? into.entry.value : into;
  const texts = items.map((item) => fragmentOf(source, item).flow());
  const lines = (column: number) => texts.map((text) => `${' '.repeat(column)}- ${text}`).join(lineBreak(source));
  if (texts.length === 0) return [];
  if (list.kind === 'list') {
    const last = list.items.at(-1);
    if (!last) return [atStart(source, list, texts.join(', '))];
    if (list.flow) return [{ from: endOfNode(source, last), to: endOfNode(source, last), text: `, ${texts.join(', ')}` }];
    const dash = dashOf(source, list, last);
    return [afterLine(source, isLeftOut(last) ? dash : endOfNode(source, last), lines(column(source.text, dash)))];
  }
  if (!('entry' in into) || !isNull(list)) throw new CannotEdit('not a list');
  if (into.map.flow) return fillNull(source, into.entry, ` [${texts.join(', ')}]`);
  return nest(source, into.entry, lines(column(source.text, spanOf(source, into.entry.key).from) + dashIndent(source)));
}

/** Adds a root key at the end of the document, with a blank line before it where the root's other sections have one. */
export function insertRootEntry(source: Source, key: string, value: Yaml): TextChange[] {
  const { root, text } = source;
  const next = lineBreak(source);
  if (root?.kind === 'map' && root.flow) return insertEntry(source, root, key, value);
  if (root !== null && root.kind !== 'map') throw new CannotEdit('the root is no map');
  const written = `${scalarText(key)}:${fragmentOf(source, value).block(0)}`;
  const pad = root?.entries.length ? ' '.repeat(columnOf(source, root)) : '';
  if (pad) return insertEntry(source, root!, key, value);
  const last = root?.entries.at(-1);
  const end = last ? endOfDocument(source, endOfEntry(source, last)) : text.length;
  const blank = root && last && hasBlankLines(source, root) ? next : '';
  const opening = end > 0 && !text.slice(0, end).endsWith('\n') ? next : '';
  return [{ from: end, to: end, text: `${opening}${blank}${written}${text.slice(0, end).endsWith('\n') || !opening ? next : ''}` }];
}

/** Before a `---` or `...`, or the end of the file without the blank lines there. */
function endOfDocument(source: Source, from: number): number {
  const { text } = source;
  let end = nextLine(text, from);
  for (let at = end; at < text.length; at = nextLine(text, at)) {
    const line = lineAt(text, at);
    if (/^(---|\.\.\.)(\s|$)/.test(line)) return end;
    if (!isBlank(line)) end = nextLine(text, at);
  }
  return end;
}

/** Do blank lines stand between most of the root's sections? */
function hasBlankLines(source: Source, root: MapNode): boolean {
  const starts = root.entries.slice(1).map(({ key }) => lineStart(source.text, spanOf(source, key).from));
  const separated = starts.filter((start) => {
    let above = start;
    while (above > 0 && /^[ \t]*#/.test(lineAt(source.text, above - 1))) above = lineStart(source.text, above - 1);
    return above > 0 && isBlank(lineAt(source.text, above - 1));
  });
  return separated.length * 2 > starts.length;
}
