// `npm run coverage`: which lines of server/src the unit and protocol tests run, in the terminal and as pages in test-results/coverage/.
// `npm run coverage -- cli`: by the test files alone whose path holds "cli".
import { rmSync } from 'node:fs';
import path from 'node:path';
import { loudly, root } from './run.mjs';
import { ensureModules } from './setup.mjs';
import { isProtocol, isUnit, testFiles } from './testFiles.mjs';

const raw = path.join(root, 'test-results/coverage-raw');
const filters = process.argv.slice(2);
// Those of test/bench count work by the same counters of V8, and would start them anew.
const files = testFiles((file) => (isUnit(file) || isProtocol(file)) && !/^test.bench./.test(file)).filter(
  (file) => filters.length === 0 || filters.some((filter) => file.includes(filter)),
);
if (files.length === 0) {
  console.error(`No test file's path holds ${filters.join(' or ')}.`);
  process.exit(2);
}

await ensureModules();
rmSync(raw, { recursive: true, force: true });
for (const [args, env] of [
  [['scripts/build.mjs', '--quiet']],
  [['--import', './scripts/readable.mjs', '--test', '--test-concurrency=2', '--test-reporter=dot', ...files], { NODE_V8_COVERAGE: raw }],
]) {
  const { code } = await loudly(process.execPath, args, { env: { ...process.env, ...env } });
  if (code !== 0) process.exitCode = 1;
}

const { CoverageReport } = await import('monocart-coverage-reports');
const report = new CoverageReport({
  name: 'server/src',
  outputDir: path.join(root, 'test-results/coverage'),
  reports: ['v8', ['console-details', { skipPercent: 100 }]],
  logging: 'error',
  entryFilter: ({ url }) => url.includes('/server/src/'),
  sourceFilter: (file) => /(^|\/)server\/src\//.test(file),
  sourcePath: (file) => file.replace(/^.*?(?=server\/src\/)/, ''),
});
await report.addFromDir(raw);
await report.generate();
console.log(`Line by line: ${path.relative(process.cwd(), path.join(root, 'test-results/coverage/index.html'))}`);
