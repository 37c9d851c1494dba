import type { Position, SelectionRange } from 'vscode-languageserver';
import type { Node } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import { endOf, rangeOfSpan, spanOf, type Span } from '../source/locate.ts';

/** What "expand selection" takes in step by step: the word, the whole entry, its map or list, and so on up to the file. */
export function selectionRanges(source: Source, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => {
    const offset = source.offsetAt(position);
    const spans = [{ from: 0, to: source.text.length }, ...(source.root ? around(source, source.root, offset) : [])];
    return spans
      .filter((span, i) => i === 0 || isWithin(span, spans[i - 1]!))
      .reduce<SelectionRange | undefined>(
        (parent, span) => ({ range: rangeOfSpan(source, span), ...(parent ? { parent } : {}) }),
        undefined,
      )!;
  });
}

/** From the widest to the narrowest. */
function around(source: Source, node: Node, offset: number): Span[] {
  const own = spanOf(source, node.at);
  if (!own) return [];
  const whole = { from: own.from, to: Math.max(own.to, endOf(source, node)) };
  if (!holds(whole, offset)) return [];
  if (node.kind === 'list') return [whole, ...inside(source, node.items, offset)];
  if (node.kind !== 'map') return [whole];
  for (const { key, value } of node.entries) {
    const start = spanOf(source, key.at);
    const entry = start && { from: start.from, to: Math.max(start.to, endOf(source, value)) };
    if (entry && holds(entry, offset)) return [whole, entry, ...inside(source, [key, value], offset)];
  }
  return [whole];
}

function inside(source: Source, nodes: readonly Node[], offset: number): Span[] {
  for (const node of nodes) {
    const found = around(source, node, offset);
    if (found.length > 0) return found;
  }
  return [];
}

const holds = ({ from, to }: Span, offset: number): boolean => from <= offset && offset <= to;

const isWithin = (inner: Span, outer: Span): boolean =>
  inner.from >= outer.from && inner.to <= outer.to && (inner.from > outer.from || inner.to < outer.to);
