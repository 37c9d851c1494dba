import type { MapValue } from '../../config/value.ts';
import type { Entry, ListNode, MapNode, Node } from '../../source/node.ts';
import type { Source } from '../../source/source.ts';
import { CannotEdit, fix, lineBreak, removeItem, scalarText, spanOf } from '../../edit/index.ts';
import type { Fix, TextChange } from '../../edit/change.ts';

/** Words for the server that people write where the server itself is the key. */
const words = ['host', 'hostname', 'ip', 'address', 'server', 'name'];

/** What makes items that Kamal takes of one that names no host, or several. */
export function splitHosts(value: MapValue): Fix[] {
  const { node } = value;
  if (node.kind !== 'map' || value.alias) return [];
  const { file } = node.at.chunk;
  if (node.entries.length === 0) {
    return [fix('Remove the empty item', file, (source) => changeIn(source, node, (list) => removeItem(source, list, node)))];
  }
  const host = hostOf(node);
  if (host !== undefined) {
    return [
      fix(`Write \`${host}\` as the item`, file, (source) => [{ ...spanOf(source, node), to: endOf(source, node), text: host }], true),
    ];
  }
  if (words.some((word) => value.entries.has(word))) return [];
  return [fix('Give each host an item of its own', file, (source) => changeIn(source, node, (list) => split(source, list, node)), true)];
}

/** `{host: 10.0.0.1, tags: [a]}` as `10.0.0.1: [a]`. */
function hostOf({ entries }: MapNode): string | undefined {
  const named = new Map(entries.map((entry) => [entry.key.kind === 'scalar' ? String(entry.key.value) : '', entry.value]));
  const word = words.find((one) => named.has(one));
  const host = word === undefined ? undefined : named.get(word);
  const tags = named.get('tags') ?? named.get('tag');
  if (host?.kind !== 'scalar' || host.type !== 'string' || named.size !== (tags ? 2 : 1)) return undefined;
  const texts = tags?.kind === 'list' ? tags.items.map(textOf) : tags ? [textOf(tags)] : [];
  if (texts.includes(undefined)) return undefined;
  if (!tags) return scalarText(String(host.value));
  return `${scalarText(String(host.value))}: ${tags.kind === 'list' ? `[${texts.join(', ')}]` : texts[0]}`;
}

function textOf(node: Node): string | undefined {
  return node.kind === 'scalar' && node.type === 'string' ? scalarText(String(node.value)) : undefined;
}

function changeIn(source: Source, item: Node, change: (list: ListNode) => TextChange[]): TextChange[] | undefined {
  const list = source.root && listWith(source.root, item);
  return list ? change(list) : undefined;
}

/** The list that holds this very node. */
export function listWith(within: Node, item: Node): ListNode | undefined {
  if (within.kind === 'list' && within.items.includes(item)) return within;
  const below = within.kind === 'list' ? within.items : within.kind === 'map' ? within.entries.map(({ value }) => value) : [];
  for (const node of below) {
    const found = listWith(node, item);
    if (found) return found;
  }
  return undefined;
}

function split(source: Source, list: ListNode, map: MapNode): TextChange[] {
  const { text } = source;
  const first = spanOf(source, map.entries[0]!.key);
  const before = text.slice(text.lastIndexOf('\n', first.from - 1) + 1, first.from);
  if (!map.flow) {
    if (!/^ *- +$/.test(before)) throw new CannotEdit('the item does not start its line');
    return map.entries.flatMap((entry, index) => {
      const { from, to } = spanOf(source, entry.key);
      // A host without tags is the name alone.
      const colon = isLeftOut(entry) && text[to] === ':' ? [{ from: to, to: to + 1, text: '' }] : [];
      return index === 0 ? colon : [{ from: from - before.length, to: from, text: before }, ...colon];
    });
  }
  const { from, to } = spanOf(source, map);
  if (/[\r\n]/.test(text.slice(from, to))) throw new CannotEdit('the item stands on several lines');
  const items = map.entries.map((entry) => {
    const key = spanOf(source, entry.key);
    if (isLeftOut(entry)) return text.slice(key.from, key.to);
    return `${list.flow ? '{' : ''}${text.slice(key.from, spanOf(source, entry.value).to).trimEnd()}${list.flow ? '}' : ''}`;
  });
  if (list.flow) return [{ from, to, text: items.join(', ') }];
  const dash = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  if (!/^ *- +$/.test(dash)) throw new CannotEdit('the item does not start its line');
  return [{ from, to, text: items.join(`${lineBreak(source)}${dash}`) }];
}

function isLeftOut({ value }: Entry): boolean {
  return value.kind === 'scalar' && value.text === '' && value.style === 'plain';
}

function endOf(source: Source, node: MapNode): number {
  const { from, to } = spanOf(source, node);
  return from + source.text.slice(from, to).trimEnd().length;
}
