import type { Deployment, Proxy, Role } from '../../deployment/deployment.ts';
import { normalPrefixes } from '../../deployment/proxy.ts';
import type { At } from '../../source/node.ts';
import type { Source } from '../../source/source.ts';
import { fix, insertEntry, ownPlace, placeAt, removeItem, replaceValue, scalarText, withPlaceholder } from '../../edit/index.ts';
import { ownHosts } from '../../deployment/proxies.ts';
import { behindTls } from '../fixes/behindTls.ts';
import { report } from '../report.ts';
import { rule, type Finding } from '../rule.ts';
import type { Fix, TextChange } from '../../edit/change.ts';

/**
 * Two services under one host. Kamal refuses it among roles with TLS, whatever their servers and prefixes (`ensure_unique_hosts_for_ssl_roles`
 * in `configuration.rb`); without TLS kamal-proxy 0.9.2 refuses the second on the same server with the same prefix (`CheckAvailability`
 * in `internal/server/service_map.go`), in the middle of the deployment.
 */
export const duplicateProxyHost = rule({
  id: 'duplicate-proxy-host',
  severity: 'error',
  kind: 'kamal',
  summary: 'Two roles or accessories take traffic for the same host',
  reads: ['roles', 'accessories', 'service'],
  *check({ service, ...app }) {
    const services = servicesOf(app);
    const refused = refusedBy(services);
    yield* refused.findings(service);
    yield* conflicts(services, refused.hosts);
  },
});

/** Something that kamal-proxy gets a service for. */
interface Service {
  readonly name: string;
  readonly label: string;
  readonly role: Role | null;
  readonly proxy: Proxy;
  readonly servers: readonly string[];
  readonly uses: readonly Use[];
}

interface Use {
  /** Empty: any host. */
  readonly host: string;
  readonly at: At;
}

/** Roles with the primary first, as Kamal boots them, and then accessories. */
function servicesOf({ roles, accessories }: Pick<Deployment, 'roles' | 'accessories'>): Service[] {
  const inOrder = [...roles].sort((a, b) => Number(b.primary) - Number(a.primary));
  return [
    ...inOrder.flatMap((role) =>
      role.proxied && role.proxy && !role.conditional
        ? [service(role.name, `The role \`${role.name}\``, role, role.proxy, role.hosts.filter(({ value }) => !value.conditional).map(({ name }) => name), role.at)] // prettier-ignore
        : [],
    ),
    ...accessories.flatMap(({ name, proxy, hosts, at, conditional }) =>
      proxy && !conditional ? [service(name, `The accessory \`${name}\``, null, proxy, hosts, at)] : [],
    ),
  ];
}

function service(name: string, label: string, role: Role | null, proxy: Proxy, servers: readonly string[], at: At): Service {
  // A host that a role takes over from the root is the role's business: its own `proxy` is what a person changes.
  const inherited = role && !ownHosts(role) ? (role.ownProxy?.key.at ?? role.at) : null;
  const uses = proxy.hosts.map(({ name, at }) => ({ host: name, at: inherited ?? at }));
  const catchAll = proxy.hostsIncomplete ? [] : [{ host: '', at: role?.ownProxy?.key.at ?? at }];
  return { name, label, role, proxy, servers, uses: uses.length ? uses : catchAll };
}

/** What Kamal itself refuses: a host that comes twice among all roles with TLS. */
function refusedBy(services: readonly Service[]): { hosts: ReadonlySet<string>; findings(app: string | null): Iterable<Finding> } {
  const secured = services.filter(({ role, proxy }) => role && proxy.ssl === true);
  const seen = new Map<string, { service: Service; use: Use }>();
  const twice: { first: { service: Service; use: Use }; service: Service; use: Use }[] = [];
  for (const service of secured) {
    for (const use of service.uses) {
      if (use.host === '') continue;
      const first = seen.get(use.host);
      if (first) twice.push({ first, service, use });
      else seen.set(use.host, { service, use });
    }
  }
  const hosts = new Set(twice.map(({ use }) => use.host));
  const open = services.some(({ role, proxy }) => role && (proxy.ssl === null || (proxy.ssl && proxy.hostsIncomplete)));
  const kamal = open ? {} : { kamal: `Different roles can't share the same host for SSL: ${inKamalsOrder(secured, hosts).join(', ')}` };
  return {
    hosts,
    *findings(app) {
      for (const { first, service, use } of twice) {
        const again = first.service === service;
        const message = again
          ? `${service.label} names \`${use.host}\` twice: with \`ssl\` on, Kamal takes that for two roles under one host and refuses to load the file. Remove one of them.`
          : `${service.label} asks for TLS under \`${use.host}\`, as the role \`${first.service.name}\` does: there can be one certificate for a host, and Kamal refuses to load the file, whatever their servers and path prefixes. ` +
            `Give \`${service.name}\` a host of its own.`;
        yield report(duplicateProxyHost, use.at, message, {
          ...kamal,
          related: [{ at: first.use.at, message: again ? 'The first time' : `\`${first.service.name}\` takes \`${use.host}\`` }],
          fixes: again
            ? removeSecond(
                service,
                use,
                services.every((other) => other === service || !other.uses.some(({ host }) => host === use.host)),
              )
            : [...withoutTls(first.service, service), ...apart(service, use, app)],
        });
      }
    },
  };
}

/** Roles by name, hosts as they come: the order of Kamal's own line. */
function inKamalsOrder(secured: readonly Service[], hosts: ReadonlySet<string>): string[] {
  const byName = [...secured].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...new Set(byName.flatMap(({ uses }) => uses.map(({ host }) => host)))].filter((host) => hosts.has(host));
}

/** What only kamal-proxy refuses: same server, host and prefix. */
function* conflicts(services: readonly Service[], refused: ReadonlySet<string>): Iterable<Finding> {
  const taken = new Map<string, { service: Service; use: Use }>();
  for (const service of services) {
    for (const use of service.uses.flatMap(takenApart)) {
      const routes = routesOf(service, use);
      const clash = routes.find(({ key }) => (taken.get(key)?.service ?? service) !== service);
      const toldAlready = service.role && service.proxy.ssl === true && refused.has(use.host);
      if (clash && !toldAlready) yield conflict(service, use, clash, taken.get(clash.key)!);
      for (const { key } of routes) if (!taken.has(key)) taken.set(key, { service, use });
    }
  }
}

/** kamal-proxy splits at commas what Kamal takes for one name. */
function takenApart({ host, at }: Use): Use[] {
  const names = host.split(',').filter((name) => name !== '');
  return (names.length > 0 ? names : ['']).map((name) => ({ host: name, at }));
}

interface Route {
  readonly key: string;
  readonly server: string;
  readonly prefix: string;
}

function routesOf({ proxy, servers }: Service, { host }: Use): Route[] {
  const prefixes = normalPrefixes(proxy);
  return servers.flatMap((server) => prefixes.map((prefix) => ({ key: `${server}\n${host}\n${prefix}`, server, prefix })));
}

function conflict(service: Service, use: Use, { server, prefix }: Route, rival: { service: Service; use: Use }): Finding {
  const route = `${use.host === '' ? 'any host' : `\`${use.host}\``}${prefix === '/' ? '' : ` under \`${prefix}\``}`;
  const message =
    `${service.label} takes traffic for ${route} on the server \`${server}\`, and so does \`${rival.service.name}\`: Kamal loads the file, but kamal-proxy refuses the second of them ("host settings conflict with another service") and the deployment fails. ` +
    `Give \`${service.name}\` a host of its own.`;
  return report(duplicateProxyHost, use.at, message, {
    severity: 'warning',
    refused: false,
    related: [{ at: rival.use.at, message: `\`${rival.service.name}\` takes it` }],
    fixes: apart(service, use, null),
  });
}

/** Takes the second of two equal items out of a role's `hosts`. */
/** @param sure no other role takes the host, with which there would still be a conflict */
function removeSecond({ role }: Service, { at, host }: Use, sure: boolean): Fix[] {
  const hosts = role && ownHosts(role);
  if (!hosts || hosts.value.kind !== 'list' || hosts.value.alias) return [];
  const item = hosts.value.items.find((value) => value.at === at);
  const remove = (source: Source): TextChange[] | undefined => {
    const { value } = ownPlace(source, hosts.key, 'servers', role.name, 'proxy', 'hosts').entry;
    return item && value.kind === 'list' ? removeItem(source, value, item.node) : undefined;
  };
  return [fix(`Remove the second \`${host}\``, at.chunk.file, remove, sure)];
}

/** Where only one of two roles has the root path: no TLS on the other one, because kamal-proxy takes it from the root path's service (`service_map.go:165`). */
function withoutTls(first: Service, second: Service): Fix[] {
  const atRoot = (service: Service) => normalPrefixes(service.proxy).includes('/');
  if (atRoot(first) === atRoot(second) || first.proxy.prefixesIncomplete || second.proxy.prefixesIncomplete) return [];
  const { role } = atRoot(first) ? second : first;
  if (!role?.ownProxy || role.ownProxy.value.alias) return [];
  const file = role.ownProxy.key.at.chunk.file;
  return [
    fix(
      `Say \`ssl: false\` on \`${role.name}\`: TLS comes from the role at the root path`,
      file,
      (source) => behindTls(source, ['servers', role.name, 'proxy'], (now) => setOwn(now, role, 'ssl', 'false')),
      true,
      'unsafe',
    ),
  ];
}

/** Ways to keep two services apart, each of which is for a person to decide. */
function apart({ role }: Service, use: Use, app: string | null): Fix[] {
  if (!role?.ownProxy || role.ownProxy.value.alias) return [];
  const { key } = role.ownProxy;
  const file = key.at.chunk.file;
  const host = `${role.name}.${use.host === '' ? `${app ?? 'app'}.example.com` : use.host.replace(/^(www|\*)\./, '')}`;
  const own = fix(`Give \`${role.name}\` a host of its own: \`${host}\``, file, (source) => ownHost(source, role, host));
  const fixes = [withPlaceholder(own, host)];
  if (!role.primary) {
    const off = (source: Source) => replaceValue(source, ownPlace(source, key, 'servers', role.name, 'proxy'), 'false');
    fixes.push(fix(`Take \`${role.name}\` off the proxy: \`proxy: false\``, file, off));
  }
  return fixes;
}

function ownHost(source: Source, role: Role, host: string): TextChange[] {
  const hosts = ownHosts(role);
  if (hosts?.name === 'hosts')
    return replaceValue(source, ownPlace(source, hosts.key, 'servers', role.name, 'proxy', 'hosts'), [scalarText(host)]);
  return setOwn(source, role, 'host', scalarText(host));
}

/** Sets a key of a role's own proxy, which may be `true`. */
function setOwn(source: Source, role: Role, key: string, value: string): TextChange[] {
  const path = ['servers', role.name, 'proxy'];
  const place = ownPlace(source, role.ownProxy!.key, ...path);
  if (place.entry.value.kind !== 'map') return replaceValue(source, place, { [key]: value });
  const there = placeAt(source, ...path, key);
  return there ? replaceValue(source, there, value) : insertEntry(source, place, key, value);
}
