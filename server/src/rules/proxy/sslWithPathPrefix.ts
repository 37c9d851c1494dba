import type { ConfigEntry } from '../../config/value.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { normalPrefixes } from '../../deployment/proxy.ts';
import type { Node } from '../../source/node.ts';
import { fix, insertEntry, ownPlace, replaceValue } from '../../edit/index.ts';
import { behindTls } from '../fixes/behindTls.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { named, serversOf, servicesOf } from '../../deployment/services.ts';
import { placeOfSetting } from '../fixes/settingFixes.ts';
import { isWritten, certainEntry } from '../../config/certain.ts';
import type { ProxiedService } from '../../deployment/services.ts';

/** kamal-proxy 0.9.2 takes TLS settings only with the service at `/` (`internal/cmd/deploy.go:109`); those under a prefix follow it. */
export const sslWithPathPrefix = rule({
  id: 'ssl-with-path-prefix',
  severity: 'warning',
  kind: 'deployment',
  summary: '`ssl` on a role or accessory that serves only paths below a prefix',
  reads: ['roles', 'accessories'],
  *check(app) {
    for (const [entry, services] of bySetting(app)) {
      const prefixes = [...new Set(services.flatMap(({ proxy }) => proxy.pathPrefixes))].map((prefix) => `\`${prefix}\``).join(', ');
      const [service] = services;
      yield report(
        this,
        entry.value.kind === 'scalar' ? entry.value.at : entry.key.at,
        `\`ssl\` is on for ${named(services)}, which ${services.length > 1 ? 'serve' : 'serves'} only ${prefixes}: kamal-proxy takes TLS settings with the service at \`/\` and refuses this one with ` +
          '"TLS settings must be specified on the root path service", so the deployment fails. Write `ssl: false` here: paths follow the TLS of the service at `/` of the same host.',
        {
          related: related(service!, entry),
          fixes: turnOff(service!, services, app),
        },
      );
    }
  },
});

type App = Pick<Deployment, 'roles' | 'accessories'>;

/** The prefixes in question, each where a person would change it, with those that it hits. */
function bySetting(deployment: App): Map<ConfigEntry, ProxiedService[]> {
  const found = new Map<Node, { entry: ConfigEntry; services: ProxiedService[] }>();
  for (const service of servicesOf(deployment)) {
    const { map, proxy, own } = service;
    const entry = certainEntry(map, 'path_prefixes') ?? certainEntry(map, 'path_prefix');
    if (!map || map.incomplete || !entry || proxy.ssl !== true || !certainEntry(map, 'ssl')) continue;
    if (entry.value.kind === 'list' && (entry.value.incomplete || !entry.value.items.every(isWritten))) continue;
    if (proxy.pathPrefixes.length === 0 || normalPrefixes(proxy).includes('/')) continue;
    const mine = own?.value.kind === 'map' ? own.value.entries : undefined;
    const place = mine?.get(entry.name) ?? mine?.get('ssl') ?? entry;
    const there = found.get(place.key);
    if (there) there.services.push(service);
    else found.set(place.key, { entry: place, services: [service] });
  }
  return new Map([...found.values()].map(({ entry, services }) => [entry, services]));
}

function related({ map }: ProxiedService, entry: ConfigEntry) {
  const ssl = certainEntry(map, 'ssl');
  return ssl && ssl.key !== entry.key ? [{ at: ssl.key.at, message: '`ssl` is turned on here' }] : [];
}

/** Preferred where this deployment has the service at `/` that brings TLS; elsewhere nobody here knows whether another application does. */
function turnOff(service: ProxiedService, hit: readonly ProxiedService[], deployment: App): Fix[] {
  const { map, own, path, name } = service;
  const ssl = certainEntry(map, 'ssl');
  if (!ssl || hit.length > 1) return [];
  const brings = servicesOf(deployment).find((other) => other !== service && bringsTls(other, service));
  const preferred = brings !== undefined && ssl.value.kind === 'scalar';
  const title = brings
    ? `Turn \`ssl\` off for \`${name}\`: TLS comes from \`${brings.name}\` at \`/\``
    : `Turn \`ssl\` off for \`${name}\``;
  const mine = own?.value.kind === 'map' ? own.value.entries.get('ssl') : undefined;
  if (mine || !own) {
    // Without a `proxy` of its own it shares the root's with every other role that has none.
    if (!mine && servicesOf(deployment).some((other) => other !== service && certainEntry(other.map, 'ssl')?.key === ssl.key)) return [];
    return [
      fix(
        title,
        ssl.key.at.chunk.file,
        (source) =>
          behindTls(source, mine ? path : ['proxy'], (now) => replaceValue(now, placeOfSetting(now, service, ssl.key, 'ssl'), 'false')),
        preferred,
        'unsafe',
      ),
    ];
  }
  return [
    fix(
      title,
      own.key.at.chunk.file,
      (source) =>
        behindTls(source, path, (now) => {
          const place = ownPlace(now, own.key, ...path);
          return own.value.kind === 'map' ? insertEntry(now, place, 'ssl', 'false') : replaceValue(now, place, { ssl: 'false' });
        }),
      preferred,
      'unsafe',
    ),
  ];
}

function bringsTls(other: ProxiedService, service: ProxiedService): boolean {
  const servers = serversOf(service);
  const hosts = service.proxy.hosts.map(({ name }) => name);
  return (
    other.proxy.ssl === true &&
    normalPrefixes(other.proxy).includes('/') &&
    other.proxy.hosts.some(({ name }) => hosts.includes(name)) &&
    serversOf(other).some((server) => servers.includes(server))
  );
}
