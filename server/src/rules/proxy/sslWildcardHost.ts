import { certifiedHosts } from '../../deployment/proxyHosts.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { named } from '../../deployment/services.ts';

/** kamal-proxy 0.9.2 orders no certificate for a wildcard: the challenges it answers cannot prove one (`internal/server/service.go:391`). */
export const sslWildcardHost = rule({
  id: 'ssl-wildcard-host',
  severity: 'warning',
  kind: 'deployment',
  summary: 'Automatic TLS for a wildcard host',
  reads: ['roles', 'accessories'],
  *check(app) {
    for (const { host, services } of certifiedHosts(app)) {
      if (!host.name.includes('*')) continue;
      yield report(
        this,
        host.at,
        `No certificate can be ordered for the wildcard \`${host.name}\` (${named(services)}): kamal-proxy refuses it with "automatic TLS does not support wildcards", and the deployment fails. ` +
          'Name the hosts one by one, or give a certificate of your own: `ssl` with `certificate_pem` and `private_key_pem`.',
      );
    }
  },
});
