import type { Value } from '../config/value.ts';
import type { Host } from './deployment.ts';

/**
 * The servers of one list of host items, as `Role#tagged_hosts` extracts them: only real strings and maps become hosts; a number, a
 * symbol such as `::1` or a boolean passes validation and vanishes. A host named twice keeps its first place and takes its last tags.
 * @param list what stands under a role, `hosts` or `servers`; anything but a list yields nothing
 */
export function hostsOf(list: Value | undefined): { hosts: Host[]; incomplete: boolean } {
  if (!list) return { hosts: [], incomplete: false };
  if (list.kind !== 'list') return { hosts: [], incomplete: list.kind === 'unknown' };
  const hosts = new Map<string, Host>();
  let incomplete = list.incomplete || list.conditional;
  for (const item of list.items) {
    if (item.conditional) incomplete = true;
    if (item.kind === 'unknown' || isNamedByErb(item)) incomplete = true;
    const host = hostOf(item);
    if (host) hosts.set(host.name, host);
  }
  return { hosts: [...hosts.values()], incomplete };
}

/** `<%= host %>: tag`, or a map that ERB prints. */
function isNamedByErb(item: Value): boolean {
  return item.kind === 'map' && (item.incomplete || [...item.entries.values()][0]?.keyType === 'unknown');
}

function hostOf(item: Value): Host | undefined {
  if (item.kind === 'scalar') return item.type === 'string' ? { name: item.string, value: item, at: item.at, tags: [] } : undefined;
  if (item.kind !== 'map') return undefined;
  const [entry] = item.entries.values();
  if (!entry || entry.keyType !== 'string') return undefined;
  return { name: entry.name, value: item, at: entry.key.at, tags: tagsOf(entry.value) };
}

function tagsOf(value: Value): string[] {
  if (value.kind === 'scalar') return value.type === 'null' ? [] : [value.string];
  if (value.kind === 'list') return value.items.flatMap((tag) => (tag.kind === 'scalar' ? [tag.string] : []));
  return [];
}
