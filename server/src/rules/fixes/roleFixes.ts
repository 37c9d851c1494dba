import type { Value } from '../../config/value.ts';
import type { Role } from '../../deployment/deployment.ts';
import { fix, insertEntry, insertItem, ownPlace, placeAt, scalarText, withPlaceholder } from '../../edit/index.ts';
import type { Fix } from '../../edit/change.ts';

/** Gives a role without hosts a server: one that the deployment already has, else one of the addresses kept for documentation. Null where the role cannot be edited. */
export function addServer(role: Role, roles: readonly Role[]): Fix | null {
  const { entry } = role;
  if (!entry || entry.value.alias) return null;
  const known = roles.find(({ hosts }) => hosts.length);
  const server = known?.hosts[0]?.name ?? '192.0.2.1';
  const title = known ? `Run \`${role.name}\` on \`${server}\`, as \`${known.name}\`` : `Add a server: \`${server}\``;
  const made = fix(title, entry.key.at.chunk.file, (source) => {
    const place = ownPlace(source, entry.key, 'servers', role.name);
    if (place.entry.value.kind !== 'map') return insertItem(source, place, scalarText(server));
    const hosts = placeAt(source, 'servers', role.name, 'hosts');
    return hosts
      ? insertItem(source, hosts, scalarText(server))
      : insertEntry(source, place, 'hosts', [scalarText(server)], { first: true });
  });
  return known ? made : withPlaceholder(made, server);
}

/** The role is there for certain and has no host for certain. */
export function isEmpty(role: Role): boolean {
  // A list of another type is refused for its type, before anybody counts.
  const list = role.map ? role.map.entries.get('hosts')?.value : role.value;
  const written = list ? list.kind === 'list' && !list.items.some(isRefused) : role.map !== null;
  return written && !role.conditional && !role.hostsIncomplete && role.hosts.length === 0;
}

/** `- ` alone, a list, or several keys: refused for itself, before anybody counts. So nobody says that there is none where an item is being typed. */
function isRefused(item: Value): boolean {
  return item.kind === 'list' || (item.kind === 'map' && item.entries.size !== 1) || (item.kind === 'scalar' && item.type === 'null');
}

/** What Kamal makes of hosts that are no text: nothing (`Role#extract_hosts`). Empty where the role has no such item. */
export function droppedHosts(role: Role): string {
  const list = role.map ? role.map.entries.get('hosts')?.value : role.value;
  const dropped =
    list?.kind === 'list' ? list.items.flatMap((item) => (item.kind === 'scalar' && item.type !== 'string' ? [item.string] : [])) : [];
  return dropped.length ? ` (\`${dropped[0]}\` is no text, and Kamal drops it: quote it)` : '';
}
