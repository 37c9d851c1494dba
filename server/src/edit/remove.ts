import type { ListNode, Node } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import type { TextChange } from './change.ts';
import { isBlank, isBlankOrComment, lineAt, lineEnd, lineStart, nextLine, skipBlank } from './lines.ts';
import { placeOf } from './place.ts';
import type { EntryPlace } from './place.ts';
import { afterColon, beforeKey, dashOf, endOfEntry, endOfNode, isLeftOut, linesOfEntry, spanOf } from './span.ts';
import type { Span } from './span.ts';

export interface Removal {
  /**
   * What becomes of a map that would be empty, since Kamal refuses a key without a value: `{}` in its place, or (`parent`) the entry
   * that holds it goes too, and so on upwards. `{}` by default, and wherever there is no entry above.
   */
  readonly emptied?: 'parent' | '{}';
  /** Leave the comment behind the entry where it is, on a line of its own. */
  readonly keepComment?: boolean;
}

/** Removes an entry: in block style its full lines with all that is nested, in flow style with its comma. Comment lines above and below stay. */
export function removeEntry(source: Source, place: EntryPlace, options: Removal = {}): TextChange[] {
  if (place.map.entries.length > 1)
    return place.map.flow ? outOfFlow(source, spanOfFlow(source, place)) : outOfBlock(source, place, options);
  if (place.parent && options.emptied === 'parent') return removeEntry(source, place.parent, options);
  return empty(source, place, options);
}

function outOfBlock(source: Source, place: EntryPlace, options: Removal): TextChange[] {
  const { map, entry } = place;
  const kept = options.keepComment && withoutComment(source, place);
  if (kept) return [kept];
  if (beforeKey(source, entry) === 'nothing') return [{ ...withBlankLine(source, linesOfEntry(source, entry)), text: '' }];
  const { from } = spanOf(source, entry.key);
  const next = spanOf(source, map.entries[1]!.key).from;
  const end = lineEnd(source.text, endOfEntry(source, entry));
  // comment lines between this first key and the next keep their place under the dash
  return [{ from, to: source.text.slice(end, next).trim() === '' ? next : end, text: '' }];
}

/** The removal of an entry that leaves the comment behind it on the line; undefined where there is none. */
function withoutComment(source: Source, { entry }: EntryPlace): TextChange | undefined {
  const end = endOfEntry(source, entry);
  const to = end + blanksAt(source, end);
  return to < lineEnd(source.text, end) ? { from: spanOf(source, entry.key).from, to, text: '' } : undefined;
}

function blanksAt(source: Source, offset: number): number {
  return /^[ \t]*/.exec(source.text.slice(offset, lineEnd(source.text, offset)))![0].length;
}

/** With one of two blank lines that would meet, or the one that would end the file. */
function withBlankLine(source: Source, { from, to }: Span): Span {
  const { text } = source;
  if (from === 0 || !isBlank(lineAt(text, from - 1))) return { from, to };
  if (to >= text.length) return { from: lineStart(text, from - 1), to };
  return isBlank(lineAt(text, to)) ? { from, to: nextLine(text, to) } : { from, to };
}

function spanOfFlow(source: Source, { entry }: EntryPlace): Span {
  return { from: spanOf(source, entry.key).from, to: endOfEntry(source, entry) };
}

/** Takes an entry or item and one comma out of a flow collection; the comma behind it, or the one before it where it is the last. */
function outOfFlow(source: Source, { from, to }: Span): TextChange[] {
  const { text } = source;
  const comma = commaAfter(source, to);
  if (comma !== undefined) {
    const line = { from: lineStart(text, from), to: lineEnd(text, comma) };
    // alone on its line: the line goes; else up to the next entry
    if (isBlank(text.slice(line.from, from)) && line.from > 0 && isBlankOrComment(text.slice(comma + 1, line.to))) {
      return [{ from: line.from, to: nextLine(text, comma), text: '' }];
    }
    return [{ from, to: comma + 1 + blanksAt(source, comma + 1), text: '' }];
  }
  const before = text.slice(0, from).trimEnd().length;
  if (text[before - 1] === ',') return [{ from: before - 1, to, text: '' }];
  // a comment stands between; the comma before it may stay: libyaml allows one before the closing bracket
  return [{ from, to, text: '' }];
}

function commaAfter(source: Source, offset: number): number | undefined {
  const comma = skipBlank(source.text, offset);
  return source.text[comma] === ',' ? comma : undefined;
}

/** `{}` instead of a map's only entry: behind the parent's colon where there is one, else where the entry stands. */
function empty(source: Source, place: EntryPlace, { keepComment }: Removal): TextChange[] {
  const { map, entry, parent } = place;
  const whole = spanOfFlow(source, place);
  if (map.flow) {
    const comma = commaAfter(source, whole.to);
    return [{ from: whole.from, to: comma === undefined ? whole.to : comma + 1, text: '' }];
  }
  // Also at the root: Kamal crashes on a file that says nothing.
  if (!parent) return [{ ...whole, text: '{}' }];
  return emptied(source, parent, (keepComment && withoutComment(source, place)) || linesOfEntry(source, entry), '{}');
}

/** Lines go and `text` takes their place behind the colon of the entry they were under. */
function emptied(source: Source, { entry }: EntryPlace, lines: Span, text: string): TextChange[] {
  const colon = afterColon(source, entry);
  return [
    { from: colon, to: colon, text: ` ${text}` },
    { from: lines.from, to: lines.to, text: '' },
  ];
}

/** Removes an item of a list: in block style its full lines, in flow style with its comma. The only item leaves `[]`. */
export function removeItem(source: Source, list: ListNode, item: Node): TextChange[] {
  const { text } = source;
  if (list.flow) return outOfFlow(source, { from: spanOf(source, item).from, to: endOfNode(source, item) });
  const dash = dashOf(source, list, item);
  const end = isLeftOut(item) ? dash + 1 : endOfNode(source, item);
  if (list.items.length === 1) {
    const holder = placeOf(source, list);
    if (!holder) return [{ from: dash, to: end, text: '[]' }];
    return emptied(source, holder, { from: lineStart(text, dash), to: nextLine(text, end) }, '[]');
  }
  if (isBlank(text.slice(lineStart(text, dash), dash))) return [{ from: lineStart(text, dash), to: nextLine(text, end), text: '' }];
  const next = list.items[1]!;
  return [{ from: dash, to: dashOf(source, list, next), text: '' }];
}
