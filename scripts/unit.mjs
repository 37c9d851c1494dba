// The tests that need nothing but the sources, in a few processes: node scripts/unit.mjs FILE…
// A process for each file would read the house a hundred times, and never get warm.
import { availableParallelism } from 'node:os';
import { spawn } from 'node:child_process';
import { exitOf, root } from './run.mjs';
import { bundleTests } from './testBundle.mjs';
import { reporters } from './testFiles.mjs';

/** They take longest, so they are begun first. */
const slow = ['kamal/', 'plan/', 'rules/', 'edit/property', 'report/', 'deployment/', 'completion/typing', 'cli/', 'references/'];
/** They count what V8 executes, by the paths of the sources: others would have compiled it before, and would then run without V8's optimiser. */
const isAlone = (file) => /(bench.work|rules.reads)\.test/.test(file);
/** No process is waited for any longer, in ms. */
const patience = 10 * 60_000;

const files = process.argv.slice(2);
const lanes = Math.max(1, Math.min(availableParallelism(), 4));
const rank = (file) => (slow.findIndex((part) => file.replaceAll('\\', '/').includes(part)) + slow.length + 1) % (slow.length + 1);
const ordered = files.filter((file) => !isAlone(file)).toSorted((a, b) => rank(a) - rank(b));
const count = Math.min(ordered.length, lanes * 4);
const shared = Array.from({ length: count }, (_, group) => ordered.filter((_file, index) => index % count === group));
const groups = [...files.filter(isAlone).map((file) => [file]), ...shared];

const scripts = await bundleTests(ordered, 'unit');
const total = { passed: 0, failed: 0, skipped: 0 };
await Promise.all(Array.from({ length: lanes }, lane));
console.log(`passed ${total.passed} failed ${total.failed} skipped ${total.skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function lane() {
  for (let group = groups.shift(); group; group = groups.shift()) await run(group);
}

/** Runs one group and shows what it said when it has ended, so that two never speak at once. */
async function run(group) {
  // What is not bundled is read by tsx.
  const isBundled = group.every((file) => scripts.has(file));
  const flags = isBundled ? ['--enable-source-maps'] : ['--import', 'tsx'];
  const entries = group.map((file) => scripts.get(file) ?? file);
  const child = spawn(process.execPath, [...flags, ...reporters, 'scripts/testGroup.mjs', ...entries], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patience,
    killSignal: 'SIGKILL',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const code = await exitOf(child);
  process.stdout.write(output);
  const counts = [...output.matchAll(/^passed (\d+) failed (\d+) skipped (\d+)$/gm)].at(-1);
  const [passed, failed, skipped] = counts ? counts.slice(1).map(Number) : [0, 0, 0];
  if (code !== 0) console.log(`— ended with ${code}: ${group.join(' ')}`);
  total.passed += passed;
  total.failed += failed === 0 && (code !== 0 || !counts) ? 1 : failed;
  total.skipped += skipped;
}
