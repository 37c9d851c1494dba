// Do the tests notice? Changes one small thing in server/src at random, runs the tests of its room, and tells which changes nobody noticed.
//
//     node scripts/mutate.mjs [--room rules/proxy] [--count 20] [--seed 1] [--quick] [TEST…]
//
// A change is noticed when a test fails, or when it takes five times as long as without it. House and tests are bundled anew for each change, in memory:
// no source is touched, and a run takes a second or two. What is about the room comes first (`mutate/rooms.mjs`); what that lets pass is tried
// once more with what else looks at it, unless `--quick`. TEST: files to run in place of both.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { changed, sitesIn } from './mutate/changes.mjs';
import { TestBundle } from './mutate/bundle.mjs';
import { testsOf } from './mutate/rooms.mjs';
import { duration, root } from './run.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    room: { type: 'string', default: '' },
    count: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
  },
});
const begun = Date.now();

/** A small generator, so that a seed names the same changes again (mulberry32). */
let state = Number(values.seed);
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** Bundles by the files in them: each is tried without a change when it is first needed. */
const bundles = new Map();
function bundleOf(tests) {
  const key = tests.join(' ');
  if (!bundles.has(key)) bundles.set(key, new TestBundle(tests));
  return bundles.get(key);
}

/** @returns which test noticed the change, or undefined */
async function noticedBy(file, text) {
  const lists = positionals.length > 0 ? [{ tests: positionals }] : testsOf(path.relative(path.join(root, 'server/src'), file));
  for (const { tests, only } of values.quick ? lists.slice(0, Math.max(1, lists.length - 1)) : lists) {
    const failure = await bundleOf(tests).failure(file, text, only);
    if (failure !== undefined) return failure;
  }
}

const sites = sitesIn(path.join(root, 'server/src', values.room));
const count = Number(values.count);
let tried = 0;
let noticed = 0;
while (tried < count && sites.length > 0) {
  const [site] = sites.splice(Math.floor(random() * sites.length), 1);
  const text = await changed(site);
  if (text === undefined) continue;
  tried++;
  const by = await noticedBy(site.file, text);
  if (by !== undefined) noticed++;
  const place = `${path.relative(root, site.file)}:${site.line}: \`${site.was.trim()}\` → \`${site.to.trim()}\``;
  console.log(by === undefined ? `NOBODY  ${place}    ${site.text.trim()}` : `noticed ${place} (${by})`);
}
console.log(`${noticed} of ${tried} changes noticed (${((100 * noticed) / tried).toFixed(0)} %) in ${duration(Date.now() - begun)}`);
