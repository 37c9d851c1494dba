import { memoize } from '../memoize.ts';
import { valueAt } from '../config/get.ts';
import type { Deployment, ProxyHost } from './deployment.ts';
import type { Chunk } from '../source/node.ts';
import { servicesOf } from './services.ts';
import { isWritten } from '../config/certain.ts';
import type { ProxiedService } from './services.ts';

/** A host that kamal-proxy would order a certificate for, where it is written, and the services that it is written for. */
export interface CertifiedHost {
  readonly host: ProxyHost;
  readonly services: readonly ProxiedService[];
}

/** Every host under automatic TLS, each place once. Hosts that hang on ERB, and services whose certificate may, are left out. */
export function certifiedHosts(deployment: Pick<Deployment, 'roles' | 'accessories'>): readonly CertifiedHost[] {
  return certifiedAmong(servicesOf(deployment));
}

const certifiedAmong = memoize((services: readonly ProxiedService[]): readonly CertifiedHost[] => {
  const found = new Map<Chunk, Map<number, { host: ProxyHost; services: ProxiedService[] }>>();
  for (const service of services) {
    const { proxy, map } = service;
    const ssl = valueAt(map, 'ssl');
    if (proxy.ssl !== true || proxy.customCertificate || !ssl || !isWritten(ssl) || (ssl.kind === 'map' && ssl.incomplete)) continue;
    for (const host of writtenHosts(service)) {
      const { chunk, from } = host.at;
      const places = found.get(chunk) ?? new Map<number, { host: ProxyHost; services: ProxiedService[] }>();
      found.set(chunk, places);
      const there = places.get(from);
      if (there) there.services.push(service);
      else places.set(from, { host, services: [service] });
    }
  }
  return [...found.values()].flatMap((places) => [...places.values()]);
});

/** The proxy's hosts without those that only ERB or the environment tells. */
function writtenHosts({ proxy, map }: ProxiedService): readonly ProxyHost[] {
  const value = valueAt(map, 'hosts') ?? valueAt(map, 'host');
  if (value?.kind !== 'list') return value && isWritten(value) ? proxy.hosts : [];
  const written = new Set(value.items.filter(isWritten).map(({ at }) => at));
  return proxy.hosts.filter(({ at }) => written.has(at));
}
