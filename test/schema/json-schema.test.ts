import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { configOf } from '../../server/src/config/config.ts';
import type { Value } from '../../server/src/config/value.ts';
import { jsonSchema } from '../../server/src/schema/json-schema.ts';
import { read } from '../../server/src/source/read.ts';
import { cases, type Case } from '../kamal/cases.ts';
import { dedent } from '../support/files.ts';

const ajv = new Ajv({
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
  keywords: ['markdownDescription', 'deprecationMessage'],
});
const whole = ajv.compile(jsonSchema({ parse }) as object);
const part = ajv.compile(jsonSchema({ parse, part: true }) as object);

/** What Ruby reads, as JSON: infinity as text; null for dates, which no key takes, and for a map that contains itself. */
function toJson(value: Value, around: readonly Value[] = []): unknown {
  if (around.includes(value)) return null;
  const inside = [...around, value];
  switch (value.kind) {
    case 'map':
      return Object.fromEntries([...value.entries.values()].map((entry) => [entry.name, toJson(entry.value, inside)]));
    case 'list':
      return value.items.map((item) => toJson(item, inside));
    case 'scalar':
      if (value.type === 'date' || value.type === 'time' || value.type === 'other') return null;
      if (typeof value.value === 'bigint') return Number(value.value);
      return value.type === 'float' && !Number.isFinite(value.value) ? value.string : value.value;
    case 'unknown':
      return undefined;
  }
}

/** What Kamal validates, as JSON; undefined where ERB or bytes that are no text leave it open. */
function merged({ files, destination }: Case): unknown {
  const sources = ['config/deploy.yml', ...(destination === undefined ? [] : [`config/deploy.${destination}.yml`])].map((path) => {
    const text = files[path];
    return typeof text === 'string' && !text.includes('<%') ? read(path, text) : undefined;
  });
  const [base, layer] = sources;
  if (sources.includes(undefined) || !base) return undefined;
  return toJson(configOf(base, layer && destination !== undefined ? { name: destination, source: layer } : null).root);
}

const judged = cases().flatMap((one) => {
  const value = merged(one);
  return value === undefined ? [] : [{ name: one.name, value, kamal: one.kamal }];
});

test('every configuration that Kamal loads is valid', () => {
  const accepted = judged.filter(({ kamal }) => kamal.accepts);
  assert.ok(accepted.length > 300, `only ${accepted.length} cases`);
  const refused = accepted.flatMap(({ name, value }) => (whole(value) ? [] : [`${name}: ${ajv.errorsText(whole.errors)}`]));
  assert.deepEqual(refused, []);
});

test('a part of a configuration may leave everything out', () => {
  const refused = judged.flatMap(({ name, value, kamal }) =>
    !kamal.accepts || part(value) ? [] : [`${name}: ${ajv.errorsText(part.errors)}`],
  );
  assert.deepEqual(refused, []);
  assert.equal(part({}), true);
  assert.equal(part({ proxy: { ssl: true } }), true);
  assert.equal(part({ proxy: { host: 'a', hosts: ['b'] } }), false);
});

test('most of what Kamal refuses for a key or its value is invalid', (t) => {
  const refusals = judged.filter(({ kamal }) =>
    /unknown keys?:|should be|is required|specify one of|reserved labels|Must set a host|Missing \w+ setting/i.test(kamal.message ?? ''),
  );
  const missed = refusals.filter(({ value }) => whole(value));
  t.diagnostic(`${refusals.length - missed.length} of ${refusals.length} refused; missed: ${missed.map(({ name }) => name).join(', ')}`);
  assert.ok(
    missed.length <= refusals.length * 0.05,
    `missed ${missed.length} of ${refusals.length}: ${missed.map(({ name, kamal }) => `${name} (${kamal.message})`).join('\n')}`,
  );
});

const shop = `
  service: shop
  image: me/shop
  servers: [10.0.0.1]
  registry: {username: me, password: [TOKEN]}
  builder: {arch: amd64}
`;

for (const [what, text, valid] of [
  ['a small configuration', '', true],
  ['an extension at the root', 'x-common: {a: [1]}', true],
  ['an unknown key', 'traefik: {}', false],
  ['an extension below the root', 'proxy: {x-a: 1}', false],
  ['a null', 'labels:', false],
  ['a quoted number where text may be a number', 'ssh: {port: "22"}', true],
  ['an integer written as another editor reads it', 'proxy: {buffering: {max_request_body: "40_000_000"}}', true],
  ['a boolean as YAML 1.2 reads it', 'require_destination: "yes"', true],
  ['a quoted integer', 'deploy_timeout: "30"', false],
  ['ERB for an integer', 'deploy_timeout: "<%= 30 %>"', true],
  ['simple variables', 'env: {A: 1, B: x}', true],
  ['mixed variables', 'env: {A: 1, secret: [B]}', false],
  ['tags below a tag', 'env: {tags: {a: {tags: {}}}}', false],
  ['host and hosts', 'proxy: {host: a, hosts: [b]}', false],
  ['ssl without host', 'proxy: {ssl: true}', false],
  ['ssl off without host', 'proxy: {ssl: false}', true],
  ['half a certificate', 'proxy: {host: a, ssl: {certificate_pem: A}}', false],
  ['proxy off at the root', 'proxy: false', false],
  ['an accessory without a place', 'accessories: {db: {image: a}}', false],
  ['an accessory with two', 'accessories: {db: {host: a, role: web}}', false],
  ['an accessory with its proxy off', 'accessories: {db: {host: a, proxy: false}}', true],
  ['an accessory with its proxy on', 'accessories: {db: {host: a, proxy: true}}', false],
  ['an alias with the name of a command', 'aliases: {deploy: app logs}', false],
] as const) {
  test(`${what} is ${valid ? 'valid' : 'invalid'}`, () => {
    assert.equal(whole(parse(`${dedent(shop)}\n${text}\n`)), valid, ajv.errorsText(whole.errors));
  });
}

test('the whole of it', () => {
  const stored = new URL('json-schema.txt', import.meta.url);
  const found = `${JSON.stringify(jsonSchema({ parse }), null, 1)}\n`;
  if (process.env['UPDATE']) writeFileSync(stored, found);
  assert.equal(found, existsSync(stored) ? readFileSync(stored, 'utf8') : '', 'read the difference; UPDATE=1 stores it');
});

test('every key carries its text', () => {
  const schema = JSON.stringify(jsonSchema({ parse }));
  assert.match(schema, /"service":\{"description":"Name of the app/);
  assert.match(schema, /"retain_containers":\{[^}]*"default":5/);
});

test('each has an address of its own, and says once what several keys share', () => {
  const [alone, beside] = [jsonSchema({ parse }), jsonSchema({ parse, part: true })] as {
    readonly $id: string;
    readonly definitions: Readonly<Record<string, unknown>>;
  }[];
  assert.match(alone!.$id, /\/deploy\.schema\.json$/);
  assert.match(beside!.$id, /\/deploy\.part\.schema\.json$/);
  for (const schema of [alone!, beside!]) {
    const text = JSON.stringify(schema);
    const used = new Set([...text.matchAll(/"\$ref":"#\/definitions\/([^"]*)"/g)].map(([, name]) => name));
    assert.deepEqual(used, new Set(Object.keys(schema.definitions)));
    for (const [name, definition] of Object.entries(schema.definitions))
      assert.equal(text.split(JSON.stringify(definition)).length, 2, `${name} stands once`);
  }
});
