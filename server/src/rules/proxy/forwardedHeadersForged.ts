import { certainEntry } from '../../config/certain.ts';
import { normalPrefixes } from '../../deployment/proxy.ts';
import { serversOf, servicesOf, type ProxiedService } from '../../deployment/services.ts';
import { fix, insertEntry, ownPlace } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/**
 * Whether `X-Forwarded-*` of a visitor are passed on goes by the service's own `ssl`, also where TLS comes from the service at `/`
 * (kamal-proxy 0.9.2, `internal/cmd/deploy.go`; run, `docs/kamal-proxy.md` 3).
 */
export const forwardedHeadersForged = rule({
  id: 'forwarded-headers-forged',
  severity: 'information',
  kind: 'deployment',
  summary: 'A path below a host with TLS believes the `X-Forwarded-*` headers that visitors send',
  reads: ['roles', 'accessories'],
  *check(app) {
    const services = servicesOf(app);
    for (const service of services) {
      const { proxy, map, own } = service;
      if (proxy.ssl !== false || proxy.hosts.length === 0 || normalPrefixes(proxy).includes('/')) continue;
      if (!map || map.incomplete || map.entries.has('forward_headers')) continue;
      const root = services.find((other) => other !== service && bringsTls(other, service));
      const prefix = certainEntry(map, 'path_prefixes') ?? certainEntry(map, 'path_prefix');
      if (!root || !prefix || own?.value.kind !== 'map') continue;
      yield report(
        this,
        prefix.key.at,
        `\`${service.name}\` is reached by HTTPS through \`${root.name}\`, and because its own \`ssl\` is off kamal-proxy passes on the \`X-Forwarded-For\`, \`-Proto\` and \`-Host\` that a visitor sends: the app sees a forged address or host. Unless another proxy stands before this one, write \`forward_headers: false\` here.`,
        {
          fixes: own.value.alias
            ? []
            : [
                fix('Believe only this proxy: `forward_headers: false`', own.key.at.chunk.file, (source) =>
                  insertEntry(source, ownPlace(source, own.key, ...service.path), 'forward_headers', 'false'),
                ),
              ],
        },
      );
    }
  },
});

/** TLS goes by the first host of a service below a path. */
function bringsTls(other: ProxiedService, service: ProxiedService): boolean {
  const [first] = service.proxy.hosts;
  const servers = serversOf(service);
  return (
    first !== undefined &&
    other.proxy.ssl === true &&
    normalPrefixes(other.proxy).includes('/') &&
    other.proxy.hosts.some(({ name }) => name === first.name) &&
    serversOf(other).some((server) => servers.includes(server))
  );
}
