// Do the tests notice? Changes one small thing in server/src at random, runs tests, puts it back, and tells which changes nobody noticed.
//
//     node scripts/mutate.mjs [--room rules] [--count 20] [--seed 1] TEST…
//
// TEST: test files to run for each change; it counts as noticed when they fail or take five times as long as without it.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './run.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    room: { type: 'string', default: '' },
    count: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});
if (positionals.length === 0) throw new Error('name the test files to run');

/** What is changed into what; each match is one possible change. */
const changes = [
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/ < /g, ' <= '],
  [/ > /g, ' >= '],
  [/ \+ /g, ' - '],
  [/\btrue\b/g, 'false'],
  [/\bfalse\b/g, 'true'],
  [/(?<=[([ ])!(?=[\w(])/g, ''],
  [/(?<=[ (,])\d+(?=[,;) ])/g, (/** @type {string} */ number) => String(Number(number) + 1)],
  [/\.some\(/g, '.every('],
  [/\.every\(/g, '.some('],
  [/\bcontinue;/g, ';'],
  [/(?<=\breturn )(?!undefined|;)[^;\n]+(?=;)/g, 'undefined'],
  [/(?<=[ (,[])'[^'\n]{2,}'(?=[,;)\]])/g, "''"],
];

/** A small generator, so that a seed names the same changes again (mulberry32). */
let state = Number(values.seed);
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const folder = path.join(root, 'server/src', values.room);
const sites = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .sort()
  .flatMap((name) => {
    const file = path.join(folder, name);
    const text = readFileSync(file, 'utf8');
    return changes.flatMap(([pattern, to]) =>
      [...text.matchAll(/** @type {RegExp} */ (pattern))]
        .filter(({ index }) => !/^\s*(import|export type|type|\/?\*|\/\/)/.test(text.slice(text.lastIndexOf('\n', index) + 1, index + 1)))
        .map((match) => ({ file, from: match.index, was: match[0], to: typeof to === 'function' ? to(match[0]) : String(to) })),
    );
  });

/** @param {number} [timeout] in milliseconds */
const passes = (timeout) => {
  const begun = Date.now();
  const args = ['--import', 'tsx', '--test', ...positionals.map((test) => path.resolve(root, test))];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'ignore', ...(timeout && { timeout }) });
  return { passed: status === 0, took: Date.now() - begun };
};

const first = passes();
if (!first.passed) throw new Error('the tests fail without any change');
let noticed = 0;
const count = Number(values.count);
for (let index = 0; index < count; index++) {
  const site = sites[Math.floor(random() * sites.length)];
  if (!site) break;
  const text = readFileSync(site.file, 'utf8');
  writeFileSync(site.file, text.slice(0, site.from) + site.to + text.slice(site.from + site.was.length));
  let survived = false;
  try {
    survived = passes(first.took * 5 + 5000).passed;
  } finally {
    writeFileSync(site.file, text);
  }
  if (!survived) noticed++;
  else {
    const line = text.slice(0, site.from).split('\n').length;
    console.log(`${path.relative(root, site.file)}:${line}: \`${site.was.trim()}\` → \`${site.to.trim()}\` is noticed by nobody`);
  }
}
console.log(`${noticed} of ${count} changes noticed (${((100 * noticed) / count).toFixed(0)} %)`);
