// A destination's file over the base, as ActiveSupport's `deep_merge!` lays it (`configuration.rb`, `load_config_files`).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { configOf } from '../../server/src/config/config.ts';
import { isCertain, mapAt, valueAt } from '../../server/src/config/get.ts';
import { read } from '../../server/src/source/read.ts';
import { configIn, print } from './print.ts';
import type { Told } from './print.ts';

type Row = readonly [title: string, base: string, destination: string, expected: string];

function table(title: string, rows: readonly Row[], told: Told = {}): void {
  describe(title, () => {
    for (const [name, base, destination, expected] of rows)
      it(name, () => assert.equal(print(configIn(`${base}\n//- /config/deploy.staging.yml\n${destination}`).root, told), expected));
  });
}

table('a destination', [
  ['merges maps, at every depth', 'a: {b: {c: 1, d: 2}}', 'a: {b: {d: 3}}', '{a: {b: {c: 1, d: 3}}}'],
  ['replaces lists', 'a: [x, y]', 'a: [z]', '{a: [z]}'],
  ['replaces a list by a map', 'servers: [x]', 'servers: {web: [y]}', '{servers: {web: [y]}}'],
  ['replaces a map by a list', 'servers: {web: [y]}', 'servers: [x]', '{servers: [x]}'],
  ['replaces by nothing, which deletes no key', 'a: {b: 1}', 'a:', '{a: null}'],
  ['leaves a map that it repeats empty as it is', 'a: {b: 1}', 'a: {}', '{a: {b: 1}}'],
  ['has its new keys at the end', 'a: 1\nb: 2', 'c: 3\nb: 4', '{a: 1, b: 4, c: 3}'],
  ['holds text and a symbol at the root for one key', 'service: a', ':service: b', '{:service: b}'],
  ['holds text and a symbol below for two', 'a: {x: 1}', 'a:\n  :x: 2', '{a: {x: 1, :x: 2}}'],
  ['has anchors of its own', 'a: &n 1', 'b: *n', '{a: 1, b: ?}'],
  ['may define an anchor of the base anew', 'a: &n 1\nb: *n', 'c: &n 2\nd: *n', '{a: 1, b: 1, c: 2, d: 2}'],
  ['merges over what an alias brought, and not over its anchor', 'a: &n {x: 1}\nb: *n', 'b: {x: 2}', '{a: {x: 1}, b: {x: 2}}'],
  ['merges after merge keys were followed', 'd: &d {x: 1, y: 1}\na: {<<: *d}', 'a: {y: 2}', '{d: {x: 1, y: 1}, a: {x: 1, y: 2}}'],
  ['may hold what ERB decides', 'a: 1', '<% if x %>\na: 2\n<% end %>', '{maybe a: 2}'],
  ['may be another where ERB adds to it', 'a: 1', '<%= x %>\nb: 2', '{maybe a: 1, b: 2, …}'],
  [
    'lays what contains itself over what contains itself',
    'a: &a {b: *a, x: 1}',
    'a: &a {b: *a, y: 2}',
    '{a: {b: {b: @, x: 1, y: 2}, x: 1, y: 2}}',
  ],
]);

table(
  'each value knows its file',
  [
    ['one that is untouched', 'a: {x: 1}', 'b: 2', '{a: {x: 1 (base)} (base), b: 2 (staging)}'],
    ['one inside a merged map', 'a: {x: 1, y: 2}', 'a: {y: 3}', '{a: {x: 1 (base), y: 3 (staging)} (base)}'],
  ],
  { file: true },
);

table(
  'each value knows what it replaced',
  [
    ['in the base', 'a: 1', 'a: 2', '{a: 2 (was 1)}'],
    ['in a merged map', 'a: {x: 1, y: 2}', 'a: {y: 3}', '{a: {x: 1, y: 3 (was 2)} (was {x: 1, y: 2})}'],
    ['in its own file', 'b: 1', 'a: 1\na: 2', '{b: 1, a: 2 (was 1)}'],
  ],
  { shadows: true },
);

describe('a document that is no map', () => {
  const rows: readonly [string, string, string, string, boolean][] = [
    ['an empty base', '# nothing', 'a: 1', '{a: 1}', false],
    ['an empty destination', 'a: 1', '# nothing', '{a: 1}', false],
    ['a list', 'a: 1', '- x', '{a: 1}', false],
    ['two documents that are none', '- x', '- y', '{…}', false],
    ['what only ERB tells', '<%= x %>', 'a: 1', '{a: 1}', false],
    ['two maps', 'a: 1', 'b: 1', '{a: 1, b: 1}', true],
  ];
  for (const [title, base, destination, expected, whole] of rows) {
    it(title, () => {
      const { root, whole: ours } = configIn(`${base}\n//- /config/deploy.staging.yml\n${destination}`);
      assert.deepEqual([print(root), ours], [expected, whole]);
    });
  }
});

it('a destination without its base may lack what stands there', () => {
  const source = read('config/deploy.staging.yml', 'servers: [a]\n');
  const { root, partial } = configOf(source, null, true);
  assert.deepEqual([print(root), partial], ['{servers: [a], …}', true]);
});

describe('identity', () => {
  const base = read('config/deploy.yml', 'servers:\n  web: [a]\n  job: [b]\nproxy: {host: a.example}\nenv: {clear: {A: 1}}\n');
  const alone = configOf(base, null).root;
  const over = (text: string, source = base) => configOf(source, { name: 'staging', source: read('config/deploy.staging.yml', text) }).root;

  it('a value that the destination leaves alone is the very same object', () => {
    const root = over('proxy: {ssl: true}\nservers: {web: [c]}\n');
    assert.equal(valueAt(root, 'env'), valueAt(alone, 'env'));
    assert.equal(valueAt(root, 'servers', 'job'), valueAt(alone, 'servers', 'job'));
    assert.equal(valueAt(root, 'proxy', 'host'), valueAt(alone, 'proxy', 'host'));
    assert.notEqual(valueAt(root, 'proxy'), valueAt(alone, 'proxy'));
  });

  it('a merged map is gone through as any other, in Ruby’s order', () => {
    const { root } = configIn('a: {x: 1, y: 2}\n//- /config/deploy.staging.yml\na: {y: 3, z: 4}');
    const { entries } = mapAt(root, 'a')!;
    const names = ['x', 'y', 'z'];
    assert.deepEqual([...entries.keys()], names);
    assert.deepEqual(
      [...entries.values()].map(({ name }) => name),
      names,
    );
    assert.deepEqual(
      [...entries].map(([id, { name }]) => [id, name]),
      names.map((name) => [name, name]),
    );
    const seen: string[] = [];
    entries.forEach(({ name }, id, all) => all === entries && seen.push(`${id} ${name}`));
    assert.deepEqual(seen, ['x x', 'y y', 'z z']);
    assert.deepEqual([entries.size, ...['x', 'z', 'w'].map((name) => entries.has(name))], [3, true, true, false]);
  });

  it('a section that a keystroke leaves alone is the very same object', () => {
    const edited = read(base.file, base.text.replace('A: 1', 'A: 12'), base);
    const { root } = configOf(edited, null);
    assert.equal(valueAt(root, 'servers'), valueAt(alone, 'servers'));
    assert.notEqual(valueAt(root, 'env'), valueAt(alone, 'env'));
  });

  it('an alias is resolved anew when its anchor in another section changes', () => {
    const first = read('config/deploy.yml', 'x-a: &a {clear: {A: 1}}\nenv: *a\nservers: [a]\n');
    configOf(first, null);
    const second = read(first.file, first.text.replace('A: 1', 'A: 2'), first);
    assert.equal(print(configOf(second, null).root), '{x-a: {clear: {A: 2}}, env: {clear: {A: 2}}, servers: [a]}');
  });

  it('an anchor is known to a new alias though its own section was kept', () => {
    const first = read('config/deploy.yml', 'x-a: &a {A: 1}\nenv: {}\n');
    configOf(first, null);
    const second = read(first.file, first.text.replace('env: {}', 'env: *a'), first);
    assert.equal(print(configOf(second, null).root), '{x-a: {A: 1}, env: {A: 1}}');
  });

  it('an entry is the same object only with the same key, value and past', () => {
    const entry = (root: typeof alone, key: string) => root.entries.get(key);
    assert.equal(entry(over('service: x\n'), 'servers'), entry(alone, 'servers'));
    assert.notEqual(entry(over('proxy: {}\n'), 'proxy'), entry(alone, 'proxy'));
  });
});

describe('certain is what neither ERB nor broken text reaches', () => {
  const rows: readonly [string, boolean][] = [
    ['a: {b: [1, x]}', true],
    ['a: {b: <%= x %>}', false],
    ['a:\n  <%= x %>\n  b: 1', false],
    ['a:\n<% if x %>\n  b: 1\n<% end %>\n  c: 2', false],
    ['a: *missing', false],
    ['a: &a {b: *a}', true],
    ['a: &a {b: *a, c: <%= x %>}', false],
  ];
  for (const [text, expected] of rows)
    it(text.replaceAll('\n', '⏎'), () => assert.equal(isCertain(valueAt(configIn(text).root, 'a')!), expected));
});
