// Changes that are like those of the cases, with what Kamal's source and the facts about its commands say of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planOfCase, type Project } from './cases.ts';
import { both, db, env, host, project, secrets, web } from './parts.ts';

interface Neighbour {
  readonly about: string;
  readonly before: Project;
  readonly after: Project;
  readonly fails?: string;
  readonly halfDone?: true;
  /** In the order in which they are told: by kind, then server by server. */
  readonly issues: readonly string[];
}

const taken = 'proxy route already taken by another service';

const neighbours: readonly Neighbour[] = [
  {
    about: 'two web servers: renamed, both fail, and the workers wait for nothing',
    before: project('servers:\n  web: [192.0.2.10, 192.0.2.12]\n  workers: [192.0.2.11]\n' + host),
    after: project('primary_role: app\nservers:\n  app: [192.0.2.10, 192.0.2.12]\n  workers: [192.0.2.11]\n' + host),
    fails: taken,
    issues: [
      'left running: shop-web-v1 on 192.0.2.10',
      'left running: shop-web-v1 on 192.0.2.12',
      'route left: shop-web on 192.0.2.10',
      'route left: shop-web on 192.0.2.12',
      'role not running: app on 192.0.2.10',
      'role not running: app on 192.0.2.12',
      'still on the old version: shop-workers-v1 on 192.0.2.11',
    ],
  },
  {
    about: 'hosts of two proxied roles swapped',
    before: project(
      'servers:\n  web: {hosts: [192.0.2.10], proxy: {host: a.example}}\n  api: {hosts: [192.0.2.10], proxy: {host: b.example}}\n',
    ),
    after: project(
      'servers:\n  web: {hosts: [192.0.2.10], proxy: {host: b.example}}\n  api: {hosts: [192.0.2.10], proxy: {host: a.example}}\n',
    ),
    fails: taken,
    issues: ['still on the old version: shop-api-v1 on 192.0.2.10', 'still on the old version: shop-web-v1 on 192.0.2.10'],
  },
  {
    about: 'the same on two servers: nothing is in the way',
    before: project(
      'servers:\n  web: {hosts: [192.0.2.10], proxy: {host: a.example}}\n  api: {hosts: [192.0.2.11], proxy: {host: b.example}}\n',
    ),
    after: project(
      'servers:\n  web: {hosts: [192.0.2.10], proxy: {host: b.example}}\n  api: {hosts: [192.0.2.11], proxy: {host: a.example}}\n',
    ),
    issues: [],
  },
  {
    about: 'one host of several handed to an earlier role, told apart by path',
    before: project(
      'servers:\n  web: {hosts: [192.0.2.10], proxy: {host: a.example}}\n  api: {hosts: [192.0.2.10], proxy: {host: a.example, path_prefix: /api}}\n',
    ),
    after: project(
      'servers:\n  web: {hosts: [192.0.2.10], proxy: {host: a.example, path_prefix: /api/}}\n  api: {hosts: [192.0.2.10], proxy: {host: a.example}}\n',
    ),
    fails: taken,
    issues: ['still on the old version: shop-api-v1 on 192.0.2.10', 'still on the old version: shop-web-v1 on 192.0.2.10'],
  },
  {
    about: 'the last proxied role is deleted',
    before: project(both + host + env),
    after: project('primary_role: workers\nservers:\n  workers: {hosts: [192.0.2.11], cmd: bin/jobs, proxy: false}\n' + env),
    issues: [
      'left running: shop-web-v1 on 192.0.2.10',
      'route left: shop-web on 192.0.2.10',
      'kamal-proxy left on 192.0.2.10',
      'secrets left on disk: .kamal/apps/shop/env/roles/web.env on 192.0.2.10',
    ],
  },
  {
    about: 'a role is emptied, and may be empty',
    before: project(both + host),
    after: project('allow_empty_roles: true\nservers:\n  web: [192.0.2.10]\n  workers: {hosts: []}\n' + host),
    issues: ['left running: shop-workers-v1 on 192.0.2.11'],
  },
  {
    about: 'a role is emptied, and may not be',
    before: project(both + host),
    after: project('servers:\n  web: [192.0.2.10]\n  workers: {hosts: []}\n' + host),
    fails: 'configuration refused',
    issues: ['configuration refused'],
  },
  {
    about: 'workers move in with the web server',
    before: project(both + host),
    after: project('servers:\n  web: [192.0.2.10]\n  workers: {hosts: [192.0.2.10], cmd: bin/jobs}\n' + host),
    issues: ['left running: shop-workers-v1 on 192.0.2.11'],
  },
  {
    about: 'a server is added',
    before: project(web + host),
    after: project('servers: [192.0.2.10, 192.0.2.12]\n' + host),
    issues: [],
  },
  {
    about: 'the service is renamed, and nothing is proxied',
    before: project('servers:\n  web: {hosts: [192.0.2.10], proxy: false}\n'),
    after: project('service: store\nservers:\n  web: {hosts: [192.0.2.10], proxy: false}\n'),
    issues: ['left running: shop-web-v1 on 192.0.2.10'],
  },
  {
    about: 'the service is renamed, and an accessory keeps its container',
    before: project(`servers:\n  web: {hosts: [192.0.2.10], proxy: false}\n${db('host: 192.0.2.11')}`),
    after: project(`service: store\nservers:\n  web: {hosts: [192.0.2.10], proxy: false}\n${db('host: 192.0.2.11\nservice: shop-db')}`),
    issues: ['left running: shop-web-v1 on 192.0.2.10'],
  },
  {
    about: 'a destination beside what ran without, with a host of its own',
    before: project(web + host),
    after: project('', {
      destination: 'eu',
      files: { 'config/deploy.eu.yml': `${web}proxy: {host: eu.example.com}\n`, '.kamal/secrets.eu': secrets },
    }),
    issues: ['left running: shop-web-v1 on 192.0.2.10', 'route left: shop-web on 192.0.2.10'],
  },
  {
    about: 'a secret of the workers is not declared',
    before: project(both + host),
    after: project('servers:\n  web: [192.0.2.10]\n  workers: {hosts: [192.0.2.11], cmd: bin/jobs, env: {secret: [NOWHERE]}}\n' + host),
    fails: 'secret missing',
    halfDone: true,
    issues: ['still on the old version: shop-workers-v1 on 192.0.2.11'],
  },
  {
    about: 'a secret of all roles is not declared',
    before: project(both + host),
    after: project(`${both}${host}env: {secret: [NOWHERE]}\n`),
    fails: 'secret missing',
    issues: ['still on the old version: shop-web-v1 on 192.0.2.10', 'still on the old version: shop-workers-v1 on 192.0.2.11'],
  },
  {
    about: 'secrets lie elsewhere: nothing is known to be missing',
    before: { ...project(both + host + env), files: { 'config/deploy.yml': project(both + host + env).files['config/deploy.yml']! } },
    after: {
      ...project(both + host + env),
      files: { 'config/deploy.yml': project(`${both}${host}env: {secret: [RAILS_MASTER_KEY, OTHER]}\n`).files['config/deploy.yml']! },
    },
    issues: [],
  },
  {
    about: 'secrets lie in the file that Kamal does not read with a destination',
    before: project('', { destination: 'eu', files: { 'config/deploy.eu.yml': web + host, '.kamal/secrets.eu': secrets } }),
    after: project('', { destination: 'eu', files: { 'config/deploy.eu.yml': web + host } }),
    fails: 'secret missing',
    issues: ['still on the old version: shop-web-eu-v1 on 192.0.2.10'],
  },
  {
    about: "the certificate's secret is not declared: nothing starts",
    before: project(web + host),
    after: project(`${web}proxy: {host: shop.example.com, ssl: {certificate_pem: CERT, private_key_pem: KEY}}\n`),
    fails: 'secret missing',
    issues: ['still on the old version: shop-web-v1 on 192.0.2.10'],
  },
  {
    about: 'TLS below a path',
    before: project(web + host),
    after: project(`${web}proxy: {host: shop.example.com, ssl: true, path_prefix: /shop}\n`),
    fails: 'kamal-proxy refuses TLS settings',
    issues: ['still on the old version: shop-web-v1 on 192.0.2.10'],
  },
  {
    about: 'TLS with the root among the paths',
    before: project(web + host),
    after: project(`${web}proxy: {host: shop.example.com, ssl: true, path_prefixes: [/shop, /]}\n`),
    issues: [],
  },
  {
    about: 'a certificate of its own for a wildcard',
    before: project(web + host),
    after: project(`${web}proxy: {host: '*.example.com', ssl: {certificate_pem: RAILS_MASTER_KEY, private_key_pem: DB_PASSWORD}}\n`),
    issues: [],
  },
  {
    about: 'the network of the host',
    before: project(both + host),
    after: project('servers:\n  web: [192.0.2.10]\n  workers: {hosts: [192.0.2.11], cmd: bin/jobs, options: {network: host}}\n' + host),
    fails: 'conflicting network options',
    halfDone: true,
    issues: ['still on the old version: shop-workers-v1 on 192.0.2.11'],
  },
  {
    about: 'a published port is added: it works once',
    before: project(both + host),
    after: project(
      'servers:\n  web: [192.0.2.10]\n  workers: {hosts: [192.0.2.11], cmd: bin/jobs, options: {publish: "9394:9394"}}\n' + host,
    ),
    issues: [],
  },
  {
    about: 'the same port by another address and protocol',
    before: project('servers:\n  web: {hosts: [192.0.2.10], options: {publish: ["127.0.0.1:9394:9394", "53:53/udp"]}}\n' + host),
    after: project('servers:\n  web: {hosts: [192.0.2.10], options: {publish: ["192.0.2.10:9394:9394", "53:53/tcp"]}}\n' + host),
    issues: [],
  },
  {
    about: 'a range of ports that meets the old one',
    before: project('servers:\n  web: {hosts: [192.0.2.10], options: {publish: "9000-9010:9000-9010"}}\n' + host),
    after: project('servers:\n  web: {hosts: [192.0.2.10], options: {publish: "127.0.0.1:9010:80"}}\n' + host),
    fails: 'port already allocated',
    issues: ['still on the old version: shop-web-v1 on 192.0.2.10'],
  },
  {
    about: 'a port unchanged, on a server that is new as well',
    before: project('servers:\n  web: {hosts: [192.0.2.10], options: {publish: "3000:3000"}}\n' + host),
    after: project('servers:\n  web: {hosts: [192.0.2.10, 192.0.2.12], options: {publish: "3000:3000"}}\n' + host),
    fails: 'port already allocated',
    halfDone: true,
    issues: ['still on the old version: shop-web-v1 on 192.0.2.10'],
  },
  {
    about: 'an accessory by role gets a server with the role',
    before: project(`${web}${host}accessories:\n  agent: {image: agent:1, role: web}\n`),
    after: project(`servers:\n  web: [192.0.2.10, 192.0.2.12]\n${host}accessories:\n  agent: {image: agent:1, role: web}\n`),
    issues: ['accessory not started: agent on 192.0.2.12'],
  },
  {
    about: 'an accessory moves',
    before: project(web + host + db('host: 192.0.2.11')),
    after: project(web + host + db('host: 192.0.2.12')),
    issues: ['accessory not started: db on 192.0.2.12', 'accessory left running: shop-db on 192.0.2.11'],
  },
  {
    about: 'a second accessory wants the port of the first',
    before: project(web + host + db('host: 192.0.2.11\nport: 5432')),
    after: project(`${web}${host}${db('host: 192.0.2.11\nport: 5432')}  other: {image: postgres:17, host: 192.0.2.11, port: 5432}\n`),
    issues: ['accessory not started: other on 192.0.2.11'],
  },
  {
    about: 'the value of a secret of an accessory',
    before: project(web + host + db('host: 192.0.2.11\nenv: {secret: [DB_PASSWORD]}')),
    after: project(web + host + db('host: 192.0.2.11\nenv: {secret: [DB_PASSWORD]}'), {
      files: { '.kamal/secrets': secrets.replace('database-pass-1', 'database-pass-2') },
    }),
    issues: ['accessory change not applied: db on 192.0.2.11'],
  },
  {
    about: 'a comment in the secrets file',
    before: project(web + host + db('host: 192.0.2.11\nenv: {secret: [DB_PASSWORD]}')),
    after: project(web + host + db('host: 192.0.2.11\nenv: {secret: [DB_PASSWORD]}'), {
      files: { '.kamal/secrets': secrets.replace('database-pass-1', 'database-pass-1 # the old one') },
    }),
    issues: [],
  },
  {
    about: 'an accessory gets a network that nobody made',
    before: project(web + host + db('host: 192.0.2.11')),
    after: project(web + host + db('host: 192.0.2.11\nnetwork: backend')),
    issues: ['accessory change not applied: db on 192.0.2.11'],
  },
  {
    about: 'an accessory stops being proxied, alone on its server',
    before: project(web + host + db('host: 192.0.2.11\nproxy: {host: db.example.com}')),
    after: project(web + host + db('host: 192.0.2.11')),
    issues: ['route left: shop-db on 192.0.2.11', 'accessory change not applied: db on 192.0.2.11', 'kamal-proxy left on 192.0.2.11'],
  },
  {
    about: 'another user logs in: another home directory',
    before: project(web + host + db('host: 192.0.2.11\ndirectories: ["data:/var/lib/postgresql"]')),
    after: project(`${web}${host}ssh: {user: deploy}\n${db('host: 192.0.2.11\ndirectories: ["data:/var/lib/postgresql"]')}`),
    issues: ['accessory change not applied: db on 192.0.2.11', 'kamal-proxy options not applied on 192.0.2.10'],
  },
  {
    about: "kamal-proxy's version is mended, which takes a reboot",
    before: project(`${web}proxy: {host: shop.example.com, run: {version: v0.9.0}}\n`),
    after: project(`${web}proxy: {host: shop.example.com, run: {version: v0.9.2}}\n`),
    fails: 'kamal-proxy too old',
    issues: ['kamal-proxy options not applied on 192.0.2.10', 'still on the old version: shop-web-v1 on 192.0.2.10'],
  },
  {
    about: "kamal-proxy's defaults are written out",
    before: project(web + host),
    after: project(`${web}proxy: {host: shop.example.com, run: {http_port: 80, https_port: 443, log_max_size: 10m, version: v0.9.2}}\n`),
    issues: [],
  },
  {
    about: "kamal-proxy's options, and a server that is new",
    before: project(web + host),
    after: project('servers:\n  web: [192.0.2.10, 192.0.2.12]\nproxy: {host: shop.example.com, run: {bind_ips: [127.0.0.1]}}\n'),
    issues: ['kamal-proxy options not applied on 192.0.2.10'],
  },
  {
    about: 'tags change what a host is given',
    before: project('servers:\n  web: [{192.0.2.10: a}]\nenv: {clear: {X: "1"}, tags: {a: {X: "2"}}}\n' + host),
    after: project('servers:\n  web: [{192.0.2.10: a}]\nenv: {clear: {X: "1"}, tags: {a: {X: "3"}}}\n' + host),
    issues: [],
  },
  {
    about: 'ERB decides which servers there are',
    before: project('servers:\n  web: [192.0.2.10, 192.0.2.11]\n' + host + env),
    after: project('servers:\n  web:\n    - 192.0.2.10\n<% extra.each do |host| %>\n    - <%= host %>\n<% end %>\n' + host + env),
    issues: [],
  },
];

for (const { about, before, after, fails, halfDone, issues } of neighbours) {
  test(about, () => {
    const plan = planOfCase({ before, after });
    assert.deepEqual(
      { fails: plan.fails, halfDone: plan.halfDone, issues: plan.issues.map(({ line }) => line) },
      { fails: fails ?? null, halfDone: halfDone ?? false, issues },
    );
    if (fails !== undefined) assert.equal(plan.consequences[0]?.severity, 'fails');
  });
}

test('a host handed to a later role: the way back is told', () => {
  const handed = (web: string, api: string): Project =>
    project(`servers:\n  web: {hosts: [192.0.2.10], proxy: {hosts: ${web}}}\n  api: {hosts: [192.0.2.10], proxy: {hosts: ${api}}}\n`);
  const { fails, consequences } = planOfCase({
    before: handed('[a.example, www.example]', '[b.example]'),
    after: handed('[a.example]', '[b.example, www.example]'),
  });
  assert.equal(fails, null);
  const back = consequences.filter(({ message }) => message.startsWith('Once this is deployed'));
  assert.deepEqual(
    back.map(({ message }) => message),
    [
      'Once this is deployed, the old files cannot simply be deployed again. It fails on 192.0.2.10 when it starts the role `web`: kamal-proxy still gives `www.example` to the service `shop-api`, and refuses to give it to a second one. Every retry fails as well.',
    ],
  );
});
