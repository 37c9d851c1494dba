import { valueAt } from '../config/get.ts';
import { deepMerge } from '../config/merge.ts';
import type { Root } from '../config/root.ts';
import type { ConfigEntry, ScalarValue, Value } from '../config/value.ts';
import { memoize } from '../memoize.ts';
import type { Proxy, Role } from './deployment.ts';
import { hostsOf } from './hosts.ts';
import { proxyOf } from './proxy.ts';

/** Which role is the primary, and what is uncertain about all of them. */
export interface Primary {
  /** `primary_role`, where it says anything. */
  readonly primary: ScalarValue | null;
  /** ERB decides which role is the primary; `primary` is then the best guess. */
  readonly primaryUncertain: boolean;
}

export interface Roles {
  readonly roles: readonly Role[];
  readonly incomplete: boolean;
}

/** The role that `servers` makes when it is a list, and the primary role when none is named (`configuration.rb`). */
export const defaultRole = 'web';

/**
 * All roles in Kamal's order: by name, bytewise (`configuration/servers.rb`), not as they stand in the file. The same list, and the same
 * roles, as long as what they hang on is the same.
 */
export function rolesOf({ primary, primaryUncertain }: Primary, { entries, incomplete }: Root<'servers' | 'proxy'>): Roles {
  const servers = entries.get('servers');
  return servers ? rolesIn(servers, entries.get('proxy'), primary, primaryUncertain, incomplete) : { roles: none, incomplete };
}

const none: readonly Role[] = [];

const rolesIn = memoize(
  (servers: ConfigEntry, proxy: ConfigEntry | undefined, primary: ScalarValue | null, uncertain: boolean, incomplete: boolean): Roles => {
    const { value } = servers;
    const role = (name: string, entry: ConfigEntry, value: Value, own: ConfigEntry | null): Role =>
      // What may be added to the root is no second `proxy`.
      roleOf(entry, value, name, own, isPrimary(name, primary), uncertain, proxy, incomplete && proxy === undefined);
    if (value.kind === 'list') return { roles: [role(defaultRole, servers, value, null)], incomplete: value.conditional };
    if (value.kind !== 'map') return { roles: none, incomplete: value.kind === 'unknown' };
    const entries = [...value.entries.values()].filter((entry) => entry.keyType === 'string');
    entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    return {
      roles: entries.map((entry) => role(entry.name, entry, entry.value, entry)),
      incomplete: value.incomplete || value.conditional || entries.some((entry) => entry.conditional),
    };
  },
);

/** A role by all that it hangs on: destinations that leave this as it is share it, and so do versions of the file. */
const roleOf = memoize(makeRole);

function makeRole(
  key: ConfigEntry,
  value: Value,
  name: string,
  entry: ConfigEntry | null,
  primary: boolean,
  primaryUncertain: boolean,
  rootProxy: ConfigEntry | undefined,
  rootIncomplete: boolean,
): Role {
  const map = value.kind === 'map' ? value : null;
  const { hosts, incomplete } = hostsOf(map ? valueAt(map, 'hosts') : value);
  const ownProxy = map?.entries.get('proxy') ?? null;
  const { proxied, because } = routing(value, ownProxy, primaryUncertain ? null : primary);
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
    proxy: proxied === false ? null : mergedProxy(rootProxy, ownProxy, proxied === null || rootIncomplete),
    cmd: cmd?.kind === 'scalar' && cmd.value !== null ? cmd.string : null,
  };
}

/** `Role#primary?` compares with the value as written, so `primary_role: 5` never makes the role `"5"` primary. */
function isPrimary(name: string, primary: ScalarValue | null): boolean {
  return primary === null ? name === defaultRole : primary.type === 'string' && primary.string === name;
}

/** `Role#running_proxy?` (`configuration/role.rb`): absent means "the primary only" (null: ERB names it); `true` and any map mean yes. */
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

function mergedProxy(entry: ConfigEntry | undefined, own: ConfigEntry | null, unknown: boolean): Proxy {
  const rootProxy = entry?.value.kind === 'map' ? entry.value : null;
  const ownMap = own?.value.kind === 'map' ? own.value : null;
  const uncertain = unknown || (entry !== undefined && (entry.conditional || entry.value.conditional || entry.value.kind === 'unknown'));
  return proxyOf(rootProxy && ownMap ? deepMerge(rootProxy, ownMap) : (ownMap ?? rootProxy), uncertain);
}
