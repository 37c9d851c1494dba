// A keystroke calls the rules that read what it changes, in the deployments in which that changes, and no others. Counted by V8 itself.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { RootKey } from '../../server/src/config/root.ts';
import type { InputName } from '../../server/src/rules/inputs.ts';
import { rules } from '../../server/src/rules/index.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { root as schema } from '../../server/src/schema/root.ts';
import { root as repository } from '../../scripts/run.mjs';
import { base, projectOf } from '../bench/typing.ts';
import { countCalls } from '../bench/work.ts';

/** Every root key, with a value in which a digit can be changed: nothing is wrong in it, before or after. */
const sections: Readonly<Record<RootKey, string>> = {
  service: 'shop1',
  image: 'acme/shop1',
  labels: '{team: blue1}',
  servers: '{web: [192.0.2.1], job: {hosts: [192.0.2.11], cmd: bin/jobs}}',
  primary_role: 'web # 1',
  allow_empty_roles: 'false # 1',
  env: '{clear: {A: value1}, secret: [TOKEN]}',
  proxy: '{host: shop1.example.com}',
  registry: '{username: acme1, password: [TOKEN]}',
  builder: '{arch: amd64, args: {A: b1}}',
  accessories: '{db: {image: "postgres:17", host: 192.0.2.21, directories: ["data1:/data"]}}',
  volumes: '["data1:/data"]',
  asset_path: '/app/public/assets1',
  ssh: '{user: deploy1}',
  sshkit: '{max_concurrent_starts: 11}',
  boot: '{limit: 1}',
  aliases: '{console: app exec console1}',
  logging: '{options: {max-size: 11m}}',
  hooks_path: '.kamal/hooks1',
  hooks_output: '{pre-deploy: quiet} # 1',
  secrets_path: '.kamal/secrets1',
  error_pages_path: 'public1',
  require_destination: 'false # 1',
  minimum_version: '2.11.0',
  output: '{file: {path: log/kamal1}}',
  retain_containers: '11',
  readiness_delay: '11',
  deploy_timeout: '131',
  drain_timeout: '31',
  run_directory: '.kamal # 1',
  stop_timeout: '31',
};

/** Which root keys an input hangs on. The places of `service`, the first key, are those of `top` and `baseKey`. */
const behind: Readonly<Record<InputName, readonly RootKey[] | 'all text'>> = {
  destination: [],
  deployedAlone: ['require_destination'],
  destinationFile: [],
  hasDestinations: [],
  base: [],
  baseKey: ['service'],
  top: ['service'],
  partial: [],
  whole: [],
  outputs: [],
  unresolved: [],
  aliased: [],
  envs: ['env', 'servers', 'proxy', 'primary_role', 'service', 'accessories'],
  envCertain: [],
  namesPort: [],
  saidPorts: [],
  namedInEnv: [],
  service: ['service'],
  image: ['image'],
  repository: ['image', 'registry'],
  roles: ['servers', 'proxy', 'primary_role'],
  rolesIncomplete: [],
  primaryRole: ['servers', 'proxy', 'primary_role'],
  primaryHost: [],
  accessories: ['service', 'servers', 'proxy', 'primary_role', 'accessories'],
  boot: ['boot', 'servers', 'proxy', 'primary_role', 'service', 'accessories'],
  problems: [],
  files: [],
  kamal: [],
};

/** The file that each rule stands in, by its id. */
const files = new Map(rules.map(({ id }) => [id, scripts().find(({ text }) => text.includes(`\n  id: '${id}',`))!.script] as const));

function scripts(): { script: string; text: string }[] {
  const folder = path.join(repository, 'server/src/rules');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ script: `rules/${file.split(path.sep).join('/')}`, text: readFileSync(path.join(folder, file), 'utf8') }));
}

function reads({ reads: inputs, looks, keys, each }: Rule, key: RootKey): boolean {
  if (each === 'file') return true;
  // What a version of Kamal may not know yet is told to the rules of validation, whatever stands in it.
  if (inputs.includes('problems') && !['1.x', '2.0'].includes(schema[key].since)) return true;
  const all = [...keys.map((path) => path.split('.')[0]), ...inputs.flatMap((input) => (input === 'family' ? [] : behind[input]))];
  if (Object.keys(looks).length > 0) all.push(...(behind.envs as RootKey[]));
  if (each !== 'deployment') all.push(...(each === 'role' ? (behind.roles as RootKey[]) : (behind.accessories as RootKey[])));
  return all.includes('all text') || all.includes(key);
}

const deploy = Object.entries(sections)
  .map(([key, value]) => `${key}: ${value}\n`)
  .join('');
const destination = 'env:\n  clear:\n    HOST: other1\n';

/** A project that has been judged, with two destinations. */
function judged(text = deploy) {
  const project = projectOf(new Map([[base, text], ['config/deploy.a.yml', destination], ['config/deploy.b.yml', destination]])); // prettier-ignore
  const judge = () => {
    const analysis = project.analysisOf(base)!;
    assert.ok(analysis.deployments.every(({ accepted }) => accepted));
  };
  judge();
  return {
    /** How often each rule is asked when a text is replaced in a file. */
    async edit(file: string, before: string, from: string, to: string): Promise<ReadonlyMap<string, number>> {
      project.edit(file, before);
      judge();
      const calls = await countCalls(() => {
        project.edit(file, before.replace(from, to));
        judge();
      }, 'check');
      // V8 counts a generator once when it is called and once when it runs.
      return new Map([...files].map(([id, script]) => [id, Math.ceil((calls.get(script) ?? 0) / 2)]));
    },
  };
}

test('the sections are all that Kamal knows', () => {
  assert.deepEqual(Object.keys(sections).sort(), Object.keys(schema).sort());
});

for (const [key, value] of Object.entries(sections)) {
  test(`an edit in \`${key}\` asks only rules that read it`, async () => {
    const line = `${key}: ${value}`;
    const calls = await judged().edit(base, deploy, line, line.replace(/\d(?=\D*$)/, '2'));
    const asked = rules.filter(({ id }) => calls.get(id)! > 0);
    assert.deepEqual(
      asked.filter((rule) => !reads(rule, key as RootKey)).map(({ id }) => id),
      [],
    );
    assert.ok(asked.length > 0);
  });
}

test('an edit in a destination asks no rule about the others, nor about the base alone', async () => {
  const calls = await judged().edit('config/deploy.a.yml', destination, 'other1', 'other2');
  const most = { deployment: 1, role: 2, accessory: 1, file: 1 };
  const more = rules.filter(({ id, each, reads }) => !reads.includes('family') && calls.get(id)! > most[each]);
  assert.deepEqual(more, []);
  assert.equal(calls.get('accessory-host-name'), 1);
  // There is nothing that it looks for.
  assert.equal(calls.get('env-clear-dollar'), 0);
  assert.equal(calls.get('yaml-syntax'), 1);
  assert.equal(calls.get('service-name'), 0);
});

test('a rule about accessories is asked about the one that was edited, once for all destinations', async () => {
  // Long enough to be read in pieces: of a short section all is read again.
  const accessory = (name: string, host: number) =>
    `  ${name}:\n    image: ${name}:1\n    host: 192.0.2.${host}\n    env:\n      clear:\n        LONG: ${'x'.repeat(300)}\n`;
  const text = deploy.replace(/^accessories:.*$/m, `accessories:\n${accessory('a', 21)}${accessory('b', 22)}`);
  const calls = await judged(text).edit(base, text, 'b:1', 'b:2');
  assert.equal(calls.get('accessory-image-latest'), 1);
  assert.equal(calls.get('accessory-target'), 1);
});
