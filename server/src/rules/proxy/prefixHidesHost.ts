import type { ProxyHost } from '../../deployment/deployment.ts';
import { normalPrefixes } from '../../deployment/proxy.ts';
import { serversOf, servicesOf, type ProxiedService } from '../../deployment/services.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/**
 * A service that names a host takes it from the wildcard or catch-all that served it, with all its paths: kamal-proxy 0.9.2 asks only the
 * services of the host that fits best (`internal/server/service_map.go`; run, `docs/kamal-proxy.md` 2).
 */
export const prefixHidesHost = rule({
  id: 'prefix-hides-host',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A role takes one path of a host, and the rest of that host is served by nobody any more',
  reads: ['roles', 'accessories'],
  *check(app) {
    const services = servicesOf(app);
    for (const service of services) {
      const prefixes = normalPrefixes(service.proxy);
      if (prefixes.includes('/') || service.proxy.hostsIncomplete || service.proxy.prefixesIncomplete) continue;
      for (const host of service.proxy.hosts) {
        const there = services.filter((other) => other !== service && shareServer(other, service));
        if (there.some((other) => mayTakeRoot(other) && (other.proxy.hostsIncomplete || names(other, host.name)))) continue;
        const wider = there.find((other) => takesRoot(other) && servedBefore(other, host));
        if (!wider) continue;
        const only = prefixes.map((prefix) => `\`${prefix}\``).join(', ');
        yield report(
          this,
          host.at,
          `\`${service.name}\` takes only ${only} of \`${host.name}\`, and by naming the host it takes the whole of it from \`${wider.name}\` (${wider.proxy.hosts.length > 0 ? wider.proxy.hosts.map(({ name }) => `\`${name}\``).join(', ') : 'any host'}): every other path of \`${host.name}\` is a 404 from then on${wider.proxy.ssl ? ', and its HTTPS fails' : ''}. ` +
            `Name \`${host.name}\` among the hosts of \`${wider.name}\` as well.`,
          { related: wider.proxy.hosts[0] ? [{ at: wider.proxy.hosts[0].at, message: `\`${wider.name}\` served it` }] : [] },
        );
      }
    }
  },
});

const takesRoot = ({ proxy }: ProxiedService): boolean => normalPrefixes(proxy).includes('/');

const mayTakeRoot = (service: ProxiedService): boolean => takesRoot(service) || service.proxy.prefixesIncomplete;

const names = ({ proxy }: ProxiedService, host: string): boolean => proxy.hosts.some(({ name }) => name === host);

/** Does a wildcard or catch-all of the other one fit the host? A wildcard stands for exactly one label. */
function servedBefore({ proxy }: ProxiedService, { name }: ProxyHost): boolean {
  if (proxy.hosts.length === 0) return !proxy.hostsIncomplete;
  return !name.startsWith('*.') && proxy.hosts.some((host) => host.name === `*${name.slice(name.indexOf('.'))}` && name.includes('.'));
}

function shareServer(a: ProxiedService, b: ProxiedService): boolean {
  const servers = serversOf(b);
  return serversOf(a).some((server) => servers.includes(server));
}
