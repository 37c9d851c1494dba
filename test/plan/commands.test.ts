// What single commands of Kamal's leave on servers, told whole: one paragraph a story, as its source says (`cli/app.rb`, `cli/accessory.rb`, `cli/server.rb`).
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { runSteps, setUp, usual, type Step } from '../../server/src/plan/simulation.ts';
import type { Servers } from '../../server/src/plan/model/servers.ts';
import { versionOfProject, type Project } from './cases.ts';
import { db, host, project, web } from './parts.ts';

interface Story {
  readonly about: string;
  readonly files: Project;
  /** Commands behind `kamal`, or `host: line` for a line by hand. */
  readonly commands: readonly string[];
  readonly fails?: string;
  readonly then: readonly string[];
}

const two = `servers:\n  web: [192.0.2.10]\n  api: {hosts: [192.0.2.10, 192.0.2.11], proxy: {host: api.example.com}}\n${host}`;

const stories: readonly Story[] = [
  {
    about: 'app stop takes the route, and app start gives it back',
    files: project(web + host),
    commands: ['app stop', 'app start'],
    then: ['192.0.2.10: shop-web-v1 running, shop.example.com to shop-web-v1'],
  },
  {
    about: 'app stop alone',
    files: project(web + host),
    commands: ['app stop'],
    then: ['192.0.2.10: shop-web-v1 exited'],
  },
  {
    about: 'app start finds no container of the version',
    files: project(web + host),
    commands: ['app remove', 'app start'],
    fails: 'shop-web-v1',
    then: ['192.0.2.10: nothing'],
  },
  {
    about: 'app start of what has no route needs none',
    files: project('servers:\n  web: {hosts: [192.0.2.10], proxy: false}\n'),
    commands: ['app stop', 'app start'],
    then: ['192.0.2.10: shop-web-v1 running'],
  },
  {
    about: 'app stop of one role on one of its servers',
    files: project(two),
    commands: ['app stop --roles api --hosts 192.0.2.11'],
    then: [
      '192.0.2.10: shop-web-v1 running, shop-api-v1 running, shop.example.com to shop-web-v1, api.example.com to shop-api-v1',
      '192.0.2.11: shop-api-v1 exited',
    ],
  },
  {
    about: 'accessory stop and start',
    files: project(web + host + db('host: 192.0.2.11')),
    commands: ['accessory stop db', 'accessory start db'],
    then: ['192.0.2.10: shop-web-v1 running, shop.example.com to shop-web-v1', '192.0.2.11: shop-db running'],
  },
  {
    about: 'accessory start brings back the route as well',
    files: project(web + host + db('host: 192.0.2.11\nproxy: {host: db.example.com}')),
    commands: ['accessory stop db', 'accessory start db'],
    then: ['192.0.2.10: shop-web-v1 running, shop.example.com to shop-web-v1', '192.0.2.11: shop-db running, db.example.com to shop-db'],
  },
  {
    about: 'accessory start finds no container',
    files: project(web + host + db('host: 192.0.2.11')),
    commands: ['accessory remove db', 'accessory start db'],
    fails: 'shop-db',
    then: ['192.0.2.10: shop-web-v1 running, shop.example.com to shop-web-v1', '192.0.2.11: nothing'],
  },
  {
    about: 'accessory boot leaves alone what is there, in whatever state',
    files: project(web + host + db('host: 192.0.2.11')),
    commands: ['accessory stop db', 'accessory boot db'],
    then: ['192.0.2.10: shop-web-v1 running, shop.example.com to shop-web-v1', '192.0.2.11: shop-db exited'],
  },
  {
    about: 'of an accessory that is not in the files nothing is done',
    files: project(web + host + db('host: 192.0.2.11')),
    commands: ['accessory stop cache'],
    then: ['192.0.2.10: shop-web-v1 running, shop.example.com to shop-web-v1', '192.0.2.11: shop-db running'],
  },
  {
    about: 'a line on the servers of one role',
    files: project(two),
    commands: ["server exec --roles web 'docker stop shop-api-v1'"],
    then: [
      '192.0.2.10: shop-web-v1 running, shop-api-v1 exited, shop.example.com to shop-web-v1, api.example.com to shop-api-v1',
      '192.0.2.11: shop-api-v1 running, api.example.com to shop-api-v1',
    ],
  },
  {
    about: 'a line on one server, and on that of a role that is named as well',
    files: project(two),
    commands: [
      'server exec --hosts 192.0.2.11 docker stop shop-api-v1',
      'server exec --roles api --hosts 192.0.2.10 docker stop shop-web-v1',
    ],
    then: [
      '192.0.2.10: shop-web-v1 exited, shop-api-v1 running, shop.example.com to shop-web-v1, api.example.com to shop-api-v1',
      '192.0.2.11: shop-api-v1 exited, api.example.com to shop-api-v1',
    ],
  },
  {
    about: 'no role of that name',
    files: project(two),
    commands: ['app stop --roles job'],
    fails: 'No --roles match for job',
    then: [
      '192.0.2.10: shop-web-v1 running, shop-api-v1 running, shop.example.com to shop-web-v1, api.example.com to shop-api-v1',
      '192.0.2.11: shop-api-v1 running, api.example.com to shop-api-v1',
    ],
  },
];

function told(servers: Servers): string[] {
  return [...servers].map(([name, { containers, routes }]) => {
    const parts = [
      ...containers.filter(({ origin }) => origin.kind !== 'proxy').map((one) => `${one.name} ${one.status}`),
      ...[...routes.values()].map(
        ({ hosts, target, stopped }) => `${hosts.join(' and ')} to ${target}${stopped ? ', in maintenance' : ''}`,
      ),
    ];
    return `${name}: ${parts.join(', ') || 'nothing'}`;
  });
}

suite('commands on servers', () => {
  for (const { about, files, commands, fails, then } of stories)
    test(about, () => {
      const version = versionOfProject(files, 'v1');
      const steps = commands.map((kamal): Step => ({ kamal, file: 'before' }));
      const { servers, failed } = runSteps(setUp(version), steps, { before: version, after: version }, usual);
      assert.deepEqual({ fails: failed?.about.what ?? null, then: told(servers) }, { fails: fails ?? null, then });
    });
});
