// What `npm run fuzz` has found, and a few of its cases.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { faultOf, type Case } from './case.ts';
import { mutated, randomOf } from './mutate.ts';

const folder = path.join(import.meta.dirname, 'found');
for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
  test(`what was found with seed ${name.replace('.json', '')}`, () => {
    const one = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Case & { readonly seed: number };
    assert.equal(faultOf(one, randomOf(one.seed)), undefined);
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
