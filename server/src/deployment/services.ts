import { certainEntry } from '../config/certain.ts';
import type { ConfigEntry, MapValue, ScalarValue } from '../config/value.ts';
import type { Accessory, Deployment, Proxy, Role } from './deployment.ts';
import type { Node } from '../source/node.ts';
import { list } from './proxies.ts';
import { memoize } from '../memoize.ts';

/** What kamal-proxy is told to send traffic to: a proxied role or accessory that runs somewhere, with its settings after the merge. */
export interface ProxiedService {
  readonly name: string;
  readonly role: Role | null;
  readonly accessory: Accessory | null;
  readonly proxy: Proxy;
  /** The merged map; null where nothing is set. */
  readonly map: MapValue | null;
  /** Its own `proxy` entry, and where that would stand. */
  readonly own: ConfigEntry | null;
  readonly path: readonly string[];
}

/** Every role and accessory that takes web traffic for certain. A role without hosts boots nowhere (`commander/specifics.rb`). */
export function servicesOf({ roles, accessories }: Pick<Deployment, 'roles' | 'accessories'>): readonly ProxiedService[] {
  return servicesAmong(roles, accessories);
}

const servicesAmong = memoize((roles: readonly Role[], accessories: readonly Accessory[]): readonly ProxiedService[] => {
  const found: ProxiedService[] = [];
  for (const role of roles) {
    const { name, proxied, proxy, conditional, hosts, hostsIncomplete, ownProxy: own } = role;
    if (!proxied || !proxy || conditional || proxy.map?.conditional || !(hosts.length || hostsIncomplete)) continue;
    found.push({ name, role, accessory: null, proxy, map: proxy.map, own, path: ['servers', name, 'proxy'] });
  }
  for (const accessory of accessories) {
    const { name, proxy, conditional, hosts, hostsIncomplete, map } = accessory;
    const own = certainEntry(map, 'proxy');
    if (!own || !proxy || conditional || !(hosts.length || hostsIncomplete)) continue;
    found.push({ name, role: null, accessory, proxy, map: proxy.map, own, path: ['accessories', name, 'proxy'] });
  }
  return found;
});

/** The servers on which a proxied role or accessory runs. */
export function serversOf({ role, accessory }: Pick<ProxiedService, 'role' | 'accessory'>): readonly string[] {
  return role ? role.hosts.map(({ name }) => name) : (accessory?.hosts ?? []);
}

/** A scalar setting as it is written once, and the services that it holds for. */
export interface Setting {
  readonly entry: ConfigEntry;
  readonly value: ScalarValue;
  readonly services: readonly ProxiedService[];
  readonly path: readonly string[];
}

/** A scalar of the proxy's settings, each place once: the root's holds for all roles that do not say otherwise. */
export function settingsAt(services: readonly ProxiedService[], ...path: readonly string[]): Setting[] {
  const found = new Map<Node, { entry: ConfigEntry; value: ScalarValue; services: ProxiedService[]; path: readonly string[] }>();
  for (const service of services) {
    const entry = certainEntry(service.map, ...path);
    if (entry?.value.kind !== 'scalar') continue;
    const setting = found.get(entry.key);
    if (setting) setting.services.push(service);
    else found.set(entry.key, { entry, value: entry.value, services: [service], path });
  }
  return [...found.values()];
}

/** "the role `web`", "the roles `api` and `web`", "the accessory `search`". */
export function named(services: readonly Pick<ProxiedService, 'name' | 'role'>[]): string {
  const roles = services.filter(({ role }) => role).map(({ name }) => name);
  const accessories = services.filter(({ role }) => !role).map(({ name }) => name);
  const part = (word: string, plural: string, names: string[]) =>
    names.length ? [`the ${names.length > 1 ? plural : word} ${list(names)}`] : [];
  return [...part('role', 'roles', roles), ...part('accessory', 'accessories', accessories)].join(' and ');
}
