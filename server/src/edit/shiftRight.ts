import type { Entry } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import type { TextChange } from './change.ts';
import { CannotEdit } from './changes.ts';
import { indentUnit } from './indent.ts';
import { isBlank, lineEnd, nextLine } from './lines.ts';
import { beforeKey, linesOfEntry } from './span.ts';

/** Indents entries that follow each other by one level, with the comments in and between them. */
export function shiftRight(source: Source, entries: readonly Entry[]): TextChange[] {
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last || entries.some((entry) => beforeKey(source, entry) !== 'nothing')) throw new CannotEdit('no lines of their own');
  const { text } = source;
  const pad = ' '.repeat(indentUnit(source));
  const changes: TextChange[] = [];
  const end = linesOfEntry(source, last).to;
  for (let at = linesOfEntry(source, first).from; at < end; at = nextLine(text, at)) {
    if (text.slice(at, lineEnd(text, at)).startsWith('\t')) throw new CannotEdit('indented with tabs');
    if (!isBlank(text.slice(at, lineEnd(text, at)))) changes.push({ from: at, to: at, text: pad });
    if (nextLine(text, at) === at) break;
  }
  return changes;
}
