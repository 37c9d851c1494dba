// What a role's proxy is after its map was laid over the root's (`configuration/role.rb`, `configuration/proxy.rb`).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { normalPrefixes } from '../../server/src/deployment/proxy.ts';
import { deploymentIn, proxyText, roleIn } from './table.ts';

/** The proxy of `web`, with `root` as the root's proxy and `own` as the role's. */
function web(root: string | null, own: string | null) {
  const text = `servers:\n  web:\n    hosts: [s]\n${own === null ? '' : `    proxy: ${own}\n`}${root === null ? '' : `proxy: ${root}\n`}`;
  return roleIn(deploymentIn(text), 'web').proxy;
}

describe('root and role', () => {
  const rows: readonly [title: string, root: string | null, own: string | null, expected: string][] = [
    ['neither: Kamal’s defaults', null, null, 'http://*:80 health /up'],
    ['the root alone', '{host: a.example, app_port: 3000}', null, 'http://a.example:3000 health /up'],
    ['the role alone', null, '{host: a.example}', 'http://a.example:80 health /up'],
    ['an empty map is the root', '{host: a.example}', '{}', 'http://a.example:80 health /up'],
    ['true is the root', '{host: a.example}', 'true', 'http://a.example:80 health /up'],
    ['false is none', '{host: a.example}', 'false', 'none'],
    ['the role wins key by key', '{host: a.example, app_port: 3000}', '{host: b.example}', 'http://b.example:3000 health /up'],
    ['maps merge', '{healthcheck: {path: /a, interval: 1}}', '{healthcheck: {path: /b}}', 'http://*:80 health /b'],
    ['lists are replaced', '{hosts: [a.example, b.example]}', '{hosts: [c.example]}', 'http://c.example:80 health /up'],
    ['hosts of the root win over host of the role', '{hosts: [a.example]}', '{host: b.example}', 'http://a.example:80 health /up'],
    ['ssl false of the role switches it off', '{ssl: true, host: a.example}', '{ssl: false}', 'http://a.example:80 health /up'],
    ['ssl true of the role', '{host: a.example}', '{ssl: true}', 'https://a.example:80 health /up'],
    [
      'a certificate of the root',
      '{host: a.example, ssl: {certificate_pem: C, private_key_pem: K}}',
      '{app_port: 1}',
      'https(own)://a.example:1 health /up',
    ],
    [
      'ssl true of the role replaces a certificate',
      '{host: a.example, ssl: {certificate_pem: C, private_key_pem: K}}',
      '{ssl: true}',
      'https://a.example:80 health /up',
    ],
    ['half a certificate is none of one’s own', '{host: a.example, ssl: {certificate_pem: C}}', null, 'https://a.example:80 health /up'],
    ['ssl nothing', '{host: a.example, ssl: }', null, 'http://a.example:80 health /up'],
    ['a root that is no map counts for nothing', 'false', null, 'http://*:80 health /up'],
    ['a list in the role’s place counts for nothing', '{host: a.example}', '[x]', 'http://a.example:80 health /up'],
    ['a host that ERB tells', '{host: <%= x %>}', null, 'http://…:80 health /up'],
    ['ssl that ERB tells', '{ssl: <%= x %>, host: a.example}', null, '?://a.example:80 health /up'],
    ['a port that ERB tells', '{app_port: <%= x %>}', null, 'http://*:? health /up'],
    ['all that ERB tells', '<%= x %>', null, '?://…:?… health ?'],
    ['a path of the health check that ERB tells', '{healthcheck: {path: <%= x %>}}', null, 'http://*:80 health ?'],
    ['a health check that ERB tells', '{healthcheck: <%= x %>}', null, 'http://*:80 health ?'],
    ['ERB elsewhere in the health check', '{healthcheck: {path: /a, interval: <%= x %>}}', null, 'http://*:80 health /a'],
    [
      'a role that says what ERB tells of the root',
      '{healthcheck: {path: <%= x %>}}',
      '{healthcheck: {path: /a}}',
      'http://*:80 health /a',
    ],
    ['a prefix that ERB tells', '{path_prefix: <%= x %>}', null, 'http://*:80… health /up'],
    ['a prefix of which ERB tells a part', '{path_prefix: /a<%= x %>}', null, 'http://*:80… health /up'],
    ['prefixes of which ERB tells one', '{path_prefixes: [/a, <%= x %>]}', null, 'http://*:80/a,… health /up'],
    [
      'a default of the environment is the best guess',
      '{healthcheck: {path: <%= ENV.fetch("UP", "/ok") %>}}',
      null,
      'http://*:80 health /ok',
    ],
  ];
  for (const [title, root, own, expected] of rows) it(title, () => assert.equal(proxyText(web(root, own)), expected));
});

describe('what stands behind a condition may be there or not', () => {
  const rows: readonly [setting: string, expected: string][] = [
    ['healthcheck: {path: /a}', 'http://*:80 health ?'],
    ['app_port: 3000', 'http://*:? health /up'],
    ['path_prefix: /a', 'http://*:80… health /up'],
    ['path_prefixes: [/a]', 'http://*:80… health /up'],
    ['ssl: true', '?://*:80 health /up'],
    ['response_timeout: 5', 'http://*:80 health /up'],
  ];
  for (const [setting, expected] of rows) {
    it(setting, () => {
      const text = `servers: [s]\nproxy:\n  buffering: {requests: true}\n<% if x %>\n  ${setting}\n<% end %>\n`;
      assert.equal(proxyText(roleIn(deploymentIn(text), 'web').proxy), expected);
    });
  }
});

describe('host', () => {
  const rows: readonly [written: string, hosts: string[], places: string[]][] = [
    ['host: a.example', ['a.example'], ['a.example']],
    ['host: a.example,b.example', ['a.example', 'b.example'], ['a.example', 'b.example']],
    // Not trimmed: the blank belongs to the name.
    ['host: a.example, b.example', ['a.example', ' b.example'], ['a.example', ' b.example']],
    ['host: "a.example,b.example"', ['a.example', 'b.example'], ['"a.example,b.example"', '"a.example,b.example"']],
    ['host: a.example,,', ['a.example'], ['a.example,,']],
    ['host:', [], []],
    ['host: 5', ['5'], ['5']],
    ['hosts: [a.example, b.example]', ['a.example', 'b.example'], ['a.example', 'b.example']],
    ['hosts: []', [], []],
  ];
  for (const [written, hosts, places] of rows) {
    it(written, () => {
      const deployment = deploymentIn(`servers: [s]\nproxy:\n  ${written}\n`);
      const { source } = deployment.config.layers[0]!;
      const found = roleIn(deployment, 'web').proxy!.hosts;
      const under = found.map(({ at }) => source.text.slice(source.offset(at.chunk)! + at.from, source.offset(at.chunk)! + at.to));
      assert.deepEqual([found.map(({ name }) => name), under], [hosts, places]);
    });
  }
});

describe('path prefixes', () => {
  const rows: readonly [written: string, prefixes: string[], compared: string[]][] = [
    ['{}', [], ['/']],
    ['{path_prefix: /api}', ['/api'], ['/api']],
    ['{path_prefix: "/api,/v2/"}', ['/api', '/v2/'], ['/api', '/v2']],
    ['{path_prefixes: [api, /]}', ['api', '/'], ['/api', '/']],
  ];
  for (const [written, prefixes, compared] of rows) {
    it(written, () => {
      const proxy = web(written, null)!;
      assert.deepEqual([proxy.pathPrefixes, normalPrefixes(proxy)], [prefixes, compared]);
    });
  }
});
