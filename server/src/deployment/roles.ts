import { isSameEntry, mapAt, valueAt } from '../config/get.ts';
import { deepMerge } from '../config/merge.ts';
import type { ConfigEntry, MapValue, ScalarValue, Value } from '../config/value.ts';
import type { Proxy, Role } from './deployment.ts';
import { hostsOf } from './hosts.ts';
import { proxyOf } from './proxy.ts';

/** What the roles share with each other: the name of the primary, and the root proxy that lies under theirs. */
export interface Shared {
  readonly primary: ScalarValue | null;
  /** ERB decides which role is the primary; `primary` is then the best guess. */
  readonly primaryUncertain: boolean;
  readonly root: MapValue;
}

/** The role that `servers` makes when it is a list, and the primary role when none is named (`configuration.rb`). */
export const defaultRole = 'web';

/**
 * All roles in Kamal's order: by name, bytewise (`configuration/servers.rb`), not as they stand in the file.
 */
export function rolesOf(shared: Shared): { roles: Role[]; incomplete: boolean } {
  const { root } = shared;
  const servers = root.entries.get('servers');
  if (!servers) return { roles: [], incomplete: root.incomplete };
  const { value } = servers;
  if (value.kind === 'list') return { roles: [role(shared, defaultRole, servers, value, null)], incomplete: value.conditional };
  if (value.kind !== 'map') return { roles: [], incomplete: value.kind === 'unknown' };
  const entries = [...value.entries.values()].filter((entry) => entry.keyType === 'string');
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return {
    roles: entries.map((entry) => role(shared, entry.name, entry, entry.value, entry)),
    incomplete: value.incomplete || value.conditional || entries.some((entry) => entry.conditional),
  };
}

interface Kept {
  readonly role: Role;
  readonly key: ConfigEntry;
  readonly primary: boolean;
  readonly primaryUncertain: boolean;
  readonly rootProxy: ConfigEntry | undefined;
  readonly incomplete: boolean;
}

/** The last role made of a value: destinations that leave it as it is share it, and so do versions of the file. */
const kept = new WeakMap<Value, Kept>();

function role(shared: Shared, name: string, key: ConfigEntry, value: Value, entry: ConfigEntry | null): Role {
  const primary = isPrimary(name, shared.primary);
  const rootProxy = shared.root.entries.get('proxy');
  const { primaryUncertain } = shared;
  const { incomplete } = shared.root;
  const last = kept.get(value);
  const same =
    last &&
    isSameEntry(last.key, key) &&
    last.primary === primary &&
    last.primaryUncertain === primaryUncertain &&
    isSameEntry(last.rootProxy, rootProxy) &&
    last.incomplete === incomplete;
  if (same) return last.role;
  const made = makeRole(shared, name, key, value, entry, primary);
  kept.set(value, { role: made, key, primary, primaryUncertain, rootProxy, incomplete });
  return made;
}

function makeRole(shared: Shared, name: string, key: ConfigEntry, value: Value, entry: ConfigEntry | null, primary: boolean): Role {
  const map = value.kind === 'map' ? value : null;
  const { hosts, incomplete } = hostsOf(map ? valueAt(map, 'hosts') : value);
  const ownProxy = map?.entries.get('proxy') ?? null;
  const { proxied, because } = routing(value, ownProxy, shared.primaryUncertain ? null : primary);
  const cmd = valueAt(map, 'cmd');
  return {
    name,
    entry,
    at: key.key.at,
    value,
    map,
    hosts,
    hostsIncomplete: incomplete || value.kind === 'unknown' || (map?.incomplete ?? false),
    conditional: key.conditional || value.conditional,
    primary,
    proxied,
    because,
    ownProxy,
    proxy: proxied === false ? null : mergedProxy(shared.root, ownProxy, proxied === null),
    cmd: cmd?.kind === 'scalar' && cmd.value !== null ? cmd.string : null,
  };
}

/** `Role#primary?` compares with the value as written, so `primary_role: 5` never makes the role `"5"` primary. */
function isPrimary(name: string, primary: ScalarValue | null): boolean {
  return primary === null ? name === defaultRole : primary.type === 'string' && primary.string === name;
}

/** KAMAL.md c.2, `Role#running_proxy?`: absent means "the primary only" (null: ERB names it); `true` and any map mean yes. */
function routing(value: Value, own: ConfigEntry | null, primary: boolean | null): Pick<Role, 'proxied' | 'because'> {
  if (value.kind === 'unknown' || value.conditional) return { proxied: null, because: 'unknown' };
  if (!own) {
    return value.kind === 'map' && value.incomplete ? { proxied: null, because: 'unknown' } : byDefault(primary);
  }
  if (own.conditional || own.value.conditional || own.value.kind === 'unknown') return { proxied: null, because: 'unknown' };
  if (own.value.kind === 'map') return { proxied: true, because: 'own' };
  if (own.value.kind === 'scalar' && own.value.value === false) return { proxied: false, because: 'off' };
  if (own.value.kind === 'scalar' && own.value.value === true) return { proxied: true, because: 'own' };
  // Kamal refuses anything else; until it is mended the role is drawn as if the key were not there.
  return byDefault(primary);
}

function byDefault(primary: boolean | null): Pick<Role, 'proxied' | 'because'> {
  if (primary === null) return { proxied: null, because: 'unknown' };
  return primary ? { proxied: true, because: 'primary' } : { proxied: false, because: 'none' };
}

function mergedProxy(root: MapValue, own: ConfigEntry | null, unknown: boolean): Proxy {
  const rootEntry = root.entries.get('proxy');
  const rootProxy = mapAt(root, 'proxy') ?? null;
  const ownMap = own?.value.kind === 'map' ? own.value : null;
  const uncertain =
    unknown ||
    root.incomplete ||
    rootEntry?.conditional === true ||
    rootEntry?.value.conditional === true ||
    rootEntry?.value.kind === 'unknown';
  return proxyOf(rootProxy && ownMap ? deepMerge(rootProxy, ownMap) : (ownMap ?? rootProxy), uncertain);
}
