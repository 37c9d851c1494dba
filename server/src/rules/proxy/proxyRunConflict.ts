import { entryAt, mapAt } from '../../config/get.ts';
import type { ConfigEntry, MapValue, Value } from '../../config/value.ts';
import { fix, placeOf, replaceValue, scalarText, type Yaml } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

/**
 * There is one kamal-proxy per server, so all that run behind it must start it alike (`ensure_no_conflicting_proxy_runs`): Kamal
 * compares the `run` maps of roles and accessories that share a host by value (2.12).
 */
export const proxyRunConflict = rule({
  id: 'proxy-run-conflict',
  severity: 'error',
  kind: 'kamal',
  summary: 'Roles or accessories on one server start kamal-proxy in different ways',
  reads: ['roles', 'accessories'],
  *check({ roles, accessories }) {
    const owners = [
      ...roles
        .filter(({ proxied }) => proxied)
        .map(({ name, hosts, proxy, ownProxy }) => ({
          name,
          hosts: hosts.map((host) => host.name),
          run: mapAt(proxy?.map, 'run'),
          own: entryAt(ownProxy?.value, 'run'),
        })),
      ...accessories
        .filter(({ proxy }) => proxy)
        .map(({ name, hosts, proxy }) => ({ name, hosts: [...hosts], run: mapAt(proxy?.map, 'run'), own: entryAt(proxy?.map, 'run') })),
    ];
    const seen = new Map<string, { name: string; run: MapValue }>();
    const told = new Set<MapValue>();
    for (const { name, hosts, run, own } of owners) {
      if (!run || run.entries.size === 0 || run.conditional) continue;
      for (const host of hosts) {
        const first = seen.get(host);
        if (!first) seen.set(host, { name, run });
        else if (fingerprint(first.run) !== fingerprint(run) && !told.has(run)) {
          told.add(run);
          yield report(
            this,
            own?.key.at ?? run.at,
            `\`${name}\` and \`${first.name}\` share the server ${host}, which has one kamal-proxy, but start it with different \`proxy.run\` settings. Kamal refuses to load the file. Make the two alike, or move one to another server.`,
            {
              fixes: alike(own, first),
              kamal: `Conflicting proxy run configurations for host ${host}`,
              related: [{ at: first.run.at, message: `\`proxy.run\` of \`${first.name}\`` }],
            },
          );
        }
      }
    }
  },
});

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

/** Which of the two is right, nobody knows: an offer for the one that is pointed at, where it has settings of its own. */
function alike(own: ConfigEntry | undefined, { name, run }: { readonly name: string; readonly run: MapValue }): Fix[] {
  const yaml = toYaml(run);
  if (!own || own.value.alias || yaml === undefined) return [];
  const title = `Start it with the settings of \`${name}\``;
  return [
    fix(title, own.key.at.chunk.file, (source) => {
      const place = placeOf(source, own.key);
      return place && replaceValue(source, place, yaml);
    }),
  ];
}

/** The value as text to write; undefined where it hangs on ERB or has no such text. */
function toYaml(value: Value): Yaml | undefined {
  if (value.kind === 'unknown' || value.conditional) return undefined;
  if (value.kind === 'scalar') return value.type === 'string' ? scalarText(value.string) : value.string;
  const parts = value.kind === 'list' ? value.items.map(toYaml) : [...value.entries.values()].map((entry) => toYaml(entry.value));
  if (value.incomplete || parts.includes(undefined)) return undefined;
  return value.kind === 'list' ? (parts as Yaml[]) : Object.fromEntries([...value.entries.keys()].map((key, i) => [key, parts[i]!]));
}
