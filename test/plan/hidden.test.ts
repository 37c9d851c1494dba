// What a plan says of what it cannot know, and of what is wrong in both versions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plansOf } from '../../server/src/plan/plans.ts';
import { verdict } from '../../server/src/report/plan/words.ts';
import { deployableOf, planOfCase, type Project } from './cases.ts';
import { db, env, host, project, web } from './parts.ts';

/** What a person reads first. */
const saidOf = (before: Project, after: Project): string => {
  const plan = planOfCase({ before, after });
  return [verdict(plan), ...plan.consequences.map(({ message }) => message)].join('\n');
};

test('what ERB decides is not said to be as the files say', () => {
  const hidden = (servers: string, more = host + env): Project => project(`servers:\n${servers}${more}`);
  const known = hidden('  web: [192.0.2.10]\n  workers: {hosts: [192.0.2.11], cmd: bin/jobs}\n');
  const rows: readonly [string, Project, Project, string][] = [
    [
      'all servers of both roles, new',
      known,
      hidden('  web: <%= web %>\n  workers: {hosts: <%= jobs %>, cmd: bin/jobs}\n'),
      'changes nothing that is known; only ERB tells the servers of `web` and `workers`',
    ],
    [
      'all servers of both roles, old and new, and something else changes',
      hidden('  web: <%= web %>\n  workers: {hosts: <%= jobs %>, cmd: bin/jobs}\n', 'env: {clear: {A: "1"}}\n'),
      hidden('  web: <%= web %>\n  workers: {hosts: <%= jobs %>, cmd: bin/jobs}\n', 'env: {clear: {A: "2"}}\n'),
      'changes nothing that is known; only ERB tells the servers of `web` and `workers`',
    ],
    [
      'servers',
      known,
      project(`servers: <%= all %>\n${host}${env}`),
      'changes nothing that is known; only ERB tells which roles there are',
    ],
    [
      'servers behind a condition',
      known,
      hidden('  web: [192.0.2.10]\n<% if jobs %>\n  workers: {hosts: [192.0.2.11], cmd: bin/jobs}\n<% end %>\n'),
      'changes nothing that is known; only ERB tells which roles there are and the servers of `workers`',
    ],
    [
      'a setting, new',
      project(`${web}${host}image: acme/shop\n`),
      project(`${web}${host}image: <%= image %>\n`),
      'changes nothing that is known; only ERB tells what `image` comes to',
    ],
    [
      'a setting, old and new',
      project(`${web}proxy: {host: <%= one %>}\n`),
      project(`${web}proxy: {host: <%= other %>}\n`),
      'changes nothing that is known; only ERB tells what `proxy` comes to',
    ],
    [
      'servers of an accessory',
      project(`${web}${host}${db('host: 192.0.2.20')}`),
      project(`${web}${host}${db('host: <%= db %>')}`),
      'changes nothing that is known; only ERB tells the servers of `db`',
    ],
    ['the same ERB in the same place', hidden('  web: <%= web %>\n'), hidden('  web: <%= web %>\n'), 'leaves the servers as the files say'],
    [
      'the same ERB in another setting',
      project(`${web}${host}labels: {a: <%= a %>}\nenv: {clear: {A: "1"}}\n`),
      project(`${web}${host}labels: {a: <%= a %>}\nenv: {clear: {A: "2"}}\n`),
      'leaves the servers as the files say\nThe containers of the role `web` on 192.0.2.10 are replaced with changed environment.',
    ],
    [
      'known things beside it',
      hidden('  web: [192.0.2.10]\n  workers: {hosts: [192.0.2.11], cmd: bin/jobs}\n'),
      hidden('  web: <%= web %>\n'),
      '1 thing is left behind; only ERB tells the servers of `web`\nThe container of the role `workers` keeps running on 192.0.2.11: a deploy looks only at what the new files name.',
    ],
    [
      'all accessories',
      project(`${web}${host}${db('host: 192.0.2.20')}`),
      project(`${web}${host}accessories: <%= all %>\n`),
      'changes nothing that is known; only ERB tells which accessories there are',
    ],
    [
      'servers of an accessory that were hidden, and now are known',
      project(`${web}${host}${db('host: <%= db %>')}`),
      project(`${web}${host}${db('host: 192.0.2.20')}`),
      'changes nothing that is known; only ERB tells on which servers `db` runs so far',
    ],
    [
      'servers that were hidden, and now are known',
      hidden('  web: <%= web %>\n'),
      hidden('  web: [192.0.2.10]\n'),
      'changes nothing that is known; only ERB tells on which servers `web` runs so far',
    ],
  ];
  for (const [about, before, after, said] of rows) assert.equal(saidOf(before, after), said, about);
});

test('what is the same in both is no news of this change, whatever is wrong with it', () => {
  const parts: readonly [string, string][] = [
    ['a secret that is nowhere', 'host: 192.0.2.10\nenv: {secret: [NOWHERE]}'],
    ['a secret under another name', 'host: 192.0.2.10\nenv: {secret: ["PASSWORD:NOWHERE"]}'],
    ['a login', 'host: 192.0.2.10\nregistry: {server: r.example, username: u, password: [NOWHERE]}'],
    ['a file that is nowhere', 'host: 192.0.2.10\nfiles: ["config/none.cnf:/etc/none.cnf"]'],
  ];
  for (const [about, more] of parts) {
    const one = project(web + host + db(more));
    assert.equal(saidOf(one, one), 'leaves the servers as the files say', about);
  }
  // As soon as it is changed, that it cannot be started anew is what somebody must know.
  const [old, now] = ['postgres:16', 'postgres:17'].map((image) =>
    project(web + host + db('host: 192.0.2.10\nenv: {secret: [NOWHERE]}').replace('postgres:16', image)),
  );
  assert.match(saidOf(old!, now!), /goes on running with its old image: .* Do not reboot it now: .*secret missing: NOWHERE/);
});

test('a destination that is gone, of which ERB tells the servers', () => {
  const base = project(web + host).files;
  const gone = { ...base, 'config/deploy.staging.yml': 'servers:\n  web: <%= staging %>\n' };
  const [before, after] = [gone, base].map((files) => deployableOf({ files }));
  const said = plansOf(before!, after!).flatMap(({ consequences }) => consequences.map(({ message }) => message));
  assert.deepEqual(said, [
    'The destination `staging` is gone from the files, and everything of it keeps running on servers that only ERB tells. No command with `-d staging` reaches it any more: remove it with the old files.',
  ]);
});
