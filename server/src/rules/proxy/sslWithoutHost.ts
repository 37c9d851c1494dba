import { entryAt } from '../../config/get.ts';
import type { Part, Role } from '../../deployment/deployment.ts';
import {
  copyEntry,
  fix,
  insertEntry,
  mergeChanges,
  ownPlace,
  placeAt,
  removeEntry,
  replaceValue,
  withPlaceholder,
} from '../../edit/index.ts';
import { asksForTls, hasNoHost, list, ownHosts, ownerOf, writtenProxies } from '../../deployment/proxies.ts';
import type { WrittenProxy } from '../../deployment/proxies.ts';
import type { Source } from '../../source/source.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

/** TLS without a host to ask a certificate for (`validator/proxy.rb`): each proxy map is judged alone, before roles are merged with the root. */
export const sslWithoutHost = rule({
  id: 'ssl-without-host',
  severity: 'error',
  kind: 'kamal',
  summary: '`ssl` in a proxy that names no host',
  reads: ['roles', 'accessories', 'service'],
  keys: ['proxy'],
  *check(deployment) {
    const refusal = (context: string) => ({ kamal: `${context}: Must set a host to enable automatic SSL` });
    const alone = writtenProxies(deployment).filter(({ map }) => asksForTls(map) && hasNoHost(map));
    for (const proxy of alone) {
      const ssl = proxy.map.entries.get('ssl')!;
      yield report(this, ssl.key.at, message(proxy, deployment), {
        ...refusal(proxy.context),
        refused: !proxy.entry.conditional && !proxy.map.conditional,
        fixes: fixesFor(proxy, deployment),
      });
    }
    if (alone.some(({ path }) => path.length === 1)) return;
    // A role may empty the host that it would inherit: Kamal judges the merged map as well, and calls it `proxy`.
    for (const role of deployment.roles) {
      const map = role.proxied && role.ownProxy?.value.kind === 'map' ? role.proxy?.map : null;
      if (!map || alone.some((proxy) => proxy.role === role) || !asksForTls(map) || !hasNoHost(map)) continue;
      const at = ownHosts(role)?.key.at ?? role.ownProxy!.key.at;
      yield report(
        this,
        at,
        `The role \`${role.name}\` takes \`ssl\` from the root's \`proxy\`, but empties its host: Kamal refuses to load the file. Name a host here.`,
        refusal('proxy'),
      );
    }
  },
});

type App = Part<'roles' | 'accessories' | 'service', 'proxy'>;

function message(proxy: WrittenProxy, deployment: App): string {
  const owner = ownerOf(proxy);
  const start = `\`ssl\` needs a host in the same \`proxy\`, and that of ${owner} names none: Kamal refuses to load the file.`;
  const named = proxy.role || proxy.accessory ? [] : deployment.roles.filter((role) => ownHosts(role)).map(({ name }) => name);
  if (named.length) return `${start} The hosts of ${list(named)} do not count here; move \`ssl\` to where they stand.`;
  if (proxy.role && entryAt(deployment.root, 'proxy', 'host'))
    return `${start} The root's host does not count here; repeat it, or leave \`ssl\` to the root.`;
  return `${start} Add \`host:\` with the name that the certificate is for.`;
}

function fixesFor(proxy: WrittenProxy, deployment: App): Fix[] {
  const file = proxy.entry.key.at.chunk.file;
  const ssl = proxy.map.entries.get('ssl')!;
  if (ssl.key.at.chunk.file !== file) return [];
  const owner = (source: Source) => ownPlace(source, proxy.entry.key, ...proxy.path);
  const host = `${proxy.role ? `${proxy.role.name}.` : ''}${deployment.service ?? 'app'}.example.com`;
  const isOnly = proxy.map.entries.size === 1;
  const fixes = [
    withPlaceholder(
      fix(`Add \`host: ${host}\``, file, (source) => {
        // One that is there and says nothing gets the name.
        const blank = placeAt(source, ...proxy.path, 'host');
        return blank ? replaceValue(source, blank, host) : insertEntry(source, owner(source), 'host', host, { first: true });
      }),
      host,
    ),
    fix('Remove `ssl`: no TLS', file, (source) =>
      proxy.role && isOnly
        ? replaceValue(source, owner(source), 'true')
        : removeEntry(source, ownPlace(source, ssl.key, ...proxy.path, 'ssl'), { emptied: 'parent' }),
    ),
  ];
  const targets =
    proxy.role || proxy.accessory
      ? []
      : deployment.roles.filter((role) => role.proxied && ownHosts(role) && role.proxy?.hosts.length && !hasOwnSsl(role));
  if (!targets.length || targets.some(({ ownProxy }) => ownProxy!.key.at.chunk.file !== file || ownProxy!.value.alias)) return fixes;
  const move = fix(
    `Move \`ssl\` to ${list(targets.map(({ name }) => name))}`,
    file,
    (source) => {
      const from = ownPlace(source, ssl.key, 'proxy', 'ssl');
      const copies = targets.map((role) => {
        const to = ownPlace(source, role.ownProxy!.key, 'servers', role.name, 'proxy');
        const after = placeAt(source, 'servers', role.name, 'proxy', ownHosts(role)!.name);
        return copyEntry(source, from, to, 'ssl', after ? { after: after.entry } : {});
      });
      return mergeChanges(removeEntry(source, from, { emptied: 'parent' }), ...copies);
    },
    movesCleanly(targets, deployment),
  );
  return [move, ...fixes];
}

/** Does the role say something about TLS itself? */
function hasOwnSsl(role: Role): boolean {
  return role.ownProxy?.value.kind === 'map' && role.ownProxy.value.entries.has('ssl');
}

/** Would Kamal accept TLS on each of these roles: one server unless there is a certificate, and no host shared with another TLS role? */
function movesCleanly(targets: readonly Role[], { roles }: App): boolean {
  const secured = roles.filter((role) => targets.includes(role) || (role.proxy?.ssl === true && hasOwnSsl(role)));
  const hosts = secured.flatMap(({ proxy }) => proxy?.hosts.map(({ name }) => name) ?? []);
  return (
    new Set(hosts).size === hosts.length &&
    targets.every(({ proxy, hosts, hostsIncomplete }) => proxy?.customCertificate || (hosts.length <= 1 && !hostsIncomplete))
  );
}
