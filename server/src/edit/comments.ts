import type { Node } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import { lineEnd } from './lines.ts';
import { isLeftOut, spanOf } from './span.ts';
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
