import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import type { At } from '../../server/src/source/node.ts';
import { read } from '../../server/src/source/read.ts';
import type { Source } from '../../server/src/source/source.ts';
import { generate } from '../bench/generate.ts';
import { processorTime } from '../support/processorTime.ts';

const hostile: Record<string, string> = {
  'more than 1 MB': 'a: b\n'.repeat(250_000),
  'more than 25,000 lines': 'key: value\n'.repeat(25_001),
  'more than 25,000 lines that end with CR': 'key: value\r'.repeat(25_001),
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

const many = (line: (index: number) => string): string => Array.from({ length: 300 }, (_, index) => line(index)).join('');
const faulty: Record<string, string> = {
  'double quotes that never close': many((i) => `key-${i}: "a\n`),
  'single quotes that never close': `env:\n  clear:\n${many((i) => `    A${i}: 'a\n`)}`,
  'brackets that never close': many((i) => `key-${i}: [a\n`),
  'brackets that were never opened': many((i) => `key-${i}: a\n]\n`),
  'words without a colon': many((i) => `word-${i}\nkey-${i}: 1\n`),
  'two colons on a line': `x-a:\n${many((i) => `  key-${i}:\n    b: c: d\n`)}`,
};
for (const [name, text] of Object.entries(faulty))
  test(`${name}: the first are told, and from where on the rest is not read`, () => {
    const source = read('config/deploy.yml', `service: shop\n${text}image: shop/app\n`);
    const syntax = source.problems.filter(({ kind }) => kind === 'syntax');
    const limits = source.problems.filter(({ kind }) => kind === 'limit');
    assert.ok(syntax.length >= 200 && syntax.length <= 400, `${syntax.length}`);
    assert.deepEqual(
      limits.map(({ refused }) => refused),
      [false],
    );
    const offset = (at: At): number => source.offset(at.chunk)! + at.from;
    assert.ok(syntax.every(({ at }) => offset(at) < offset(limits[0]!.at)));
    assert.ok(source.root?.kind === 'map' && source.root.incomplete, 'what is not read may hold anything');
  });

test('what was not read is read as soon as what stands before it is in order, and no other way than anew', () => {
  const lines = Array.from({ length: 205 }, (_, index) => `key-${index}: "a\n`);
  let source = read('config/deploy.yml', `${lines.join('')}labels: [a\nimage: b: c\n`);
  for (let index = 0; index < 8; index++) {
    lines[index] = `key-${index}: a\n`;
    const text = `${lines.join('')}labels: [a\nimage: b: c\n`;
    source = read('config/deploy.yml', text, source);
    const anew = read('config/deploy.yml', text);
    const told = ({ problems, offset }: Source) => problems.map(({ at, kind, message }) => [offset(at.chunk)! + at.from, kind, message]);
    assert.deepEqual(told(source), told(anew), `${index}`);
  }
  assert.ok(!source.problems.some(({ kind }) => kind === 'limit'));
});

test('lists in brackets that close in the first column are read, however many', () => {
  const start = processorTime();
  const source = read(
    'config/deploy.yml',
    many((i) => `key-${i}: [\na,\nb\n]\n`),
  );
  assert.deepEqual(source.problems, []);
  assert.ok(processorTime() - start < 1_000);
});

test('20,000 lines are read', () => {
  for (const text of [`servers:\n  web:\n${'    - 10.0.0.1\n'.repeat(20_000)}`, generate(20_000)])
    assert.deepEqual(read('config/deploy.yml', text).problems, []);
});

test('conditions in conditions, more than anybody can look through, are left undecided', () => {
  const open = 'service: shop\n<% if ENV["A"] %>\n'.padEnd(60_000, '<% if ENV["A"] %>\n');
  for (const text of [open, open + '<% end %>\n'.repeat(5_000)]) {
    const [{ accepted } = { accepted: true }] = analyzeTexts(new Map([['config/deploy.yml', text]])).deployments;
    assert.notEqual(accepted, true);
  }
});
