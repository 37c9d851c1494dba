import type { Config } from '../config/config.ts';
import { isBlank, valueAt } from '../config/get.ts';
import type { MapValue, Value } from '../config/value.ts';
import { accessoriesOf } from './accessories.ts';
import { bootOf } from './boot.ts';
import type { Boot, Deployment, PrimaryRole, Role } from './deployment.ts';
import { memoize } from '../memoize.ts';
import { isLocalRegistry } from './registry.ts';
import { defaultRole, rolesOf } from './roles.ts';
import type { Source } from '../source/source.ts';

/** What hangs on these keys alone is the same where they are. */
type Parts = Omit<Deployment, 'config' | 'root' | 'destination' | 'aliases'>;
const hangsOn = ['servers', 'proxy', 'primary_role', 'accessories', 'service', 'image', 'registry', 'boot'] as const;

/**
 * What Kamal makes of a configuration. Total: whatever the configuration holds, there is a deployment to draw. Its parts are the very
 * objects of another one, where all that they hang on is the same.
 */
export const deploymentOf = memoize((config: Config): Deployment => {
  const { root } = config;
  const parts = config.destination ? partsOfDestination(config.destination.source, root) : partsOf(root);
  const { service, image, repository, roles, rolesIncomplete, primaryRole, primaryHost, accessories, rootProxy } = parts;
  return {
    config,
    root,
    destination: config.destination?.name ?? null,
    service,
    image,
    repository,
    roles,
    rolesIncomplete,
    primaryRole,
    primaryHost,
    accessories,
    // Not every version is asked for it.
    get boot() {
      return parts.boot;
    },
    get aliases() {
      return aliasesOf(root);
    },
    rootProxy,
  };
});

/** While somebody types in the base, most of what is laid over it makes the same deployment of each destination as before. */
function partsOfDestination(over: Source, root: MapValue): Parts {
  const slot = slotOf(over);
  const { last } = slot;
  if (last && last.root.incomplete === root.incomplete && hangsOn.every((key) => last.root.entries.get(key) === root.entries.get(key)))
    return last.parts;
  const parts = partsOf(root);
  slot.last = { root, parts };
  return parts;
}

const slotOf = memoize((_: Source): { last?: { readonly root: MapValue; readonly parts: Parts } } => ({}));

function partsOf(root: MapValue): Parts {
  const valueOf = (key: (typeof hangsOn)[number]): Value | undefined => root.entries.get(key)?.value;
  const entry = root.entries.get('primary_role');
  const named = entry?.value.kind === 'scalar' ? entry.value : undefined;
  // `primary_role || "web"`: false and nil fall back.
  const primary = named && named.value !== null && named.value !== false ? named : null;
  const primaryUncertain = entry !== undefined && (entry.conditional || entry.value.conditional || entry.value.kind === 'unknown');
  const { roles, incomplete } = rolesOf({ primary, primaryUncertain }, root);
  const primaryRole = primaryRoleOf(roles, entry?.value ?? null, primary?.string ?? defaultRole, primaryUncertain);
  const service = textOf(valueOf('service'));
  const server = textOf(valueAt(valueOf('registry'), 'server'));
  const written = valueOf('image');
  // `presence`: a blank one counts as none (`configuration.rb`).
  const image = (isBlank(written) ? null : textOf(written)) ?? (isLocalRegistry(server) ? service : null);
  const accessories = accessoriesOf(root, roles, service);
  const rootProxy = valueOf('proxy');
  const bootEntry = root.entries.get('boot');
  let boot: Boot | undefined;
  return {
    service,
    image,
    repository: image === null ? null : [server, image].filter((part) => part !== null).join('/'),
    roles,
    rolesIncomplete: incomplete,
    primaryRole,
    primaryHost: primaryHostOf(primaryRole),
    accessories,
    get boot() {
      return (boot ??= bootOf(roles, accessories, bootEntry, root.incomplete));
    },
    rootProxy: rootProxy?.kind === 'map' ? rootProxy : null,
  };
}

const primaryRoleOf = memoize((roles: readonly Role[], value: Value | null, name: string, uncertain: boolean): PrimaryRole => ({
  name,
  value,
  role: roles.find((role) => role.name === name) ?? null,
  uncertain,
}));

/** Null where ERB decides on the role, or on who comes first in it. */
function primaryHostOf({ role, uncertain }: PrimaryRole): string | null {
  const [first] = role?.hosts ?? [];
  if (!role || !first || uncertain) return null;
  const list = role.map ? valueAt(role.map, 'hosts') : role.value;
  const isFirst =
    list?.kind === 'list' && !list.incomplete && !list.conditional && list.items[0] === first.value && !first.value.conditional;
  return !role.hostsIncomplete || isFirst ? first.name : null;
}

function textOf(value: Value | undefined): string | null {
  return value?.kind === 'scalar' && value.value !== null ? value.string : null;
}

function aliasesOf(root: MapValue): Map<string, string> {
  const map = valueAt(root, 'aliases');
  if (map?.kind !== 'map') return new Map();
  return new Map([...map.entries.values()].flatMap(({ name, value }) => (value.kind === 'scalar' ? [[name, value.string] as const] : [])));
}
