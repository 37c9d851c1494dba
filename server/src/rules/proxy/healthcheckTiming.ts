import type { ConfigEntry } from '../../config/value.ts';
import { deadlineOf, defaultDeployTimeout, shortestDeadline } from '../../deployment/deployTimeout.ts';
import type { Deadline } from '../../deployment/deployTimeout.ts';
import { fix, ownPlace, replaceValue } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule, type Finding, type Given } from '../rule.ts';
import { named, servicesOf, settingsAt } from '../../deployment/services.ts';
import { replaceSetting } from '../fixes/settingFixes.ts';
import type { ProxiedService, Setting } from '../../deployment/services.ts';

/** Times under which no container can become healthy: kamal-proxy 0.9.2 gives up after `--deploy-timeout` (`internal/server/load_balancer.go:136`). */
export const healthcheckTiming = rule({
  id: 'healthcheck-timing',
  severity: 'warning',
  kind: 'deployment',
  summary: 'Health check times under which a container cannot become healthy',
  reads: ['roles', 'accessories', 'family'],
  keys: ['deploy_timeout'],
  *check({ family, ...given }) {
    const services = servicesOf(given);
    yield* timeouts(services, family);
    const deadline = deadlineOf(given);
    if (!deadline) return;
    if (deadline.seconds <= 0) yield withoutTime(deadline.entry!, deadline.seconds, family);
    else yield* against(deadline, services, family);
  },
});

type Family = Given<'roles' | 'accessories' | 'family', 'deploy_timeout'>['family'];

function* timeouts(services: readonly ProxiedService[], family: Family): Iterable<Finding> {
  const seconds = Math.min(5, shortestDeadline(family));
  for (const setting of settingsAt(services, 'healthcheck', 'timeout')) {
    const { value } = setting;
    if (value.type !== 'integer' || Number(value.value) > 0) continue;
    yield report(
      healthcheckTiming,
      value.at,
      `A health check of ${named(setting.services)} that must answer within ${value.string} seconds always comes too late: no container becomes healthy, and the deployment fails. Write 1 or more (5 is the usual).`,
      { fixes: [replaceSetting(`Give each check ${seconds} seconds: \`timeout: ${seconds}\``, setting, `${seconds}`, true, 'unsafe')] },
    );
  }
}

function withoutTime(entry: ConfigEntry, seconds: number, family: Family): Finding {
  const enough = enoughFor(family);
  return report(
    healthcheckTiming,
    entry.value.at,
    `\`deploy_timeout: ${seconds}\` leaves new containers no time to become healthy: kamal-proxy gives up before it has asked once, and every deployment fails. Write more than its start takes (30 is the usual).`,
    {
      fixes: [
        fix(
          `Wait ${enough} seconds: \`deploy_timeout: ${enough}\``,
          entry.key.at.chunk.file,
          (source) => replaceValue(source, ownPlace(source, entry.key, 'deploy_timeout'), `${enough}`),
          true,
          'unsafe',
        ),
      ],
    },
  );
}

/** The usual time, or more where the health checks of some destination need it: two intervals, and the answer to one check. */
function enoughFor(family: Family): number {
  const services = family.flatMap(servicesOf);
  const needed = (key: string, times: number) => settingsAt(services, 'healthcheck', key).map((setting) => (integer(setting) ?? 0) * times);
  return Math.max(defaultDeployTimeout, ...needed('interval', 2), ...needed('timeout', 1));
}

/** The first check comes at once, when hardly any application has started; the second one interval later. */
function* against(deadline: Deadline, services: readonly ProxiedService[], family: Family): Iterable<Finding> {
  const { seconds } = deadline;
  const limit = `\`deploy_timeout\` is ${seconds}${deadline.entry ? '' : ', the default'}`;
  const related = deadline.entry ? [{ at: deadline.entry.key.at, message: '`deploy_timeout` stands here' }] : [];
  for (const setting of settingsAt(services, 'healthcheck', 'interval')) {
    const interval = integer(setting);
    if (interval === undefined || interval <= 0 || interval < seconds) continue;
    yield report(
      healthcheckTiming,
      setting.value.at,
      `The second health check of ${named(setting.services)} comes after ${interval} seconds, and Kamal gives up before (${limit}): a container that does not answer in its first moment never becomes healthy. Check more often, or raise \`deploy_timeout\`.`,
      {
        related,
        fixes: shortestDeadline(family) > 1 ? [replaceSetting('Check every second: `interval: 1`', setting, '1', true, 'unsafe')] : [],
      },
    );
  }
  for (const setting of settingsAt(services, 'healthcheck', 'timeout')) {
    const timeout = integer(setting);
    if (timeout === undefined || timeout <= seconds) continue;
    yield report(
      healthcheckTiming,
      setting.value.at,
      `A health check of ${named(setting.services)} may take ${timeout} seconds, but Kamal gives up before (${limit}): what takes that long fails the deployment all the same. Lower \`timeout\`, or raise \`deploy_timeout\`.`,
      { severity: 'information', related },
    );
  }
}

function integer({ value }: Setting): number | undefined {
  return value.type === 'integer' ? Number(value.value) : undefined;
}
