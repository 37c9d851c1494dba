// The README's pictures: there, small, told in words, and none left over. `node scripts/test.mjs ui --pictures` renews them.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { root } from '../scripts/run.mjs';

const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const pictures = [...readme.matchAll(/!\[([^\]]*)\]\((docs\/images\/[^)]+)\)/g)].map(([, alt, file]) => ({ alt: alt!, file: file! }));

it('each picture is at most 150 kB, and its text says what is seen', () => {
  for (const { alt, file } of pictures) {
    assert.ok(statSync(path.join(root, file)).size <= 150_000, file);
    assert.ok(alt.length >= 60, `${file}: ${alt}`);
  }
});

it('no picture is left over', () => {
  const files = readdirSync(path.join(root, 'docs/images')).map((name) => `docs/images/${name}`);
  assert.deepEqual(files.sort(), [...new Set(pictures.map(({ file }) => file))].sort());
});

it('the first screen shows the picture of a deployment and a plan', () => {
  const [head] = readme.split('\n## ');
  for (const name of ['deployment', 'plan']) assert.ok(head!.includes(`docs/images/${name}.png`), name);
  assert.match(head!, /Kamal: Show Deployment/);
});
