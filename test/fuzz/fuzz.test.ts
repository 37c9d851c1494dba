// What `npm run fuzz` has found, and a few of its cases.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { faultOf } from './case.ts';
import { faultIn, make, type Fuzzed } from './kinds.ts';
import { mutated, randomOf } from './mutate.ts';

const folder = path.join(import.meta.dirname, 'found');
for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
  test(`what was found with seed ${name.replace('.json', '')}`, async () => {
    const one = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Fuzzed & { readonly seed: number };
    assert.equal(await faultIn(one, one.seed), undefined);
  });
}

test('a few texts that nobody would write', () => {
  const good = readFileSync(path.join(import.meta.dirname, '../../examples/config/deploy.yml'), 'utf8');
  for (let seed = 1; seed <= 2; seed++) {
    const random = randomOf(seed);
    const texts = [mutated(good, random, [good])];
    texts.push(mutated(texts[0]!, random, [good]));
    assert.equal(faultOf({ files: {}, path: 'config/deploy.yml', texts }, random), undefined, `seed ${seed}`);
  }
});

test('a few projects that change, and edits and odd messages over the protocol', async () => {
  const good = readFileSync(path.join(import.meta.dirname, '../../examples/config/deploy.yml'), 'utf8');
  const kinds = new Set<string>();
  for (let seed = 1; seed <= 20; seed++) {
    const one = make(seed, [{ 'config/deploy.yml': good }], [good]);
    if (one?.kind === undefined || one.kind === 'texts') continue;
    kinds.add(one.kind);
    assert.equal(await faultIn(one, seed), undefined, `seed ${seed}`);
  }
  assert.deepEqual([...kinds].sort(), ['edits', 'pair', 'wire']);
});
