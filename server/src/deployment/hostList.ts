import type { ListValue, ScalarValue, Value } from '../config/value.ts';
import type { Deployment, Role } from './deployment.ts';
import type { Node } from '../source/node.ts';
import { memoize } from '../memoize.ts';
import { isWritten } from '../config/certain.ts';

/** A list of servers as it is written, with the roles that use it: several where an alias leads there. */
export interface HostList {
  readonly list: ListValue;
  readonly roles: readonly Role[];
}

/** A server in such a list, there for certain. */
export interface HostItem {
  readonly name: string;
  readonly value: Value;
  /** What holds the name: the item itself, or the key of `host: tag`. */
  readonly node: Node;
  readonly tags: readonly ScalarValue[];
  /** ERB decides about some of the tags. */
  readonly tagsOpen: boolean;
}

/** The lists of servers of all roles, each once. */
export function hostListsOf({ roles }: Pick<Deployment, 'roles'>): readonly HostList[] {
  return listsOf(roles);
}

const listsOf = memoize((roles: readonly Role[]): readonly HostList[] => {
  const found = new Map<Node, { list: ListValue; roles: Role[] }>();
  for (const role of roles) {
    const list = role.map ? role.map.entries.get('hosts')?.value : role.value;
    if (list?.kind !== 'list' || role.conditional) continue;
    const there = found.get(list.node);
    if (there) there.roles.push(role);
    else found.set(list.node, { list, roles: [role] });
  }
  return [...found.values()];
});

/** The items that Kamal makes servers of, in their order, a server that comes twice twice. */
export const itemsOf = memoize(({ items }: ListValue): readonly HostItem[] =>
  items.flatMap((value): HostItem[] => {
    if (!isWritten(value)) return [];
    if (value.kind === 'scalar')
      return value.type === 'string' ? [{ name: value.string, value, node: value.node, tags: [], tagsOpen: false }] : [];
    const [entry] = value.kind === 'map' ? value.entries.values() : [];
    if (!entry || entry.keyType !== 'string' || entry.conditional) return [];
    const tags = entry.value.kind === 'list' ? entry.value.items : [entry.value];
    const known = tags.filter((tag): tag is ScalarValue => tag.kind === 'scalar' && tag.value !== null && isWritten(tag));
    return [
      {
        name: entry.name,
        value,
        node: entry.key,
        tags: known,
        tagsOpen: known.length < tags.length || (entry.value.kind === 'list' && entry.value.incomplete),
      },
    ];
  }),
);

/** Those of them that have tags. */
export const taggedItemsOf = memoize((list: ListValue): readonly HostItem[] =>
  itemsOf(list).filter(({ tags, tagsOpen }) => tags.length > 0 || tagsOpen),
);

/** `- host: 192.0.2.1`: an item meant as a setting, of which Kamal makes a server called `host` with the address for its tag. */
export function isWrittenAsSetting({ name, tags, tagsOpen }: HostItem): boolean {
  return (
    !tagsOpen && tags.length === 1 && /^(host|hostname|ip|name|address|server)$/i.test(name) && /[\w-]\.[\w-]|:.*:/.test(tags[0]!.string)
  );
}
