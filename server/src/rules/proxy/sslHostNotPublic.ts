import { fix, replaceValue } from '../../edit/index.ts';
import { certifiedHosts } from '../../deployment/proxyHosts.ts';
import { placeholder } from '../placeholder.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { named } from '../../deployment/services.ts';
import { placeOfSetting } from '../fixes/settingFixes.ts';
import { certainEntry } from '../../config/certain.ts';
import type { ProxiedService } from '../../deployment/services.ts';

/**
 * kamal-proxy 0.9.2 orders certificates from Let's Encrypt through autocert (`internal/server/service.go:396`): that wants a name with a
 * dot, a browser names no host when it asks for an address, and no authority vouches for names that exist in no public DNS.
 */
export const sslHostNotPublic = rule({
  id: 'ssl-host-not-public',
  severity: 'warning',
  kind: 'deployment',
  summary: 'Automatic TLS for a host that no certificate can be had for',
  reads: ['roles', 'accessories'],
  *check(app) {
    for (const { host, services } of certifiedHosts(app)) {
      const why = notPublic(host.name);
      if (!why) continue;
      yield report(
        this,
        host.at,
        `\`${host.name}\` ${why}, so kamal-proxy gets no certificate for it: HTTPS fails for ${named(services)}, and HTTP is redirected to HTTPS. ` +
          'Use a host name with a public DNS entry, give a certificate of your own, or write `ssl: false`.',
        { fixes: services.length === 1 ? turnOff(services[0]!) : [] },
      );
    }
  },
});

/** What keeps a host from a certificate; undefined for one that can have one. What is no host name at all is another rule's matter. */
function notPublic(host: string): string | undefined {
  if (placeholder.test(host)) return undefined;
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host) || /^\[?[0-9a-f]*:[0-9a-f.]*:[0-9a-f:.]*\]?$/i.test(host)) return 'is an IP address';
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/i.test(host)) return undefined;
  const labels = host.replace(/\.$/, '').toLowerCase().split('.');
  if (labels.length === 1) return 'has no dot';
  const last = labels.at(-1)!;
  return ['local', 'internal', 'test', 'localhost'].includes(last) ? `ends in \`.${last}\`, which exists in no public DNS` : undefined;
}

function turnOff(service: ProxiedService): Fix[] {
  const ssl = certainEntry(service.map, 'ssl');
  // Only where nothing but this host would lose its TLS.
  if (!ssl || ssl.value.kind !== 'scalar' || service.proxy.hosts.length > 1) return [];
  const { file } = ssl.key.at.chunk;
  return [
    fix(`Turn \`ssl\` off for \`${service.name}\``, file, (source) =>
      replaceValue(source, placeOfSetting(source, service, ssl.key, 'ssl'), 'false'),
    ),
  ];
}
