import type { ConfigEntry, Value } from '../../config/value.ts';
import type { Accessory, Deployment, Part, Role } from '../../deployment/deployment.ts';
import { tagEntry } from './accessoryTarget.ts';
import { fix, mergeChanges, ownPlace, renameKey, replaceValue, scalarText } from '../../edit/index.ts';
import { describedTags } from '../../deployment/hostTags.ts';
import { list } from '../../deployment/proxies.ts';
import { memoize } from '../../memoize.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { isWritten, certainEntry, isCertainEntry } from '../../config/certain.ts';

/** Hosts are looked for in roles written as a plain list only (`Accessory#extract_hosts_from_config_with_tag`); without one nothing is booted and nothing said. */
export const roleNothingRuns = rule({
  id: 'role-nothing-runs',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An accessory whose role or tag selects no server',
  reads: ['roles', 'rolesIncomplete', 'accessories', 'family'],
  keys: ['servers', 'env.secret', 'env.tags'],
  *check(app) {
    for (const [accessory, entry] of nowhere(app)) {
      const elsewhere = app.family.flatMap((one) => {
        const there = one.accessories.find(({ name }) => name === accessory.name);
        return there ? [nowhere(one).has(there)] : [];
      });
      if (elsewhere.includes(false)) continue;
      const names = namesOf(entry);
      const byTag = entry.name.startsWith('tag');
      const hidden = byTag ? hiddenHosts(app, names) : [];
      const why = !byTag
        ? `${list(names)} ${names.length > 1 ? 'have' : 'has'} no server`
        : hidden.length
          ? `${list(hidden)} ${hidden.length > 1 ? 'have' : 'has'} the tag, but in a role written as a map with \`hosts\`, and Kamal looks for tags only in roles written as a plain list`
          : `no server of a role written as a plain list has the tag ${list(names)}`;
      yield report(
        this,
        entry.value.at,
        `The accessory \`${accessory.name}\` runs nowhere: ${why}. Kamal says nothing and boots nothing. Name the server with \`host\`, or a role that has one.`,
        {
          fixes: hidden.length
            ? nameThem(
                accessory,
                entry,
                hidden,
                names.every((tag) => isDescribed(tag, app)),
              )
            : [],
        },
      );
    }
  },
});

type App = Part<'roles' | 'rolesIncomplete' | 'accessories', 'servers'>;

/** The accessories that find no server for certain, with the key by which they look for one. */
function nowhere({ accessories, roles, rolesIncomplete, root }: App): ReadonlyMap<Accessory, ConfigEntry> {
  return nowhereAmong(roles, accessories, rolesIncomplete || root.incomplete, root.entries.get('servers'));
}

const nowhereAmong = memoize(
  (
    roles: readonly Role[],
    accessories: readonly Accessory[],
    incomplete: boolean,
    servers: ConfigEntry | undefined,
  ): ReadonlyMap<Accessory, ConfigEntry> =>
    new Map(
      incomplete || !servers || !isCertainEntry(servers)
        ? []
        : accessories.flatMap((accessory) => {
            const entry = selector(accessory, roles, servers.value);
            return entry ? [[accessory, entry] as const] : [];
          }),
    ),
);

function selector(accessory: Accessory, roles: readonly Role[], servers: Value): ConfigEntry | undefined {
  const { map, hosts, hostsIncomplete, conditional } = accessory;
  if (conditional || hostsIncomplete || hosts.length) return undefined;
  const key = ['role', 'roles', 'tag', 'tags'].find((key) => map?.entries.has(key));
  if (key === undefined || !map || ['host', 'hosts'].some((other) => map.entries.has(other))) return undefined;
  const entry = certainEntry(map, key);
  const names = entry ? namesOf(entry) : [];
  if (!entry || names.length === 0) return undefined;
  // A list of servers makes Kamal crash, and a role that is not there is refused: other rules say so.
  if (tagEntry(accessory))
    return servers.kind === 'map' && roles.every((role) => !role.hostsIncomplete && !role.conditional) ? entry : undefined;
  return names.every((name) => roles.some((role) => role.name === name && !role.hostsIncomplete && !role.conditional)) ? entry : undefined;
}

function namesOf({ value }: ConfigEntry): string[] {
  const items = value.kind === 'list' ? value.items : [value];
  if (!items.every(isWritten)) return [];
  return [...new Set(items.flatMap((item) => (item.kind === 'scalar' && item.value !== null ? [item.string] : [])))];
}

function hiddenHosts({ roles }: Pick<Deployment, 'roles'>, tags: readonly string[]): string[] {
  const hosts = roles.flatMap((role) => role.hosts.filter((host) => host.tags.some((tag) => tags.includes(tag))));
  return [...new Set(hosts.map((host) => host.name))];
}

/** Without the accessory nothing else may use the tag: then it is a finding of its own. */
function isDescribed(tag: string, app: Part<never, 'env'>): boolean {
  return !app.root.entries.has('env') || describedTags(app)?.entries.has(tag) === true;
}

function nameThem({ name, map }: Accessory, { key, name: word }: ConfigEntry, hosts: readonly string[], preferred: boolean): Fix[] {
  if (map?.alias) return [];
  const one = hosts.length === 1;
  const title = `Name ${list(hosts)} in \`${one ? 'host' : 'hosts'}\``;
  return [
    fix(
      title,
      key.at.chunk.file,
      (source) => {
        const place = ownPlace(source, key, 'accessories', name, word);
        return mergeChanges(
          renameKey(source, place, one ? 'host' : 'hosts'),
          replaceValue(source, place, one ? scalarText(hosts[0]!) : hosts.map(scalarText)),
        );
      },
      preferred,
    ),
  ];
}
