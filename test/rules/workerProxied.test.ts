// Which programs work through a queue, and which only look like it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsIn } from '../support/findings.ts';

const found = (cmd: string): string | undefined => {
  const text = `service: shop
image: acme/shop
registry: {server: "localhost:5000"}
builder: {arch: amd64}
servers:
  web: [192.0.2.1]
  job: {hosts: [192.0.2.2], proxy: true, cmd: ${JSON.stringify(cmd)}}
`;
  const all = findingsIn(new Map([['config/deploy.yml', text]])).filter(({ finding }) => finding.rule === 'worker-proxied');
  return all.length > 0 ? /^The role `job` runs (.*?) and listens on no port/.exec(all[0]!.finding.message)?.[1] : undefined;
};

describe('worker-proxied', () => {
  for (const [cmd, runner] of [
    ['bundle exec sidekiq -q default', 'Sidekiq'],
    ['bin/jobs', 'Solid Queue'],
    ['bin/rails solid_queue:start', 'Solid Queue'],
    ['bundle exec good_job start', 'GoodJob'],
    ['bundle exec rake resque:work', 'Resque'],
    ['bin/delayed_job run', 'Delayed Job'],
    ['rake jobs:work', 'Delayed Job'],
    ['celery -A shop worker', 'Celery'],
    ['php artisan queue:work', 'the queue of Laravel'],
    ['php artisan horizon', 'Horizon'],
  ] as const)
    it(`knows ${cmd}`, () => assert.equal(found(cmd), runner));

  for (const cmd of [
    'celery -A shop flower',
    'bin/web',
    'bin/rails server',
    'sidekiq-monitor',
    'sidekiq && puma',
    'php artisan octane:start',
  ])
    it(`leaves ${cmd} alone`, () => assert.equal(found(cmd), undefined));
});
