import { mapAt } from '../config/get.ts';
import type { MapValue, Value } from '../config/value.ts';
import { report } from './report.ts';
import type { Rule } from './rule.ts';

/**
 * There is one kamal-proxy per server, so all that run behind it must start it alike (`ensure_no_conflicting_proxy_runs`): Kamal
 * compares the `run` maps of roles and accessories that share a host by value (2.12).
 */
export const proxyRunConflict: Rule = {
  id: 'proxy-run-conflict',
  severity: 'error',
  kind: 'kamal',
  summary: 'Roles or accessories on one server start kamal-proxy in different ways',
  *check({ deployment }) {
    const owners = [
      ...deployment.roles
        .filter(({ proxied }) => proxied)
        .map(({ name, hosts, proxy }) => ({ name, hosts: hosts.map((host) => host.name), run: mapAt(proxy?.map, 'run') })),
      ...deployment.accessories
        .filter(({ proxy }) => proxy)
        .map(({ name, hosts, proxy }) => ({ name, hosts: [...hosts], run: mapAt(proxy?.map, 'run') })),
    ];
    const seen = new Map<string, { name: string; run: MapValue }>();
    const told = new Set<MapValue>();
    for (const { name, hosts, run } of owners) {
      if (!run || run.entries.size === 0 || run.maybe) continue;
      for (const host of hosts) {
        const first = seen.get(host);
        if (!first) seen.set(host, { name, run });
        else if (fingerprint(first.run) !== fingerprint(run) && !told.has(run)) {
          told.add(run);
          yield report(
            this,
            run.at,
            `\`${name}\` and \`${first.name}\` share the server ${host}, which has one kamal-proxy, but start it with different \`proxy.run\` settings. Kamal refuses to load the file. Make the two alike, or move one to another server.`,
            {
              kamal: `Conflicting proxy run configurations for host ${host}`,
              related: [{ at: first.run.at, message: `\`proxy.run\` of \`${first.name}\`` }],
            },
          );
        }
      }
    }
  },
};

/** Equal exactly for Ruby hashes that are `==`: the order of keys does not count. */
function fingerprint(value: Value): string {
  if (value.kind === 'map')
    return `{${[...value.entries]
      .map(([id, entry]) => `${JSON.stringify(id)}:${fingerprint(entry.value)}`)
      .sort()
      .join()}}`;
  if (value.kind === 'list') return `[${value.items.map(fingerprint).join()}]`;
  return value.kind === 'scalar' ? `${value.type}:${JSON.stringify(value.string)}` : '?';
}
