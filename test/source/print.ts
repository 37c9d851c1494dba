import type { Node } from '../../server/src/source/node.ts';
import type { Source } from '../../server/src/source/source.ts';

/** Characters that cannot be seen, as the golden files write them. */
const VISIBLE: Record<string, string> = { '\t': '→', '\r': '␍', '\ufeff': '␂', '\0': '␀', '\u2028': '␤' };

/** Text of a golden file with its visible marks made real. */
export function unseen(text: string): string {
  return Object.entries(VISIBLE).reduce((result, [real, mark]) => result.replaceAll(mark, real), text);
}

/** A tree as indented text: one line a key or item, with class and value, and every mark that rules look at. */
export function printTree(node: Node | null, indent = ''): string {
  if (node === null) return 'nothing';
  const open = 'incomplete' in node && node.incomplete ? ' open' : '';
  const mark = `${node.conditional ? 'maybe ' : ''}${node.anchor === undefined ? '' : `&${node.anchor} `}${node.tag === undefined ? '' : `${node.tag} `}`;
  switch (node.kind) {
    case 'scalar':
      return `${mark}${node.type}${node.type === 'null' ? '' : ` ${value(node.value)}`}${node.fallback ? ' (fallback)' : ''}`;
    case 'alias':
      return `${mark}*${node.name}`;
    case 'unknown':
      return `${mark}unknown ${node.why}${node.type ? ` ${node.type}` : ''}`;
    case 'map':
      return `${mark}map${open}${node.entries.map((entry) => `\n${indent}  ${printTree(entry.key)}: ${printTree(entry.value, `${indent}  `)}`).join('')}`;
    case 'list':
      return `${mark}list${open}${node.items.map((item) => `\n${indent}  - ${printTree(item, `${indent}    `)}`).join('')}`;
  }
}

function value(of: string | number | bigint | boolean | null): string {
  return typeof of === 'string' ? JSON.stringify(of) : `${of}${typeof of === 'bigint' ? 'n' : ''}`;
}

/** The tree, then each problem with the text under it. */
export function printSource(source: Source): string {
  const problems = source.problems.map(({ kind, refused, message, at }) => {
    const from = source.offset(at.chunk)! + at.from;
    const { line, character } = source.position(from);
    const under = JSON.stringify(source.text.slice(from, from + at.to - at.from));
    return `\n! ${refused ? '' : 'accepted '}${kind} at ${line + 1}:${character + 1} ${under}: ${message}`;
  });
  const erb = source.erb
    .filter(({ inComment, open }) => inComment || open)
    .map((tag) => `\n% ${tag.kind}${tag.inComment ? ' in a comment' : ''}${tag.open ? ' without end' : ''}`);
  return `${source.unreadable ? 'unreadable' : printTree(source.root)}${problems.join('')}${erb.join('')}`;
}

/** A tree with its offsets in the file, to compare two readings: chunks may differ, what they say may not. */
export function absolute(node: Node | null, offset: (chunk: Node['at']['chunk']) => number | undefined): unknown {
  if (node === null) return null;
  const start = offset(node.at.chunk);
  const at = start === undefined ? 'lost' : [start + node.at.from, start + node.at.to];
  if (node.kind === 'map')
    return { ...node, at, entries: node.entries.map(({ key, value: of }) => [absolute(key, offset), absolute(of, offset)]) };
  if (node.kind === 'list') return { ...node, at, items: node.items.map((item) => absolute(item, offset)) };
  return { ...node, at };
}
