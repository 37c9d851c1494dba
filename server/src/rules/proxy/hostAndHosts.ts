import type { ConfigEntry, MapValue, Value } from '../../config/value.ts';
import { mapAt, valueAt } from '../../config/get.ts';
import type { Part, Role } from '../../deployment/deployment.ts';
import { fix, insertItem, mergeChanges, ownPlace, removeEntry, renameKey, replaceValue, scalarText } from '../../edit/index.ts';
import { ownerOf, ownHosts, writtenProxies } from '../../deployment/proxies.ts';
import type { WrittenProxy } from '../../deployment/proxies.ts';
import { report } from '../report.ts';
import { rule, type Finding, type RuleInfo } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

/** `host` and `hosts` in one proxy, written or merged from root and role; present is enough, empty ones count (`validator/proxy.rb`). */
export const hostAndHosts = rule({
  id: 'host-and-hosts',
  severity: 'error',
  kind: 'kamal',
  summary: 'A proxy has both `host` and `hosts`',
  reads: ['roles', 'accessories'],
  keys: ['proxy'],
  *check(deployment) {
    const both = writtenProxies(deployment).filter(({ map }) => map.entries.has('host') && map.entries.has('hosts'));
    for (const proxy of both) {
      const host = proxy.map.entries.get('host')!;
      const hosts = proxy.map.entries.get('hosts')!;
      yield report(
        this,
        host.key.at,
        `The proxy of ${ownerOf(proxy)} has both \`host\` and \`hosts\`: Kamal takes one of them and refuses to load the file. Put all names under \`hosts\`.`,
        {
          kamal: `${proxy.context}: Specify one of 'host' or 'hosts', not both`,
          refused: !host.conditional && !hosts.conditional && !proxy.entry.conditional,
          related: [{ at: hosts.key.at, message: '`hosts` stands here' }],
          fixes: oneList(proxy, host, hosts, deployment),
        },
      );
    }
    const { roles } = deployment;
    const rootProxy = mapAt(deployment.root, 'proxy');
    if (!rootProxy || both.some(({ entry }) => entry.value === rootProxy)) return;
    for (const role of roles) {
      const alone = both.some((proxy) => proxy.role === role);
      const finding = role.proxied && !alone ? merged(this, role, rootProxy, deployment) : undefined;
      if (finding) yield finding;
    }
  },
});

type App = Part<'roles' | 'accessories', 'proxy'>;

function oneList(proxy: WrittenProxy, host: ConfigEntry, hosts: ConfigEntry, deployment: App): Fix[] {
  const file = host.key.at.chunk.file;
  if (hosts.key.at.chunk.file !== file || host.value.kind !== 'scalar' || hosts.value.alias) return [];
  const have = new Set(
    hosts.value.kind === 'list' ? hosts.value.items.flatMap((item) => (item.kind === 'scalar' ? [item.string] : [])) : [],
  );
  const names = namesIn(host.value).filter((name) => !have.has(name));
  const clean = hosts.value.kind === 'list' && areFree(names, proxy, deployment);
  return [
    fix(
      'Put all names under `hosts`',
      file,
      (source) => {
        const list = ownPlace(source, hosts.key, ...proxy.path, 'hosts');
        const from = ownPlace(source, host.key, ...proxy.path, 'host');
        return mergeChanges(removeEntry(source, from), insertItem(source, list, ...names.map(scalarText)));
      },
      clean,
    ),
    fix('Remove `host`', file, (source) => removeEntry(source, ownPlace(source, host.key, ...proxy.path, 'host'))),
  ];
}

/** The names in a `host`, which Kamal splits at commas; without the blanks, which it keeps and nobody means. */
function namesIn(value: Value): string[] {
  if (value.kind !== 'scalar') return [];
  return value.string
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Would nobody else take these names once they count: no other service, and no second role that has the root's hosts? */
function areFree(
  names: readonly string[],
  { role, accessory }: Pick<WrittenProxy, 'role' | 'accessory'>,
  { root, roles, accessories }: App,
): boolean {
  const rootProxy = mapAt(root, 'proxy');
  const heirs = role || accessory ? [] : roles.filter((one) => one.proxied && !ownHosts(one));
  const others = [...roles.filter((one) => one !== role && !heirs.includes(one)), ...accessories.filter((one) => one !== accessory)];
  const taken = new Set(others.flatMap(({ proxy }) => proxy?.hosts.map(({ name }) => name) ?? []));
  // `hosts` here and `host` in the layer below or above would be the next finding.
  const across = role
    ? rootProxy?.entries.has('host')
    : !accessory && roles.some((one) => ownHosts(one) && (ownHosts(one)?.name === 'host' || !one.proxy?.hosts.length));
  return !across && heirs.length < 2 && !names.some((name) => taken.has(name));
}

function merged(rule: RuleInfo, role: Role, rootProxy: MapValue, deployment: App): Finding | undefined {
  const { roles } = deployment;
  const own = role.ownProxy?.value;
  if (own?.kind !== 'map') return undefined;
  const mine = own.entries.get('host') ?? own.entries.get('hosts');
  const theirs = mine && rootProxy.entries.get(mine.name === 'host' ? 'hosts' : 'host');
  if (!mine || !theirs) return undefined;
  // The one written `host` becomes a list: then the role's replaces the root's, as was meant.
  const [single, path] = mine.name === 'host' ? [mine, ['servers', role.name, 'proxy', 'host']] : [theirs, ['proxy', 'host']];
  const list = mine.value.kind === 'list' && mine.value.items.length > 0;
  const clean =
    single === mine
      ? areFree(namesIn(mine.value), { role, accessory: null }, deployment)
      : list && roles.every(({ ownProxy }) => valueAt(ownProxy?.value, 'host') === undefined);
  return report(
    rule,
    mine.key.at,
    `The role \`${role.name}\` says \`${mine.name}\` and the root's \`proxy\` says \`${theirs.name}\`: Kamal merges the two, finds both and refuses to load the file. Use \`hosts\` in both places; the role's then replace the root's.`,
    {
      kamal: `proxy: Specify one of 'host' or 'hosts', not both`,
      refused: !mine.conditional && !theirs.conditional,
      related: [{ at: theirs.key.at, message: `The root's \`${theirs.name}\` stands here` }],
      fixes: asList(single, path, clean),
    },
  );
}

function asList(single: ConfigEntry, path: readonly string[], clean: boolean): Fix[] {
  const { value } = single;
  if (value.kind !== 'scalar' || value.alias) return [];
  const names = namesIn(value).map(scalarText);
  return [
    fix(
      `Write ${path.length > 2 ? "the role's" : "the root's"} \`host\` as a list \`hosts\``,
      single.key.at.chunk.file,
      (source) => {
        const place = ownPlace(source, single.key, ...path);
        return mergeChanges(renameKey(source, place, 'hosts'), replaceValue(source, place, names));
      },
      clean,
    ),
  ];
}
