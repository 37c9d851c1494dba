import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { read } from '../../server/src/source/read.ts';
import { printSource, unseen } from './print.ts';

// Each case is a heading, a block of YAML and a block with what `read` makes of it.
// UPDATE_GOLDEN=1 writes the second blocks anew; the difference is then read by a person.
const folder = new URL('./golden/', import.meta.url);
const CASE = /^## (.+)\n\n```yaml\n([\s\S]*?)```\n\n```text\n([\s\S]*?)\n```\n/gm;

for (const name of readdirSync(folder)) {
  const page = readFileSync(new URL(name, folder), 'utf8');
  const cases = [...page.matchAll(CASE)];
  test(`${name} holds cases`, () => assert.equal(cases.length, page.match(/^## /gm)?.length ?? 0));
  let updated = page;
  for (const [whole, title, text = '', expected = ''] of cases) {
    const actual = printSource(read('config/deploy.yml', unseen(text)));
    if (process.env.UPDATE_GOLDEN)
      updated = updated.replace(whole, () => whole.slice(0, whole.length - expected.length - 5) + `${actual}\n\`\`\`\n`);
    else test(`${name}: ${title}`, () => assert.equal(actual, expected));
  }
  if (process.env.UPDATE_GOLDEN) writeFileSync(new URL(name, folder), updated);
}
