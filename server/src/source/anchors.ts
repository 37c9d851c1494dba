import type { Node } from './node.ts';
import type { Source } from './source.ts';

/** Does an alias elsewhere in the file lead into this value? What has no anchor in it is never used elsewhere. */
export function isUsedElsewhere({ root }: Source, value: Node): boolean {
  const inside = new Set(below(value));
  const anchors = new Set([...inside].flatMap(({ anchor }) => (anchor === undefined ? [] : [anchor])));
  if (anchors.size === 0 || !root) return false;
  return [...below(root)].some((node) => node.kind === 'alias' && !inside.has(node) && anchors.has(node.name));
}

/** How many aliases of a file have no anchor of their name above them? */
export function danglingAliases({ root }: Source): number {
  const anchors = new Set<string>();
  let count = 0;
  for (const node of root ? below(root) : []) {
    if (node.kind === 'alias' && !anchors.has(node.name)) count++;
    if (node.anchor !== undefined) anchors.add(node.anchor);
  }
  return count;
}

function* below(node: Node): Iterable<Node> {
  yield node;
  if (node.kind === 'list') for (const item of node.items) yield* below(item);
  if (node.kind === 'map') {
    for (const { key, value } of node.entries) {
      yield* below(key);
      yield* below(value);
    }
  }
}
