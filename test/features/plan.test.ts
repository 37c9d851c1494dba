import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plan } from '../../server/src/features/plan.ts';
import { analyzeTexts, filesOf } from '../../server/src/project/analyze.ts';
import type { Snapshot } from '../../server/src/plan/plan.ts';

const old = `service: shop
image: acme/shop
servers:
  web: [192.0.2.10]
  workers:
    hosts: [192.0.2.11]
    cmd: bin/jobs
proxy:
  host: shop.example.com
registry:
  username: acme
  password: [KAMAL_REGISTRY_PASSWORD]
builder:
  arch: amd64
`;

function snapshot(text: string, more: Readonly<Record<string, string>> = {}): Snapshot {
  const texts = new Map(Object.entries({ 'config/deploy.yml': text, ...more }));
  return { analysis: analyzeTexts(texts), files: filesOf(texts) };
}

const about = { destination: undefined, from: 'HEAD', uriOf: (path: string) => `file:///app/${path}` };

test('a role that is renamed: what it says, where, and what to type', () => {
  const { summary, worst, consequences, markdown } = plan(snapshot(old), snapshot(old.replace('workers:', 'jobs:')), about);
  assert.equal(summary, '1 thing is left behind');
  assert.equal(worst, 'left-behind');
  const [first] = consequences;
  assert.equal(
    first?.message,
    'The container of the role `workers` keeps running on 192.0.2.11, and goes on working: a deploy looks only at what the new files name.',
  );
  assert.deepEqual(first.target, {
    uri: 'file:///app/config/deploy.yml',
    range: { start: { line: 4, character: 2 }, end: { line: 4, character: 7 } },
  });
  assert.deepEqual(first.commands, [
    ['kamal app stop --roles workers --hosts 192.0.2.11'],
    ['kamal app remove --roles workers --hosts 192.0.2.11'],
    [
      "kamal server exec --hosts 192.0.2.11 'docker stop $(docker ps -q --filter label=service=shop --filter label=role=workers --filter label=destination=)'",
    ],
  ]);
  assert.match(markdown, /^## Plan since HEAD\n/);
  assert.match(markdown, /\(`config\/deploy\.yml:5`\)/);
});

test('nothing that concerns servers: nothing is said', () => {
  const { summary, worst, consequences } = plan(snapshot(old), snapshot(old.replace('amd64', 'arm64')), about);
  assert.deepEqual({ summary, worst, consequences }, { summary: '', worst: null, consequences: [] });
});

test('several destinations are told apart by name', () => {
  const staging = 'servers:\n  web: [192.0.2.20]\n  workers: {hosts: [192.0.2.21], cmd: bin/jobs}\n';
  const before = snapshot(old, { 'config/deploy.staging.yml': staging });
  const after = snapshot(old, { 'config/deploy.staging.yml': staging.replace('192.0.2.20', '192.0.2.22') });
  const told = plan(before, after, about);
  assert.equal(told.summary, 'kamal deploy -d staging: 2 things are left behind');
  assert.ok(told.consequences[0]?.commands[0]?.[0]?.endsWith(' -d staging'));
});

test('a destination that is gone keeps running', () => {
  const staging = 'servers:\n  web: [192.0.2.20]\n';
  const { consequences } = plan(snapshot(old, { 'config/deploy.staging.yml': staging }), snapshot(old), about);
  assert.equal(consequences[0]?.severity, 'left-behind');
  assert.match(consequences[0].message, /^The destination `staging` is gone from the files/);
  assert.deepEqual(consequences[0].commands, [['kamal app remove -d staging']]);
});

test('what Kamal refuses is told by its finding: no line above the file', () => {
  const told = plan(snapshot(old), snapshot(old.replace('  web:', '  wep:')), about);
  assert.deepEqual({ summary: told.summary, worst: told.worst }, { summary: '', worst: null });
  assert.equal(told.consequences[0]?.severity, 'fails');
});
