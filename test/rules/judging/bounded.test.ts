// What somebody repeats thousands of times is told once, or a few hundred times, and never as long as the whole file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeTexts } from '../../../server/src/project/analyze.ts';
import { run } from '../../cli/terminal.ts';

const file = 'config/deploy.yml';
const good = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\nservers: [192.0.2.1]\n';
const times = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const repeated: Readonly<Record<string, string>> = {
  'unknown keys at the root': times(2_000, (index) => `k${index}: 1`),
  'open quotes': times(1_000, (index) => `k${index}: "x`),
  'open brackets': times(1_000, (index) => `k${index}: [x`),
  'open ERB tags': times(1_000, (index) => `k${index}: <%= x`),
  'lone anchors': times(1_000, (index) => `&a${index}`),
  'one long name': `${'k'.repeat(200_000)}: 1`,
  'one long name of half characters': `"${'\\ud83d\\ude00'.repeat(50_000)}": 1`,
};
for (const [what, lines] of Object.entries(repeated)) {
  test(`${what}: every output stays small`, () => {
    const texts = new Map([[file, `${good}${lines}\n`]]);
    for (const format of ['text', 'json', 'github', 'sarif']) {
      const { status, out } = run(['check', '--format', format, '.'], texts);
      assert.ok(status < 2);
      assert.ok(out.length < 1_500_000, `${format}: ${out.length}`);
      assert.doesNotThrow(() => encodeURIComponent(out), format);
    }
  });
}

test('the last finding of a rule that is told says how many are not', () => {
  const texts = new Map([[file, `${good}${repeated['unknown keys at the root']}\n`]]);
  const [{ accepted, findings }] = JSON.parse(run(['check', '--format', 'json', '.'], texts).out).deployments;
  assert.equal(accepted, false);
  const unknown = findings.filter(({ rule }: { rule: string }) => rule === 'unknown-key');
  assert.equal(unknown.length, 250);
  assert.match(unknown.at(-1).message, /^Kamal knows no `k249` .* \(And 1,750 more of this rule in this file\.\)$/);
  assert.match(unknown[0].kamal, /^unknown keys: k0, k1, .*…$/);
});

test('one map that is merged again and again is merged once', () => {
  const keys = times(1_000, (index) => `k${index}: v`).replaceAll('\n', ', ');
  const merge = `x-a: &a {${keys}}\nx-b: &b {k1: b}\n${good}env:\n  clear:\n    <<: [*a, *b, ${Array(3_000).fill('*a').join(', ')}]\n`;
  const start = process.cpuUsage();
  const { deployment } = analyzeTexts(new Map([[file, merge]])).deployments[0]!;
  assert.ok(process.cpuUsage(start).user < 5_000_000);
  const clear = deployment.config.root.entries.get('env')?.value;
  const env = clear?.kind === 'map' ? clear.entries.get('clear')?.value : undefined;
  assert.ok(env?.kind === 'map' && !env.incomplete);
  assert.equal(env.entries.size, 1_000);
  assert.deepEqual([...env.entries.keys()].slice(0, 3), ['k0', 'k1', 'k2']);
  const value = env.entries.get('k1')?.value;
  assert.equal(value?.kind === 'scalar' && value.value, 'v', 'earlier items win');
});

test('maps that merge each other are unknown where they would become millions of entries', () => {
  const keys = times(1_000, (index) => `k${index}: v`).replaceAll('\n', ', ');
  const merges = times(3_000, (index) => `x-b${index}: &b${index} {<<: *a}`);
  const start = process.cpuUsage();
  const { accepted, findings } = analyzeTexts(new Map([[file, `x-a: &a {${keys}}\n${good}${merges}\nenv: {<<: *b2999}\n`]]))
    .deployments[0]!;
  assert.ok(process.cpuUsage(start).user < 5_000_000);
  assert.equal(accepted, null);
  assert.deepEqual(findings, []);
});

test('10,000 unknown keys, one of them empty, are no matter of minutes', () => {
  const start = process.cpuUsage();
  analyzeTexts(new Map([[file, `${good}empty:\n${times(10_000, (index) => `k${index}: 1`)}\n`]]));
  assert.ok(process.cpuUsage(start).user < 6_000_000);
});
