import type { Part, Role } from '../../deployment/deployment.ts';
import { fix, insertEntry, ownPlace, replaceValue } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { servicesOf } from '../../deployment/services.ts';
import { certainEntry } from '../../config/certain.ts';

/** Programs that work through a queue and listen on no port. */
const runners: readonly (readonly [string, RegExp])[] = [
  ['Sidekiq', /(^|[\s/])sidekiq(\s|$)/],
  ['Solid Queue', /(^|[\s/])bin\/jobs(\s|$)|\bsolid_queue\b/],
  ['GoodJob', /\bgood_job\b/],
  ['Resque', /\bresque(:\w+)?(\s|$)/],
  ['Delayed Job', /\bdelayed_job\b|\bjobs:work\b/],
  ['Celery', /(^|[\s/])celery(?=\s)(?!.*\sflower\b)/],
  ['the queue of Laravel', /\bqueue:(work|listen)\b/],
  ['Horizon', /\bartisan\s+horizon(\s|$)/],
];

/** A role that kamal-proxy waits for in vain: its command runs jobs and answers no request. */
export const workerProxied = rule({
  id: 'worker-proxied',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A role that runs jobs stands behind the proxy',
  reads: ['roles'],
  keys: ['proxy'],
  *check(app) {
    for (const { role, own } of servicesOf({ roles: app.roles, accessories: none })) {
      const cmd = certainEntry(role?.map, 'cmd')?.value;
      if (!role || cmd?.kind !== 'scalar' || isCompound(cmd.string)) continue;
      // An own port is where a job runner's own health server listens (GoodJob's probe, sidekiq_alive).
      if (own?.value.kind === 'map' && own.value.entries.has('app_port')) continue;
      const runner = runners.find(([, pattern]) => pattern.test(cmd.string))?.[0];
      if (!runner) continue;
      const why =
        role.because === 'primary'
          ? 'as the primary role it is behind the proxy unless told otherwise'
          : 'its `proxy` puts it behind the proxy';
      yield report(
        this,
        cmd.at,
        `The role \`${role.name}\` runs ${runner} and listens on no port, but ${why}: kamal-proxy waits for an answer on port ${role.proxy?.appPort ?? 80} until the deployment fails. Write \`proxy: false\` for this role.`,
        {
          related: own ? [{ at: own.key.at, message: `\`proxy\` of \`${role.name}\`` }] : [],
          fixes: withoutProxy(role, app),
        },
      );
    }
  },
});

const none: readonly never[] = [];

/** Several commands in one: a web server may be among them. */
function isCompound(cmd: string): boolean {
  return /[&;|]/.test(cmd) || /\b(foreman|overmind|hivemind|puma|unicorn|gunicorn|uvicorn|rails s(erver)?|octane)\b/.test(cmd);
}

/** Preferred unless that would leave the root's `proxy` without any role. */
function withoutProxy(role: Role, { root, roles }: Part<'roles', 'proxy'>): Fix[] {
  const { entry, ownProxy } = role;
  if (!entry || !role.map) return [];
  const others = roles.some((other) => other !== role && other.proxied !== false);
  const preferred = others || !root.entries.has('proxy');
  const title = `Take \`${role.name}\` out of the proxy: \`proxy: false\``;
  const path = ['servers', role.name];
  if (ownProxy) {
    return [
      fix(
        title,
        ownProxy.key.at.chunk.file,
        (source) => replaceValue(source, ownPlace(source, ownProxy.key, ...path, 'proxy'), 'false'),
        preferred,
        'unsafe',
      ),
    ];
  }
  return [
    fix(
      title,
      entry.key.at.chunk.file,
      (source) => insertEntry(source, ownPlace(source, entry.key, ...path), 'proxy', 'false'),
      preferred,
      'unsafe',
    ),
  ];
}
