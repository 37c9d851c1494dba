import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pauses } from '../../client/src/pauses.ts';

test('a server that cannot live is started ever more seldom, and people are told once', () => {
  let now = 0;
  const pauses = new Pauses(() => now);
  const died = (after: number): (number | boolean)[] => {
    now += 10;
    pauses.started();
    now += after;
    const { pause, first } = pauses.died();
    return [pause, first];
  };
  assert.deepEqual(died(5), [0, true]);
  assert.deepEqual(died(5), [1_000, false]);
  assert.deepEqual(died(5), [2_000, false]);
  assert.deepEqual(died(5), [4_000, false]);
  for (let times = 0; times < 5; times++) died(5);
  assert.deepEqual(died(5), [60_000, false], 'never longer than a minute');
  assert.deepEqual(died(60_000), [0, true], 'one that held for a while begins a new row');
  assert.deepEqual(died(5), [1_000, false]);
});

test('a server that never answered has not held for a while', () => {
  let now = 0;
  const pauses = new Pauses(() => now);
  const died = (): number => {
    now += 100_000;
    return pauses.died().pause;
  };
  assert.deepEqual([died(), died(), died()], [0, 1_000, 2_000]);
});
