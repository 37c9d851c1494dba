import { find } from '../config/find.ts';
import { valueAt } from '../config/get.ts';
import type { Root } from '../config/root.ts';
import type { ConfigEntry, MapValue, ScalarValue, Value } from '../config/value.ts';
import type { Accessory, Role } from './deployment.ts';
import { memoize } from '../memoize.ts';
import { hostsOf } from './hosts.ts';
import { proxyOf } from './proxy.ts';

/**
 * Accessories in file order, with the hosts that Kamal would find for them (`configuration/accessory.rb`). The same list, and the same
 * accessories, as long as what they hang on is the same.
 * @param roles the deployment's roles, for `role(s)`
 */
export function accessoriesOf(
  { entries }: Root<'accessories' | 'servers'>,
  roles: readonly Role[],
  service: string | null,
): readonly Accessory[] {
  const all = entries.get('accessories')?.value;
  return all?.kind === 'map' ? accessoriesIn(roles, all, entries.get('servers')?.value, service) : none;
}

const none: readonly Accessory[] = [];
const noRoles: readonly Role[] = [];

const accessoriesIn = memoize(
  (roles: readonly Role[], all: MapValue, servers: Value | undefined, service: string | null): readonly Accessory[] =>
    listOf(
      ...[...all.entries.values()]
        .filter((entry) => entry.keyType === 'string')
        .map((entry) =>
          ownHosts(entry.value) ? accessoryOf(entry, noRoles, undefined, service) : accessoryOf(entry, roles, servers, service),
        ),
    ),
);

/** One list for the same accessories: those of destinations that differ in their roles alone are mostly those of the base. */
const listOf = memoize((...accessories: readonly Accessory[]): readonly Accessory[] => accessories);

/** An accessory with hosts of its own hangs on nothing else in the file but the service's name. */
function ownHosts(value: Value): boolean {
  return value.kind === 'map' && (value.entries.has('host') || value.entries.has('hosts'));
}

const accessoryOf = memoize(makeAccessory);

function makeAccessory(entry: ConfigEntry, roles: readonly Role[], servers: Value | undefined, service: string | null): Accessory {
  const map = entry.value.kind === 'map' ? entry.value : null;
  const { hosts, incomplete } = targets(map, roles, servers);
  const proxy = valueAt(map, 'proxy');
  const given = valueAt(map, 'service');
  // What ERB gives is not known, and is not the default.
  const name = given?.kind === 'unknown' ? null : (text(given) ?? (service === null ? null : `${service}-${entry.name}`));
  return {
    name: entry.name,
    entry,
    at: entry.key.at,
    map,
    service: name,
    image: imageOf(map),
    port: portOf(valueAt(map, 'port')),
    hosts,
    hostsIncomplete: incomplete || !map || map.incomplete,
    // `{}` is blank in Ruby, so it turns nothing on.
    proxy: proxy?.kind === 'map' && (proxy.entries.size > 0 || proxy.incomplete) ? proxyOf(proxy) : null,
    conditional: entry.conditional || entry.value.conditional,
  };
}

/** An accessory's own registry stands before its image; the root's does not. */
function imageOf(map: MapValue | null): string | null {
  const [image, server] = [find(map, 'image'), find(map, 'registry', 'server')];
  if (image.kind === 'unknown' || server.kind === 'unknown') return null;
  const [name, at] = [image, server].map((found) => (found.kind === 'value' ? text(found.value) : null));
  return at ? [at, name].filter((part) => part !== null).join('/') : (name ?? null);
}

/** `3306` means `3306:3306` (`Accessory#publish_args`'s port). */
function portOf(value: Value | undefined): string | null {
  const port = value?.conditional ? null : text(value);
  return port === null ? null : port.includes(':') ? port : `${port}:${port}`;
}

function text(value: Value | undefined): string | null {
  return value?.kind === 'scalar' && value.value !== null ? value.string : null;
}

function targets(map: MapValue | null, roles: readonly Role[], servers: Value | undefined): { hosts: string[]; incomplete: boolean } {
  const one = (key: string) => {
    const value = valueAt(map, key);
    return (
      value && {
        values: scalarsOf(value),
        incomplete: value.kind === 'unknown' || value.conditional || (value.kind === 'list' && value.incomplete),
      }
    );
  };
  const host = one('host');
  if (host) return { hosts: host.values.map(({ string }) => string), incomplete: host.incomplete };
  const list = valueAt(map, 'hosts');
  if (list) {
    const found = hostsOf(list);
    return { hosts: found.hosts.map(({ name }) => name), incomplete: found.incomplete };
  }
  const role = one('role') ?? one('roles');
  if (role) {
    const chosen = role.values.flatMap(({ string }) => roles.filter(({ name }) => name === string));
    // Not de-duplicated: two roles on one server name it twice.
    return {
      hosts: chosen.flatMap(({ hosts }) => hosts.map(({ name }) => name)),
      incomplete: role.incomplete || chosen.some(({ hostsIncomplete }) => hostsIncomplete),
    };
  }
  const tag = one('tag') ?? one('tags');
  return tag ? { hosts: hostsWithTags(servers, tag.values), incomplete: tag.incomplete } : { hosts: [], incomplete: false };
}

function scalarsOf(value: Value): ScalarValue[] {
  const all = value.kind === 'list' ? value.items : [value];
  return all.filter((one) => one.kind === 'scalar').filter((one) => one.value !== null || value.kind === 'list');
}

/**
 * `Accessory#hosts_from_tags` looks at roles written as a plain list only: hosts under a role's `hosts:` are not found. One tag written
 * as text is searched for as a substring; a list of tags is compared whole.
 */
function hostsWithTags(servers: Value | undefined, wanted: readonly ScalarValue[]): string[] {
  if (servers?.kind !== 'map') return [];
  const found: string[] = [];
  for (const tag of wanted) {
    for (const { value: role } of servers.entries.values()) {
      if (role.kind !== 'list') continue;
      for (const item of role.items) {
        if (item.kind !== 'map') continue;
        for (const { name, value } of item.entries.values()) if (carries(value, tag)) found.push(name);
      }
    }
  }
  return found;
}

/** In a list Ruby's `5` is not `"5"`. */
function carries(tags: Value, wanted: ScalarValue): boolean {
  if (tags.kind === 'scalar') return tags.string.includes(wanted.string);
  return (
    tags.kind === 'list' && tags.items.some((tag) => tag.kind === 'scalar' && tag.type === wanted.type && tag.string === wanted.string)
  );
}
