import { isCertain, valueAt } from '../../config/get.ts';
import type { ConfigEntry } from '../../config/value.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { isTouched, type Difference } from './places.ts';
import { code, list } from './words.ts';

/**
 * What the plan cannot look at, because only ERB tells it: servers, wherever anything changes, and settings that the change touches. What is
 * written the same in both versions counts as the same.
 * @returns parts of a sentence that begins with "only ERB tells"; none where the two versions are the same to the letter
 */
export function hiddenIn(difference: Difference): string[] {
  if ([...difference.hunks.values()].every((hunks) => hunks.length === 0)) return [];
  const [old, now] = [difference.before, difference.after].map(({ result }) => result.deployment) as [Deployment, Deployment];
  const unknown = hidesServers(now);
  const before = hidesServers(old).filter((name) => !unknown.includes(name) && isThere(now, name));
  return [
    ...(now.rolesIncomplete ? ['which roles there are'] : []),
    ...(valueAt(now.config.root, 'accessories')?.kind === 'unknown' ? ['which accessories there are'] : []),
    ...(unknown.length > 0 ? [`the servers of ${list(unknown.map(code))}`] : []),
    ...(before.length > 0 ? [`on which servers ${list(before.map(code))} ${before.length > 1 ? 'run' : 'runs'} so far`] : []),
    ...settings(difference, [old, now]),
  ];
}

/** Names of roles and accessories of which ERB decides on servers. */
function hidesServers({ roles, accessories }: Deployment): string[] {
  return [...roles, ...accessories].flatMap(({ name, hostsIncomplete, conditional }) => (hostsIncomplete || conditional ? [name] : []));
}

const isThere = ({ roles, accessories }: Deployment, name: string): boolean => [...roles, ...accessories].some((one) => one.name === name);

/** Sections that are told of by their servers, as far as those are what is hidden. */
const byServers = ['servers', 'accessories'];

/** Changed keys of which a part is known to ERB alone. */
function settings(difference: Difference, deployments: readonly Deployment[]): string[] {
  const roots = deployments.map(({ config }) => config.root.entries);
  const keys = [...new Set(roots.flatMap((entries) => [...entries.keys()]))].filter(
    (key) => !byServers.includes(key) && isTouched(difference, [key]) && roots.some((entries) => !isKnown(entries.get(key))),
  );
  return keys.length > 0 ? [`what ${list(keys.map(code))} ${keys.length > 1 ? 'come' : 'comes'} to`] : [];
}

const isKnown = (entry: ConfigEntry | undefined): boolean => !entry || (!entry.conditional && isCertain(entry.value));
