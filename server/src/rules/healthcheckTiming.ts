import type { Config } from '../config/config.ts';
import type { ConfigEntry } from '../config/value.ts';
import { fix, ownPlace, replaceValue } from './edit/index.ts';
import { report } from './report.ts';
import type { Finding, Rule } from './rule.ts';
import { mayHave, named, replaceSetting, servicesOf, settingsAt, settled } from './services.ts';
import type { Service, Setting } from './services.ts';

/** Seconds that Kamal waits for a healthy container when nothing is said (`configuration.rb`). */
const defaultDeployTimeout = 30;

/** Times under which no container can become healthy: kamal-proxy 0.9.2 gives up after `--deploy-timeout` (`internal/server/load_balancer.go:136`). */
export const healthcheckTiming: Rule = {
  id: 'healthcheck-timing',
  severity: 'warning',
  kind: 'deployment',
  summary: 'Health check times under which a container cannot become healthy',
  *check({ deployment }) {
    const services = servicesOf(deployment);
    yield* timeouts(services);
    const deadline = deadlineOf(deployment.config);
    if (!deadline) return;
    if (deadline.seconds <= 0) yield withoutTime(deadline.entry!, deadline.seconds);
    else yield* against(deadline, services);
  },
};

interface Deadline {
  readonly seconds: number;
  /** Null for the default. */
  readonly entry: ConfigEntry | null;
}

/** `deploy_timeout`; undefined where it cannot be known. */
function deadlineOf({ root }: Config): Deadline | undefined {
  const entry = settled(root, 'deploy_timeout');
  if (!entry) return mayHave(root, 'deploy_timeout') ? undefined : { seconds: defaultDeployTimeout, entry: null };
  const { value } = entry;
  return value.kind === 'scalar' && value.type === 'integer' ? { seconds: Number(value.value), entry } : undefined;
}

function* timeouts(services: readonly Service[]): Iterable<Finding> {
  for (const setting of settingsAt(services, 'healthcheck', 'timeout')) {
    const { value } = setting;
    if (value.type !== 'integer' || Number(value.value) > 0) continue;
    yield report(
      healthcheckTiming,
      value.at,
      `A health check of ${named(setting.services)} that must answer within ${value.string} seconds always comes too late: no container becomes healthy, and the deployment fails. Write 1 or more (5 is the usual).`,
      { fixes: [replaceSetting('Give each check 5 seconds: `timeout: 5`', setting, '5', true)] },
    );
  }
}

function withoutTime(entry: ConfigEntry, seconds: number): Finding {
  return report(
    healthcheckTiming,
    entry.value.at,
    `\`deploy_timeout: ${seconds}\` leaves new containers no time to become healthy: the deployment fails at the first that does not answer at once. Write more than its start takes (30 is the usual).`,
    {
      fixes: [
        fix(
          'Wait 30 seconds: `deploy_timeout: 30`',
          entry.key.at.chunk.file,
          (source) => replaceValue(source, ownPlace(source, entry.key, 'deploy_timeout'), '30'),
          true,
        ),
      ],
    },
  );
}

/** The first check comes at once, when hardly any application has started; the second one interval later. */
function* against(deadline: Deadline, services: readonly Service[]): Iterable<Finding> {
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
      { related, fixes: seconds > 1 ? [replaceSetting('Check every second: `interval: 1`', setting, '1', true)] : [] },
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
