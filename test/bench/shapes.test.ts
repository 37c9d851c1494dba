// Whatever a file is full of, ten times as much takes about ten times as long: by the processor's time, with room, since the work of
// comparing and searching text is not in the counted work.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import { processorTime } from '../support/processorTime.ts';

const head = 'service: shop\nimage: me/shop\nregistry: {username: me, password: [P]}\nbuilder: {arch: amd64}\n';
const lines = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join('');

const shapes: Readonly<Record<string, (n: number) => string>> = {
  hosts: (n) => `servers:\n  web:\n${lines(n, (i) => `    - h${i}.test\n`)}`,
  'the same hosts': (n) => `servers:\n  web:\n${lines(n, (i) => `    - h${i % 7}.test\n`)}`,
  tags: (n) =>
    `servers:\n  web:\n${lines(n, (i) => `    - h${i}.test: [tag${i}]\n`)}env:\n  tags:\n${lines(n / 2, (i) => `    tag${i}: {A: b}\n`)}`,
  'roles under one host': (n) =>
    `servers:\n  web: [a.test]\n${lines(n / 3, (i) => `  r${i}:\n    hosts: [a.test]\n    proxy: {host: h.example, ssl: true}\n`)}`,
  'aliases of aliases': (n) => `servers: [a.test]\naliases:\n${lines(n, (i) => `  al${i}: al${i + 1}\n`)}`,
  'aliases of nothing': (n) => `servers: [a.test]\naliases:\n${lines(n, (i) => `  al${i}: nothing${i}\n`)}`,
  'unknown keys': (n) => `servers: [a.test]\n${lines(n, (i) => `foo${i}: 1\n`)}`,
  'equal keys': (n) => `servers: [a.test]\nlabels:\n${lines(n, (i) => `  k${i % 5}: ${i}\n`)}`,
  environment: (n) =>
    `servers: [a.test]\nenv:\n  clear:\n${lines(n / 2, (i) => `    A${i}: 12:3${i % 10}\n`)}  secret:\n${lines(n / 2, (i) => `    - a${i}\n`)}`,
  accessories: (n) =>
    `servers: [a.test]\naccessories:\n${lines(n / 6, (i) => `  db${i}:\n    image: postgres\n    role: web${i}\n    port: 5432\n    env: {clear: {A: b}, secret: [C${i}]}\n    files: [a:/b]\n`)}`,
  anchors: (n) => `servers: [a.test]\nx-a: &a {b: c}\nx-l:\n${lines(n, (i) => `  - *${i % 2 ? 'a' : 'b'}\n`)}`,
  'ERB in comments': (n) => `servers: [a.test]\n${lines(n, (i) => `# <%= x${i} %>\n`)}`,
};

for (const [name, shape] of Object.entries(shapes)) {
  test(`many ${name}`, () => {
    const time = (n: number): number => {
      const texts = new Map([['config/deploy.yml', head + shape(n)]]);
      const start = processorTime();
      analyzeTexts(texts);
      return processorTime() - start;
    };
    time(1000);
    const [few, many] = [Math.min(time(1000), time(1000)), time(10_000)];
    assert.ok(many < 40 * few + 200, `${few.toFixed(0)} ms for 1,000, ${many.toFixed(0)} ms for 10,000`);
  });
}
