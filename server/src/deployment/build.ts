import type { Config } from '../config/config.ts';
import { isBlank, scalarAt, valueAt } from '../config/get.ts';
import type { MapValue, Value } from '../config/value.ts';
import { accessoriesOf } from './accessories.ts';
import { bootOf } from './boot.ts';
import type { Boot, Deployment } from './deployment.ts';
import { isLocalRegistry } from './registry.ts';
import { defaultRole, rolesOf } from './roles.ts';

/**
 * What Kamal makes of a configuration. Total: whatever the configuration holds, there is a deployment to draw.
 */
export function deploymentOf(config: Config): Deployment {
  const { root } = config;
  const named = scalarAt(root, 'primary_role');
  // `primary_role || "web"`: false and nil fall back.
  const primary = named && named.value !== null && named.value !== false ? named : null;
  const entry = root.entries.get('primary_role');
  const primaryUncertain = entry !== undefined && (entry.conditional || entry.value.conditional || entry.value.kind === 'unknown');
  const { roles, incomplete } = rolesOf({ primary, primaryUncertain, root });
  const primaryName = primary?.string ?? defaultRole;
  const primaryRole = roles.find(({ name }) => name === primaryName) ?? null;
  const service = textOf(valueAt(root, 'service'));
  const server = textOf(valueAt(root, 'registry', 'server'));
  const written = valueAt(root, 'image');
  // `presence`: a blank one counts as none (`configuration.rb`).
  const image = (isBlank(written) ? null : textOf(written)) ?? (isLocalRegistry(server) ? service : null);
  const accessories = accessoriesOf(root, roles, service);
  const rootProxy = valueAt(root, 'proxy');
  let boot: Boot | undefined;
  return {
    config,
    destination: config.destination?.name ?? null,
    service,
    image,
    repository: image === null ? null : [server, image].filter((part) => part !== null).join('/'),
    roles,
    rolesIncomplete: incomplete,
    primaryRole: { name: primaryName, value: valueAt(root, 'primary_role') ?? null, role: primaryRole },
    primaryHost: primaryRole?.hosts[0]?.name ?? null,
    accessories,
    // Not every version is asked for it.
    get boot() {
      return (boot ??= bootOf(root, roles, accessories));
    },
    aliases: aliasesOf(root),
    rootProxy: rootProxy?.kind === 'map' ? rootProxy : null,
  };
}

function textOf(value: Value | undefined): string | null {
  return value?.kind === 'scalar' && value.value !== null ? value.string : null;
}

function aliasesOf(root: MapValue): Map<string, string> {
  const map = valueAt(root, 'aliases');
  if (map?.kind !== 'map') return new Map();
  return new Map([...map.entries.values()].flatMap(({ name, value }) => (value.kind === 'scalar' ? [[name, value.string] as const] : [])));
}
