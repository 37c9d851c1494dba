// What people read of each case, whole, in the terminal and as titles in the editor: `told.txt` beside this file holds it, and UPDATE=1 writes it anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { run } from '../cli/terminal.ts';
import { cases, isDecidedByFiles, planOfCase, type Project } from './cases.ts';
import { both, db, env, host, project, secrets, web } from './parts.ts';

const many = (redis: string): string =>
  `servers:\n  web: [${Array.from({ length: 15 }, (_, number) => `192.0.2.${number + 1}`).join(', ')}]\n${host}accessories: {redis: {image: '${redis}', roles: [web]}}\n`;

interface Pair {
  readonly name: string;
  readonly before: Project;
  readonly after: Project;
}

/** Changes of which no case tells: what real Kamal does then is not asked here. */
const pairs: readonly Pair[] = [
  {
    name: 'a role keeps its data elsewhere',
    before: project(`${both}${host}volumes: [old:/data, logs:/logs]\n`),
    after: project(`${both}${host}volumes:\n  - new:/data\n  - logs:/logs\n`),
  },
  {
    name: 'the data of one role alone, given as an option',
    before: project(`servers:\n  web: {hosts: [192.0.2.10], options: {volume: "old:/data"}}\n${host}`),
    after: project(`servers:\n  web: {hosts: [192.0.2.10], options: {volume: "new:/data"}}\n${host}`),
  },
  {
    name: 'an accessory is called otherwise, keeps its image, and its data stays',
    before: project(`${web}${host}${db('host: 192.0.2.10\ndirectories: [data:/var/lib/postgresql/data]')}`),
    after: project(`${web}${host}${db('host: 192.0.2.10\ndirectories: [data:/var/lib/postgresql/data]').replace('  db:', '  main:')}`),
  },
  {
    name: 'an accessory moves to another server',
    before: project(`${web}${host}${db('host: 192.0.2.10\nvolumes: [data:/var/lib/postgresql/data]')}`),
    after: project(`${web}${host}${db('host: 192.0.2.11\nvolumes: [data:/var/lib/postgresql/data]')}`),
  },
  {
    name: 'more servers than anybody reads, on which an accessory has to be rebooted',
    before: project(many('redis:7')),
    after: project(many('redis:8').replace('shop.example', 'store.example')),
  },
  {
    name: 'one more of the same line',
    before: project(`volumes:\n  - a:/a\n  - b:/b\n${web}${host}`),
    after: project(`volumes:\n  - a:/a\n  - a:/a\n  - b:/b\n${web}${host}`),
  },
  {
    name: 'beside other destinations on the same server, one of which Kamal refuses',
    before: project(`${web}${env}`, {
      destination: 'production',
      files: {
        'config/deploy.production.yml': 'proxy: {host: shop.example.com}\n',
        'config/deploy.staging.yml': 'proxy: {host: staging.example.com}\n',
        'config/deploy.broken.yml': 'proxy: {host: new.example.com, nonsense: 1}\n',
        '.kamal/secrets-common': secrets,
      },
    }),
    after: project(`${web}${env}`, {
      destination: 'production',
      files: {
        'config/deploy.production.yml': 'proxy: {hosts: [shop.example.com, staging.example.com]}\n',
        'config/deploy.staging.yml': 'proxy: {host: staging.example.com}\n',
        'config/deploy.broken.yml': 'proxy: {host: new.example.com, nonsense: 1}\n',
        '.kamal/secrets-common': secrets,
      },
    }),
  },
  {
    name: 'a host that is served below a prefix alone from now on',
    before: project(`${web}${host}`),
    after: project(`${web}proxy: {host: shop.example.com, path_prefix: /shop}\n`),
  },
  {
    name: 'a prefix that becomes another, beside one that stays',
    before: project(`${web}proxy: {host: shop.example.com, path_prefixes: [/a, /c]}\n`),
    after: project(`${web}proxy: {host: shop.example.com, path_prefixes: [/b, /c]}\n`),
  },
  {
    name: 'one of two hosts hangs on ERB',
    before: project(`${web}proxy: {hosts: [shop.example.com, <%= ENV["HOST"] %>]}\n`),
    after: project(`${web}proxy: {hosts: [www.example.com, <%= ENV["HOST"] %>]}\n`),
  },
  {
    name: 'variables and volumes in another order, some of them new',
    before: project(`env:\n  clear:\n    A: a\n    B: b\n    C: c\n    D: d\nvolumes:\n  - a:/a\n  - b:/b\n${web}${host}`),
    after: project(`env:\n  clear:\n    C: c\n    A: a\n    E: e\n    B: x\n    D: d\nvolumes:\n  - b:/b\n  - a:/a\n${web}${host}`),
  },
  {
    name: 'a host below a prefix alone, beside one that is new there',
    before: project(`${web}${host}`),
    after: project(`${web}proxy: {hosts: [shop.example.com, new.example.com], path_prefix: /shop}\n`),
  },
  {
    name: 'the root is handed to another role on another server',
    before: project(`${web}${host}`),
    after: project(
      'servers:\n  web: {hosts: [192.0.2.10], proxy: {host: shop.example.com, path_prefix: /shop}}\n  api: {hosts: [192.0.2.11], proxy: {host: shop.example.com}}\n',
    ),
  },
  {
    name: 'every host before, one from now on, on another port',
    before: project(`${web}proxy: {app_port: 3000}\n`),
    after: project(`${web}proxy: {host: shop.example.com, app_port: 4000}\n`),
  },
  {
    name: 'the port hangs on ERB',
    before: project(`${web}proxy: {host: shop.example.com, app_port: 3000}\n`),
    after: project(`${web}proxy: {host: www.example.com, app_port: <%= ENV["APP_PORT"] %>}\n`),
  },
  {
    name: 'one of two web servers cannot publish its port, the other one is new: the workers wait for neither',
    before: project(
      'servers:\n  web: {hosts: [192.0.2.10], options: {publish: "3000:3000"}}\n  workers: {hosts: [192.0.2.11], cmd: bin/jobs}\n' + host,
    ),
    after: project(
      'servers:\n  web: {hosts: [192.0.2.10, 192.0.2.12], options: {publish: "3000:3000"}}\n  workers: {hosts: [192.0.2.11], cmd: bin/jobs}\n' +
        host,
    ),
  },
  {
    name: 'a role that cannot start after two that are new by then',
    before: project('servers:\n  web: [192.0.2.10, 192.0.2.12]\n  workers: {hosts: [192.0.2.10], cmd: bin/jobs}\n' + host),
    after: project(
      'servers:\n  web: [192.0.2.10, 192.0.2.12]\n  workers: {hosts: [192.0.2.10], cmd: bin/jobs, options: {network: backend}}\n' + host,
    ),
  },
  {
    name: 'the last role that takes visitors is deleted',
    before: project(both + host),
    after: project('primary_role: workers\nservers:\n  workers: {hosts: [192.0.2.11], cmd: bin/jobs, proxy: false}\n'),
  },
  {
    name: 'volumes without a name, or of which ERB tells the name',
    before: project(`${web}${host}volumes:\n  - /cache\n  - <%= ENV["A"] %>:/data\n`),
    after: project(`${web}${host}volumes:\n  - /scratch\n  - <%= ENV["B"] %>:/data\n`),
  },
  {
    name: 'a role publishes the port of an accessory that is gone',
    before: project(`${web}${host}${db('host: 192.0.2.10\nport: 5432')}`),
    after: project(`servers:\n  web: {hosts: [192.0.2.10], options: {publish: "5432:5432"}}\n${host}`),
  },
];

function toldOf(one: Pair): string {
  const below = (folder: string, { files }: Project) => Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text] as const);
  const files = new Map([...below('before', one.before), ...below('after', one.after)]);
  const destination = one.after.destination === undefined ? [] : ['-d', one.after.destination];
  const { status, out, err } = run(['plan', '--from', 'before', '--fail-on', 'data', ...destination, 'after'], files);
  const titles = planOfCase(one).consequences.map(({ title }) => title);
  return `## ${one.name} (ends with ${status})\n\n${titles.length > 0 ? `In the editor: ${titles.join('; ')}\n\n` : ''}${out}${err}`;
}

for (const [what, file, told] of [
  ['each case that the files alone decide', 'told.txt', cases().filter(isDecidedByFiles)],
  ['what no case has', 'pairs.txt', pairs],
] as const)
  it(`what is told of ${what}`, () => {
    const stored = new URL(file, import.meta.url);
    const found = told.map(toldOf).join('\n');
    if (process.env['UPDATE']) writeFileSync(stored, found);
    assert.equal(found, existsSync(stored) ? readFileSync(stored, 'utf8') : '', 'read the difference; UPDATE=1 stores it');
  });
