import type { TextChange } from './change.ts';
import type { Source } from '../source/source.ts';
import { isBlankOrComment, lineEnd, lineStart, nextLine } from './lines.ts';
import { fragmentOf } from './yamlFragment.ts';
import type { Yaml } from './yamlFragment.ts';
import type { EntryPlace } from './place.ts';
import { scalarText } from './scalar.ts';
import { afterColon, endOfEntry, isLeftOut, missingColon, spanOf } from './span.ts';

/** Puts another value in an entry's place. The comment behind a one-line value stays behind its key; what stands inside a longer one goes with it. */
export function replaceValue(source: Source, { map, entry }: EntryPlace, value: Yaml): TextChange[] {
  const { text } = source;
  const colon = afterColon(source, entry);
  const end = endOfEntry(source, entry);
  const piece = fragmentOf(source, value);
  if (map.flow) return [{ from: colon, to: end, text: `${missingColon(source, entry)} ${piece.flow()}` }];
  const key = spanOf(source, entry.key).from;
  const written = piece.block(key - lineStart(text, key));
  const header = lineEnd(text, colon);
  if (end > header && isBlankOrComment(text.slice(colon, header))) {
    // the old value starts on a line of its own: comments between key and value stay
    const start = isLeftOut(entry.value) ? end : lineStart(text, spanOf(source, entry.value).from);
    const old = { from: start, to: nextLine(text, end), text: '' };
    return written.includes('\n') ? [{ from: header, to: header, text: written }, old] : [{ from: colon, to: colon, text: written }, old];
  }
  if (!written.includes('\n')) return [{ from: colon, to: end, text: written }];
  if (end > header) return [{ from: colon, to: end, text: written }];
  return [
    { from: colon, to: end, text: '' },
    { from: header, to: header, text: written },
  ];
}

/** Gives an entry another key; its value and comments are not touched. */
export function renameKey(source: Source, { entry }: EntryPlace, key: string): TextChange[] {
  return [{ ...spanOf(source, entry.key), text: scalarText(key) }];
}
