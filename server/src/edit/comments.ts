import type { Node } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import type { TextChange } from './change.ts';
import { CannotEdit, mergeChanges } from './changes.ts';
import { column, lineBreak, lineEnd, lineStart } from './lines.ts';
import type { EntryPlace } from './place.ts';
import { beforeKey, isLeftOut, spanOf } from './span.ts';
import type { Span } from './span.ts';

/** The comments of a stretch of the file (all of it when left out), in order: every `#` outside scalars that starts the text or follows a blank. */
export function commentsIn(source: Source, within: Span = { from: 0, to: source.text.length }): Span[] {
  const comments: Span[] = [];
  const gap = (from: number, to: number) => {
    for (let at = Math.max(from, within.from); at < Math.min(to, within.to); at++) {
      if (source.text[at] !== '#' || (at > 0 && !/\s/.test(source.text[at - 1]!))) continue;
      const end = lineEnd(source.text, at);
      comments.push({ from: at, to: end });
      at = end;
    }
  };
  let done = 0;
  for (const leaf of leavesOf(source)) {
    gap(done, leaf.from);
    done = Math.max(done, leaf.to);
  }
  gap(done, source.text.length);
  return comments;
}

function leavesOf(source: Source): Span[] {
  const leaves: Span[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'map') {
      for (const { key, value } of node.entries) {
        visit(key);
        visit(value);
      }
    } else if (node.kind === 'list') node.items.forEach(visit);
    else if (!isLeftOut(node)) leaves.push(spanOf(source, node));
  };
  if (source.root) visit(source.root);
  return leaves.sort((a, b) => a.from - b.from);
}

/** Changes of an entry's value, with the comments that they would remove on lines of their own above its key. */
export function keepingComments(source: Source, { map, entry }: EntryPlace, changes: readonly TextChange[]): TextChange[] {
  const { text } = source;
  const lost = changes.flatMap(({ from, to }) => commentsIn(source, { from, to })).map(({ from, to }) => text.slice(from, to).trimEnd());
  const kept = lost.filter((comment) => !changes.some((change) => change.text.includes(comment)));
  if (kept.length === 0) return [...changes];
  if (map.flow || beforeKey(source, entry) !== 'nothing') throw new CannotEdit('a comment has no place to go');
  const { from } = spanOf(source, entry.key);
  const start = lineStart(text, from);
  const pad = ' '.repeat(column(text, from));
  return mergeChanges([{ from: start, to: start, text: kept.map((comment) => pad + comment + lineBreak(source)).join('') }], changes);
}
