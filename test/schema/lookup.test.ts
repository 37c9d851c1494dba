import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachKey, keyAt, placesOf, sectionAt } from '../../server/src/schema/index.ts';

const named = (path: readonly string[]): string[] => path.map((part) => (part === '*' ? 'NAME' : part));

for (const [path, purpose] of [
  ['service', /^Name of the app/],
  ['servers web', /^A role/],
  ['servers web proxy', /^Whether this role/],
  ['servers web proxy ssl', /^HTTPS/],
  ['servers web hosts', /^Servers on which this role runs/],
  ['servers web hosts 0 10.0.0.1', /^A server, and the tags/],
  ['servers web 0 10.0.0.1', /^A server, and the tags/],
  ['servers 0 10.0.0.1', /^A server, and the tags/],
  ['servers web options restart', /^When Docker starts/],
  ['accessories db', /^A service beside the app/],
  ['accessories db proxy host', /^The host name/],
  ['accessories db files 0 remote', /^Absolute path/],
  ['accessories db files remote', /^Absolute path/],
  ['env FOO', /^An environment variable/],
  ['env clear FOO', /^An environment variable/],
  ['env tags monitoring clear FOO', /^An environment variable/],
  ['hooks_output pre-deploy', /^How much of what this hook/],
  ['proxy ssl certificate_pem', /^Name of the secret/],
] as const) {
  test(`a key at ${path}`, () => assert.match(keyAt(path.split(' '))?.purpose ?? 'none', purpose));
}

for (const path of [
  '',
  'traefik',
  'proxy ssl_certificate',
  'servers web traefik',
  'env tags a tags',
  'servers web env tags',
  'service name',
  'constructor',
  'proxy toString',
]) {
  test(`no key at ${path || 'the root'}`, () => assert.equal(keyAt(path.split(' ').filter(Boolean)), undefined));
}

for (const [path, keys] of [
  ['', 'service image servers'],
  ['servers web', 'hosts cmd proxy'],
  ['accessories db', 'image service host'],
  ['accessories db proxy', 'host hosts app_port'],
  ['accessories db files 0', 'local remote mode'],
  ['env', 'clear secret tags'],
  ['servers web env', 'clear secret'],
  ['env tags a', 'clear secret'],
  ['proxy ssl', 'certificate_pem private_key_pem'],
] as const) {
  test(`keys in the map at ${path || 'the root'}`, () => {
    const section = sectionAt(path.split(' ').filter(Boolean)) ?? {};
    assert.equal(Object.keys(section).slice(0, 3).join(' '), keys);
  });
}

for (const path of ['servers', 'servers 0', 'accessories', 'aliases', 'env clear', 'service', 'labels']) {
  test(`no known keys in ${path}`, () => assert.equal(sectionAt(path.split(' ')), undefined));
}

test('places of a key', () => {
  assert.deepEqual(placesOf('deploy_timeout'), [['deploy_timeout']]);
  assert.deepEqual(
    placesOf('ssl')
      .map((path) => path.join(' '))
      .sort(),
    ['accessories * proxy ssl', 'proxy ssl', 'servers * proxy ssl'],
  );
  assert.deepEqual(placesOf('traefik'), []);
  assert.deepEqual(placesOf('constructor'), []);
});

test('every key is found at each of its places', () => {
  const lost: string[] = [];
  eachKey((path, key) => {
    const found = keyAt(named(path));
    if (found?.purpose !== key.purpose) lost.push(path.join(' '));
    const name = path.at(-1) as string;
    if (name !== '*' && !placesOf(name).some((place) => place.join(' ') === path.filter((part) => part !== '0').join(' ')))
      lost.push(`placesOf: ${path.join(' ')}`);
  });
  assert.deepEqual(lost, []);
});
