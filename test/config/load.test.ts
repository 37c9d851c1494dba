// What Psych makes of one file: each row is a text and the Ruby objects it becomes (`Psych.unsafe_load`).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { configIn, print } from './print.ts';

type Row = readonly [title: string, text: string, expected: string];

function table(title: string, rows: readonly Row[], told = {}): void {
  describe(title, () => {
    for (const [name, text, expected] of rows) it(name, () => assert.equal(print(configIn(text).root, told), expected));
  });
}

table('merge keys', [
  ['bring the keys of an alias', 'x: &x {a: 1, b: 2}\ny: {<<: *x}', '{x: {a: 1, b: 2}, y: {a: 1, b: 2}}'],
  ['win over keys before them, in the place of those', 'x: &x {a: 1, b: 2}\ny: {b: 3, <<: *x}', '{x: {a: 1, b: 2}, y: {b: 2, a: 1}}'],
  ['lose to keys after them', 'x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}', '{x: {a: 1, b: 2}, y: {a: 1, b: 3}}'],
  ['bring an inline map', 'y: {<<: {a: 1}, b: 2}', '{y: {a: 1, b: 2}}'],
  [
    'bring a list of maps, of which the earlier wins, the later one’s keys first',
    'p: &p {a: 1, b: 1}\nq: &q {b: 2, c: 2}\ny: {<<: [*p, *q]}',
    '{p: {a: 1, b: 1}, q: {b: 2, c: 2}, y: {b: 1, c: 2, a: 1}}',
  ],
  ['bring nothing for an empty list', 'y: {<<: [], a: 1}', '{y: {a: 1}}'],
  ['are both applied where there are two, the later one wins', 'y: {<<: {a: 1, b: 1}, <<: {b: 2}}', '{y: {a: 1, b: 2}}'],
  ['work in quotes', 'y: {"<<": {a: 1}}', '{y: {a: 1}}'],
  ['are a name after !!str', 'y: {!!str <<: {a: 1}}', '{y: {"<<": {a: 1}}}'],
  ['with text are a name', 'y: {<<: text, a: 1}', '{y: {"<<": text, a: 1}}'],
  ['with nothing are a name', 'y:\n  <<:\n  a: 1', '{y: {"<<": null, a: 1}}'],
  ['with a list of text are a name', 'y: {<<: [text, {a: 1}]}', '{y: {"<<": [text, {a: 1}]}}'],
  ['with an alias to a list are a name, even if it holds maps', 'x: &x [{a: 1}]\ny: {<<: *x}', '{x: [{a: 1}], y: {"<<": [{a: 1}]}}'],
  ['with what only ERB tells leave the map open', 'y:\n  <<: <%= x %>\n  a: 1', '{y: {a: 1, …}}'],
  ['bring openness along', 'x: &x\n  a: 1\n  <%= more %>\ny: {<<: *x}', '{x: {a: 1, …}, y: {a: 1, …}}'],
  ['in an ERB branch may bring nothing', 'x: &x {a: 1}\ny:\n<% if z %>\n  <<: *x\n<% end %>\n  b: 2', '{x: {a: 1}, y: {maybe a: 1, b: 2}}'],
  ['work at the root', 'x-d: &d {service: shop}\n<<: *d\nimage: app', '{x-d: {service: shop}, service: shop, image: app}'],
]);

table('aliases', [
  ['stand for their anchor', 'a: &a [1, x]\nb: *a', '{a: [1, x], b: [1, x]}'],
  ['are a list of their own inside a list', 'a: &a [x]\nb: [*a, y]', '{a: [x], b: [[x], y]}'],
  ['mean the latest definition before them', 'a: &n 1\nb: *n\nc: &n 2\nd: *n', '{a: 1, b: 1, c: 2, d: 2}'],
  ['without a definition are unknown', 'a: *n\nb: 1', '{a: ?, b: 1}'],
  ['do not see what is defined after them', 'a: *n\nb: &n 1', '{a: ?, b: 1}'],
  ['may stand inside what they name', 'a: &a\n  b: *a', '{a: {b: {b: @}}}'],
  ['may be keys', 'a: &a name\nb: {*a : 1}', '{a: name, b: {name: 1}}'],
]);

table(
  'values know the alias they came through',
  [
    ['as they are', 'a: &a 1\nb: *a', '{a: 1, b: 1 (*a)}'],
    ['by a merge key', 'a: &a {x: 1}\nb: {<<: *a, y: 2}', '{a: {x: 1}, b: {x: 1 (*a), y: 2}}'],
    ['by a merge key with a list', 'a: &a {x: 1}\nb: {<<: [*a, {y: 2}]}', '{a: {x: 1}, b: {y: 2, x: 1 (*a)}}'],
  ],
  { via: true },
);

table(
  'keys that stand twice',
  [
    ['the last value wins in the first place', 'a: 1\nb: 2\na: 3', '{a: 3 (was 1), b: 2}'],
    ['maps do not merge', 'a: {x: 1}\na: {y: 2}', '{a: {y: 2} (was {x: 1})}'],
    ['text and a number are two keys', 'm: {5: a, "5": b}', '{m: {integer 5: a, "5": b}}'],
    ['text and a symbol are two keys below the root', 'm:\n  :a: 1\n  a: 2', '{m: {:a: 1, a: 2}}'],
    ['yes and true are one key', 'm: {yes: 1, true: 2}', '{m: {boolean true: 2 (was 1)}}'],
    ['lists are keys of their own, wherever they stand', 'service: shop\n[a]: 1\n[b]: 2', '{service: shop, list ["a"]: 1, list ["b"]: 2}'],
    ['what ERB tells is a key of its own', '<%= a %>: 1\n<%= b %>: 2', '{unknown: 1, unknown: 2, …}'],
  ],
  { shadows: true },
);

table('symbols at the root', [
  ['are names like text', ':service: shop', '{:service: shop}'],
  ['win over text before them', 'service: a\n:service: b', '{:service: b}'],
  ['lose to text after them', ':service: a\nservice: b', '{service: b}'],
  // Until the map is whole they are two keys, and the text's place is the first.
  ['win over text that stands before and after them', 'service: a\n:service: b\nservice: c', '{:service: b}'],
  ['come by a merge key too', 'x: &x\n  :service: shop\n<<: *x\nservice: blog', '{x: {:service: shop}, service: blog}'],
]);

it('an alias without a definition is told once for each place', () => {
  const { layers } = configIn('a: *n\nb: [*m, *n]\nc: &n 1\nd: *n');
  assert.deepEqual(
    layers[0]!.unresolvedAliases.map(({ alias }) => alias.name),
    ['n', 'm', 'n'],
  );
});
