import { addTo } from '../addTo.ts';
import { find } from '../config/find.ts';
import { scalarAt } from '../config/get.ts';
import type { ConfigEntry, ScalarValue } from '../config/value.ts';
import { memoize } from '../memoize.ts';
import type { Accessory, Boot, Role } from './deployment.ts';

/**
 * In which order containers start (`cli/app.rb`, `configuration/boot.rb`): hosts in groups of `boot.limit`, and on each host the primary
 * role first, then the others by name.
 * @param rootIncomplete ERB or broken text may add a `boot` where there is none
 */
export const bootOf = memoize(makeBoot);

function makeBoot(roles: readonly Role[], accessories: readonly Accessory[], boot: ConfigEntry | undefined, rootIncomplete: boolean): Boot {
  const limit = scalarAt(boot?.value, 'limit') ?? null;
  const wait = scalarAt(boot?.value, 'wait');
  // A role without hosts boots nowhere and is left out (`commander/specifics.rb`).
  const working = roles.filter((role) => role.hosts.length > 0).sort((a, b) => Number(b.primary) - Number(a.primary));
  const hosts = hostsInOrder(roles);
  const size = groupSize(limit, new Set([...hosts, ...accessories.flatMap((accessory) => accessory.hosts)]).size);
  const rolesOf = rolesByHost(working);
  const mayNotHold = boot ? boot.conditional || boot.value.conditional : rootIncomplete;
  const isKnown = (key: string): boolean => !mayNotHold && find(boot?.value, key).kind !== 'unknown';
  const group = (members: readonly string[]) => ({
    hosts: members,
    rolesOnHost: new Map(members.map((host) => [host, rolesOf.get(host) ?? []])),
  });
  return {
    limit,
    wait: typeof wait?.value === 'number' ? wait.value : null,
    parallelRoles: scalarAt(boot?.value, 'parallel_roles')?.value === true,
    roles: working.map(({ name }) => name),
    groups: (size === 'crash' || size === null ? [hosts] : slice(hosts, size)).map(group),
    crashes: size === 'crash' && isKnown('limit'),
    certain: !roles.some((role) => role.hostsIncomplete || role.conditional) && isKnown('limit'),
    paceCertain: isKnown('wait') && isKnown('parallel_roles'),
  };
}

/** Names of the roles on each host, in the order of `roles`. */
export function rolesByHost(roles: readonly Role[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { name, hosts } of roles) {
    for (const host of new Set(hosts.map((one) => one.name))) {
      addTo(found, host, name);
    }
  }
  return found;
}

/** All app hosts: roles by name, each host once, those of the primary role moved to the front (`sshkit_with_ext.rb`). */
export function hostsInOrder(roles: readonly Role[]): string[] {
  const hosts = [...new Set(roles.flatMap((role) => role.hosts.map(({ name }) => name)))];
  const first = new Set(roles.filter(({ primary }) => primary).flatMap((role) => role.hosts.map(({ name }) => name)));
  return [...hosts.filter((host) => first.has(host)), ...hosts.filter((host) => !first.has(host))];
}

/**
 * How many hosts boot at once.
 * @param count all hosts of the deployment: those that only accessories use count for a percentage too (`configuration/boot.rb`)
 * @returns null: all at once; `crash`: Kamal loads it and fails while deploying (`each_slice` of 0, of text or of a boolean)
 */
export function groupSize(limit: ScalarValue | null, count: number): number | null | 'crash' {
  if (!limit || limit.type === 'null' || limit.value === false) return null;
  if (limit.string.endsWith('%')) return Math.max(Math.floor((count * toI(limit.string)) / 100), 1);
  if (limit.type !== 'integer' && limit.type !== 'float') return 'crash';
  const size = Math.trunc(Number(limit.value));
  return size >= 1 && Number.isFinite(size) ? size : 'crash';
}

/** Ruby's `String#to_i`: the number that a text begins with, `_` between its digits. */
function toI(text: string): number {
  return Number(/^\s*([-+]?\d+(?:_\d+)*)/.exec(text)?.[1]?.replaceAll('_', '') ?? 0);
}

function slice<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let from = 0; from < items.length; from += size) groups.push(items.slice(from, from + size));
  return groups;
}
