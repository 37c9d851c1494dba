import type { At, Node } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import type { Mention } from './mention.ts';

/**
 * The anchors of a file and the aliases that lead to them, in file order. An alias means the last anchor of its name above it; one that none
 * stands above is left out.
 */
export function anchorMentions({ root }: Source): Mention[] {
  const found: Mention[] = [];
  const anchors = new Map<string, Node>();
  const visit = (node: Node): void => {
    if (node.kind === 'alias') {
      const anchored = anchors.get(node.name);
      if (anchored)
        found.push(mention(node.name, { ...node.at, from: node.at.from + 1, to: node.at.from + 1 + node.name.length }, node, anchored));
      return;
    }
    if (node.anchor !== undefined) {
      anchors.set(node.anchor, node);
      const at = anchorAt(node, node.anchor);
      if (at) found.push({ ...mention(node.anchor, at, node, node), defines: true });
    }
    if (node.kind === 'list') node.items.forEach(visit);
    if (node.kind === 'map') {
      for (const { key, value } of node.entries) {
        visit(key);
        visit(value);
      }
    }
  };
  if (root) visit(root);
  return found;
}

function mention(name: string, at: At, { conditional }: Node, anchored: Node): Mention {
  return { kind: 'anchor', name, at, defines: false, sure: !conditional, bare: true, anchored };
}

/** The name behind the `&` of a node, which stands before it in the same chunk: there may be a tag, a comment or a line break between. */
function anchorAt({ at: { chunk, from } }: Node, name: string): At | undefined {
  const before = chunk.text.slice(0, from);
  for (let found = before.lastIndexOf(`&${name}`); found >= 0; found = found === 0 ? -1 : before.lastIndexOf(`&${name}`, found - 1)) {
    const line = before.slice(before.lastIndexOf('\n', found) + 1, found);
    const ends = /[\s,[\]{}]/.test(chunk.text[found + 1 + name.length] ?? ' ');
    if (ends && !/(^|\s)#/.test(line)) return { chunk, from: found + 1, to: found + 1 + name.length };
  }
  return undefined;
}
