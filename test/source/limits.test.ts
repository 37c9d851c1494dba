import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import { read } from '../../server/src/source/read.ts';

const hostile: Record<string, string> = {
  'more than 1 MB': 'a: b\n'.repeat(250_000),
  'one endless line': `a: [${'1,'.repeat(20_000)}1]\n`,
  'brackets without end': '[\n'.repeat(1_000),
  'a list in a list in a list': `${'- '.repeat(500)}a\n`,
  'sections in sections': Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}k:\n`).join(''),
};

for (const [name, text] of Object.entries(hostile))
  test(`${name}: one message, and no tree`, () => {
    const source = read('config/deploy.yml', text);
    assert.equal(source.unreadable, true);
    assert.equal(source.root, null);
    assert.deepEqual(
      source.problems.map(({ kind, refused }) => [kind, refused]),
      [['limit', false]],
    );
  });

test('20,000 lines are read', () => {
  const source = read('config/deploy.yml', `servers:\n  web:\n${'    - 10.0.0.1\n'.repeat(20_000)}`);
  assert.deepEqual(source.problems, []);
});

test('conditions in conditions, more than anybody can look through, are left undecided', () => {
  const open = 'service: shop\n<% if ENV["A"] %>\n'.padEnd(60_000, '<% if ENV["A"] %>\n');
  for (const text of [open, open + '<% end %>\n'.repeat(5_000)]) {
    const [{ accepted } = { accepted: true }] = analyzeTexts(new Map([['config/deploy.yml', text]])).deployments;
    assert.notEqual(accepted, true);
  }
});
