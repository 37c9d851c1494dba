import type { TreeNode } from '../../protocol.ts';

/** So many of one kind are drawn: nobody reads on, and thousands of them with their tooltips take the server minutes. */
const most = 200;

/**
 * A node for each, or for the first of them and one that says how many more there are.
 * @param what they are, in plural: `servers`; without its last letter it is one
 */
export function several<Item>(
  items: readonly Item[],
  what: string,
  nodes: (item: Item, index: number) => TreeNode | readonly TreeNode[],
): TreeNode[] {
  const drawn = items.slice(0, most).flatMap(nodes);
  const more = items.length - most;
  const them = more === 1 ? what.replace(/ies$/, 'ys').slice(0, -1) : what;
  return more > 0 ? [...drawn, { id: `more ${what}`, label: `and ${more} more ${them}`, icon: 'setting' }] : drawn;
}

/** Names as a description, the first of them where there are many. */
export function listed(names: readonly string[]): string {
  return names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
}
