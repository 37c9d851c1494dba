import { certainEntry, isWritten } from '../config/certain.ts';
import { valueAt } from '../config/get.ts';
import type { MapValue, ScalarValue, Value } from '../config/value.ts';
import { memoize } from '../memoize.ts';
import type { Accessory, Role } from './deployment.ts';
import { hostsOf } from './hosts.ts';

/** What docker's `--publish [ip:]host:container[/protocol]` says. */
export interface Published {
  /** null: all addresses of the server. */
  readonly address: string | null;
  /** Port or range of the server, and of the container. */
  readonly host: string;
  readonly container: string;
  readonly protocol: string;
}

/** null without a port of the server; also for one container port and a range of the server's, of which docker takes any that is free. */
export function publishedIn(text: string): Published | null {
  const [, address, host, container, protocol = 'tcp'] =
    /^(?:(\d+\.\d+\.\d+\.\d+|\[[0-9a-f:]+\]):)?(\d+(?:-\d+)?):(\d+(?:-\d+)?)(?:\/(tcp|udp|sctp))?$/i.exec(text) ?? [];
  if (host === undefined || container === undefined || (host.includes('-') && !container.includes('-'))) return null;
  return { address: address ?? null, host, container, protocol: protocol.toLowerCase() };
}

/** A container that publishes a port of its servers, for certain. */
export interface Publisher {
  readonly published: Published;
  readonly value: ScalarValue;
  readonly name: string;
  readonly accessory: Accessory | null;
  readonly servers: readonly string[];
}

export function publishersOf(roles: readonly Role[], accessories: readonly Accessory[]): readonly Publisher[] {
  const all = [...accessories.map(ofAccessory), ...roles.map(ofRole)].filter((some) => some.length > 0);
  return all.flatMap((some) =>
    some.map((one) => (one.servers === ofRoles ? { ...one, servers: hostsByRole(one.accessory!, roles) } : one)),
  );
}

const none: readonly Publisher[] = [];
/** Stands for servers that the accessory shares with roles. */
const ofRoles: readonly string[] = [];

const ofAccessory = memoize((accessory: Accessory): readonly Publisher[] => {
  const { name, map, port, conditional } = accessory;
  if (!map || map.incomplete || conditional || sharesNetwork(map)) return none;
  const entry = certainEntry(map, 'port');
  const published = entry?.value.kind === 'scalar' && port !== null ? publishedIn(port) : null;
  const own = published ? [{ published, value: entry!.value as ScalarValue }] : [];
  return [...own, ...publishedOptions(map)].map((one) => ({ ...one, name, accessory, servers: serversOf(map) }));
});

const ofRole = memoize(({ name, map, hosts, conditional }: Role): readonly Publisher[] => {
  if (!map || map.incomplete || conditional || sharesNetwork(map)) return none;
  const servers = hosts.filter(({ value }) => isWritten(value)).map((host) => host.name);
  return publishedOptions(map).map((one) => ({ ...one, name, accessory: null, servers }));
});

/** What `options.publish` says for certain. */
export function publishedOptions(map: MapValue): Pick<Publisher, 'published' | 'value'>[] {
  const value = certainEntry(map, 'options', 'publish')?.value;
  return (value?.kind === 'list' ? value.items : value ? [value] : []).flatMap((item) => {
    const published = item.kind === 'scalar' && item.type === 'string' && isWritten(item) ? publishedIn(item.string) : null;
    return published ? [{ published, value: item as ScalarValue }] : [];
  });
}

function serversOf(map: MapValue): readonly string[] {
  const host = map.entries.get('host')?.value;
  if (host) return host.kind === 'scalar' && isWritten(host) ? [host.string] : [];
  const hosts = map.entries.get('hosts')?.value;
  if (!hosts) return ofRoles;
  return isWritten(hosts) ? hostsOf(hosts).hosts.flatMap(({ name, value }) => (isWritten(value) ? [name] : [])) : [];
}

/** Of the servers that its roles or tags name those that no ERB decides on. */
function hostsByRole({ hosts }: Accessory, roles: readonly Role[]): readonly string[] {
  const written = new Set(
    roles.flatMap((role) => (role.conditional ? [] : role.hosts.filter(({ value }) => isWritten(value)).map(({ name }) => name))),
  );
  return hosts.filter((host) => written.has(host));
}

/** Docker publishes nothing for a container in the network of the server, or of another container. */
function sharesNetwork(map: MapValue): boolean {
  const options = valueAt(map, 'options');
  if (options && (options.kind !== 'map' || options.incomplete)) return true;
  const all: (Value | undefined)[] = [valueAt(map, 'network'), valueAt(options, 'network'), valueAt(options, 'net')];
  return all.some(
    (network) => network && (network.kind !== 'scalar' || !isWritten(network) || /^(host|none|container:.*)$/.test(network.string)),
  );
}
