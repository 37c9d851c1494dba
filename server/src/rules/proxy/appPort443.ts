import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { named, servicesOf, settingsAt } from '../../deployment/services.ts';
import { replaceSetting } from '../fixes/settingFixes.ts';

/** kamal-proxy 0.9.2 speaks plain HTTP to its targets, whatever the port (`internal/server/target.go:475`). */
export const appPort443 = rule({
  id: 'app-port-443',
  severity: 'warning',
  kind: 'deployment',
  summary: '`app_port: 443`, although the proxy speaks plain HTTP to the container',
  reads: ['roles', 'accessories'],
  *check(app) {
    for (const setting of settingsAt(servicesOf(app), 'app_port')) {
      if (setting.value.value !== 443) continue;
      yield report(
        this,
        setting.value.at,
        `kamal-proxy ends TLS itself and speaks plain HTTP to the container, on port 443 too: a server that expects TLS there passes no health check of ${named(setting.services)}, and the deployment fails. ` +
          'Write the port on which the container answers plain HTTP.',
        { fixes: [replaceSetting('Use port 80, the default', setting, '80')] },
      );
    }
  },
});
