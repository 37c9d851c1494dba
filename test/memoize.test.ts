// What is worked out once for the same arguments, and for which.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoize } from '../server/src/memoize.ts';

const [a, b] = [{ name: 'a' }, { name: 'b' }];

test('one object: once for each', () => {
  let count = 0;
  const number = memoize((_of: object) => ++count);
  assert.deepEqual([number(a), number(b), number(a), number(b)], [1, 2, 1, 2]);
});

test('undefined is an answer like any other', () => {
  let count = 0;
  const nothing = memoize((_of: object) => void count++);
  nothing(a);
  nothing(a);
  assert.equal(count, 1);
});

test('several: by all of them, in their places', () => {
  let count = 0;
  const number = memoize((_one: object | null, _two: object | null, _three: string | boolean | undefined) => ++count);
  type Args = [object | null, object | null, string | boolean | undefined];
  const calls: Args[] = [[a, b, 'x'], [b, a, 'x'], [a, null, 'x'], [null, a, 'x'], [a, b, 'y'], [a, b, undefined], [a, a, 'x']]; // prettier-ignore
  const first = calls.map((args) => number(...args));
  assert.deepEqual(first, [1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(
    calls.map((args) => number(...args)),
    first,
  );
});

test('any number of objects: a list is known by what is in it', () => {
  const list = memoize((...all: readonly object[]) => all);
  assert.equal(list(a, b), list(a, b));
  assert.notEqual(list(a, b), list(b, a));
  assert.notEqual(list(a), list(a, b));
  assert.deepEqual(list(a), [a]);
});

test('without an object nothing is kept', () => {
  let count = 0;
  const number = memoize((_one: object | null, _two: string) => ++count);
  assert.deepEqual([number(null, 'x'), number(null, 'x')], [1, 2]);
});

test('of names that somebody types beside one object, only so many are kept', () => {
  let count = 0;
  const number = memoize((_of: object, _name: string) => ++count);
  for (let n = 0; n < 200; n++) number(a, 'x'.repeat(n));
  assert.equal(number(a, 'x'.repeat(199)), 200);
  assert.equal(number(a, ''), 201);
});
