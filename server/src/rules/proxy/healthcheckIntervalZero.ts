import { shortestDeadline } from '../../deployment/deployTimeout.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { named, servicesOf, settingsAt } from '../../deployment/services.ts';
import { replaceSetting } from '../fixes/settingFixes.ts';

/** Go's NewTicker panics on a period that is not positive, in a goroutine that nobody guards (kamal-proxy 0.9.2, `internal/server/health_check.go:63`). */
export const healthcheckIntervalZero = rule({
  id: 'healthcheck-interval-zero',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A health check interval of zero or less, which takes the whole proxy down',
  reads: ['roles', 'accessories', 'family'],
  keys: ['deploy_timeout'],
  *check({ family, ...app }) {
    // A second check must come before Kamal gives up.
    const leavesTime = shortestDeadline(family) > 1;
    for (const setting of settingsAt(servicesOf(app), 'healthcheck', 'interval')) {
      const { value, services } = setting;
      if (value.type !== 'integer' || Number(value.value) > 0) continue;
      yield report(
        this,
        value.at,
        `A health check every ${value.string} seconds makes kamal-proxy panic when ${named(services)} ${services.length > 1 ? 'are' : 'is'} deployed: the proxy goes down, and with it every application on that server. Write 1 or more.`,
        { fixes: [replaceSetting('Check every second: `interval: 1`', setting, '1', leavesTime, 'unsafe')] },
      );
    }
  },
});
