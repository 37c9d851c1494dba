// What the pages cannot show of the rules about roles, hosts, commands and accessories: ERB, files that are not read yet, fixes that are not preferred.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyze, filesOf } from '../../server/src/project/analyze.ts';
import { rules } from '../../server/src/rules/index.ts';
import type { Files } from '../../server/src/files/files.ts';
import { read } from '../../server/src/source/read.ts';
import { completion } from '../support/complete.ts';
import { dedent } from '../support/files.ts';
import { findingsIn, findingsOf } from '../support/findings.ts';
import type { Located } from '../support/findings.ts';

const base = 'config/deploy.yml';
const subject =
  /^(host-(dropped|duplicate|format|tag)|role-(same|publishes|nothing)|cmd-host|option-breaks|accessory-(port-public|image|files|local)|destinations-)/;

function textsOf(text: string, destinations: Readonly<Record<string, string>> = {}): Map<string, string> {
  const own = dedent(text);
  const others = Object.entries(destinations).map(([name, text]) => [`config/deploy.${name}.yml`, dedent(text)] as const);
  return new Map([[base, completion(own) + own], ...others]);
}

/** Our findings: rule and marked text. */
function told(located: readonly Located[], texts: ReadonlyMap<string, string>): string[] {
  return located.flatMap(({ finding, file, from, to }) =>
    subject.test(finding.rule) ? [`${finding.rule}: ${texts.get(file)!.slice(from, to)}`] : [],
  );
}

function found(text: string, destinations?: Readonly<Record<string, string>>): string[] {
  const texts = textsOf(text, destinations);
  return told(findingsIn(texts), texts);
}

/** Titles of a rule's first finding's fixes, the preferred one with a star. */
function fixes(rule: string, text: string, destinations?: Readonly<Record<string, string>>): string[] {
  const finding = findingsIn(textsOf(text, destinations)).find(({ finding }) => finding.rule === rule)?.finding;
  return (finding ?? assert.fail(`no ${rule}`)).fixes.map(({ title, preferred }) => (preferred ? `* ${title}` : title));
}

describe('rules about roles, hosts and accessories', () => {
  it('are all meant by these tests', () => assert.equal(rules.filter(({ id }) => subject.test(id)).length, 17));

  it('say nothing of what ERB or the environment decides', () => {
    assert.deepEqual(
      found(`
        servers:
          web:
            hosts:
              - <%= ENV["A"] %>: [west]
              - <%= ENV.fetch("H", "deploy@192.0.2.1") %>
          job:
            hosts: [192.0.2.1]
            cmd: <%= ENV.fetch("C", "a && b") %>
            options:
              init: <%= ENV["I"] %>
              publish: "<%= ENV["P"] %>:80"
        <%= more_settings %>
        accessories:
          db:
            image: <%= ENV.fetch("IMAGE", "redis") %>
            host: 192.0.2.1
            port: "<%= ENV["P"] %>:22"
            files: [<%= ENV["F"] %>]
          cache:
            host: 192.0.2.1
            <%= more_keys %>
      `),
      [],
    );
  });

  it('say nothing as long as a file that they need has not been read', () => {
    const texts = textsOf(`
      servers:
        web:
          hosts: [192.0.2.1]
          options: {publish: "80:80"}
      accessories:
        db: {image: "mysql:8.4", host: 192.0.2.1, files: ["my.cnf:/etc/my.cnf"]}
    `);
    const judged = (files: Files) => findingsOf(analyze({ base: read(base, texts.get(base)!), destinations: [] }, { files, kamal: null }));
    const known = filesOf(texts);
    assert.deepEqual(told(judged(known), texts), ['role-publishes-port: "80:80"', 'accessory-local-file-missing: "my.cnf:/etc/my.cnf"']);
    assert.deepEqual(told(judged({ ...known, get: () => 'unread', list: () => 'unread' }), texts), []);
  });

  it('tell of a place once where several roles have it from there', () => {
    assert.deepEqual(
      found(`
        x-worker: &worker
          hosts: [192.0.2.1, 12345]
          cmd: a && b
          options: {publish: "80:80"}
        servers:
          web: [192.0.2.1]
          one: *worker
          two: *worker
      `),
      ['host-dropped: 12345', 'cmd-host-shell: a && b', 'role-publishes-port: "80:80"'],
    );
  });
});

describe('host-format', () => {
  const web = (...hosts: string[]) => `servers:\n  web:\n${hosts.map((host) => `    - ${host}\n`).join('')}`;

  it('sets `ssh` only where nobody is reached otherwise then', () => {
    assert.deepEqual(fixes('host-format', web('deploy@a.test', 'deploy@b.test')), ['* Write the bare names and `ssh.user: deploy`']);
    assert.deepEqual(fixes('host-format', web('root@a.test:22', 'b.test')), ['* Write `a.test`']);
    assert.deepEqual(fixes('host-format', web('deploy@a.test', 'b.test')), ['Write `a.test`']);
    assert.deepEqual(fixes('host-format', `${web('deploy@a.test')}ssh:\n  user: admin\n`), ['Write `a.test`']);
    assert.deepEqual(fixes('host-format', web('deploy@a.test'), { staging: web('b.test') }), ['Write `a.test`']);
    assert.deepEqual(fixes('host-format', `${web('deploy@a.test')}accessories:\n  db: {image: "m:1", host: b.test}\n`), ['Write `a.test`']);
  });

  it('leaves two writings of one server for a person', () => {
    assert.deepEqual(fixes('host-format', web('a.test', 'a.test:22')), ['Write `a.test`']);
  });
});

describe('accessory-port-public', () => {
  const db = (host: string, port: string, image = 'postgres:17') =>
    `servers: [192.0.2.1]\naccessories:\n  db: {image: "${image}", host: ${host}, port: "${port}"}\n`;

  it('offers the loopback address only where the app is on the same server', () => {
    assert.deepEqual(fixes('accessory-port-public', db('192.0.2.1', '5432')), [
      'Remove `port`: the app reaches it at `shop-db`',
      'Publish it on the server only: `127.0.0.1:5432:5432`',
    ]);
    assert.deepEqual(fixes('accessory-port-public', db('192.0.2.2', '5432')), []);
  });

  it('warns of known datastores on public servers only', () => {
    const severity = (text: string) =>
      findingsIn(textsOf(text)).find(({ finding }) => finding.rule === 'accessory-port-public')?.finding.severity;
    assert.equal(severity(db('192.0.2.2', '5433:5432', 'ghcr.io/acme/postgres:17@sha256:0')), 'warning');
    assert.equal(severity(db('10.0.0.2', '5432')), 'information');
    assert.equal(severity(db('db.internal', '5432')), 'information');
    assert.equal(severity(db('192.0.2.2', '9000', 'acme/console:1')), 'information');
    assert.equal(severity(db('192.0.2.2', '443', 'acme/console:1')), undefined);
  });
});

describe('cmd-host-shell', () => {
  const command = (cmd: string) => found(`servers:\n  web:\n    hosts: [a.test]\n    cmd: ${JSON.stringify(cmd)}\n`).length > 0;

  it('knows what a shell would take for itself', () => {
    for (const cmd of [
      'a && b',
      'a || b',
      'a; b',
      'a | b',
      'a > b',
      'a < b',
      'a &',
      'a $B',
      'a ${B}',
      'a $(b)',
      'a `b`',
      'a "$B"',
      'a "`b`"',
      "a 'b' && c",
    ])
      assert.ok(command(cmd), cmd);
  });

  it('knows what a shell leaves alone', () => {
    for (const cmd of ["sh -c 'a && b $C `d`'", 'sh -c "a && b"', 'a \\$B', 'a "\\$B"', 'a 5$', 'a $1', "a 'b\"c' d", 'a "it\'s & co"'])
      assert.ok(!command(cmd), cmd);
  });
});
