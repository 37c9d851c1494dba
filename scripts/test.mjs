// `npm test`: what everybody runs before a commit, from an empty clone, in five minutes; CI runs everything, and so does `WHOLE=1 npm test`.
// `npm test -- unit`: one step; `npm test -- unit ruby`: of it, the files whose path holds "ruby".
// `npm test -- editor --lowest`: in the lowest VS Code that the manifest names.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { duration, loudly, root } from './run.mjs';
import { ensureChromium, ensureEditors, ensureHost, ensureModules, wantsLowest } from './setup.mjs';
import { isPage, isProtocol, isUnit, reporters, testFiles } from './testFiles.mjs';

const args = process.argv.slice(2);
const inCI = Boolean(process.env.CI) && process.env.CI !== 'false';

const tool = (file, ...args) => [process.execPath, path.join('node_modules', file), ...args];
const script = (file, ...args) => [process.execPath, file, ...args];
const typescript = (file, ...args) => [process.execPath, '--import', 'tsx', file, ...args];

/** A process for each file, as these talk to processes of their own. */
const inProcesses = ['--test', '--test-concurrency=2', '--test-timeout=300000', ...reporters];

const steps = [
  { name: 'types', command: () => tool('typescript/bin/tsc', '-b', '.', 'server', 'client') },
  { name: 'lint', command: () => tool('oxlint/bin/oxlint', '--deny-warnings') },
  {
    name: 'format',
    command: () => tool('prettier/bin/prettier.cjs', '--check', '--cache', '--log-level', 'warn', '**/*.{ts,mjs,json,md}'),
  },
  { name: 'build', command: () => script('scripts/build.mjs') },
  { name: 'protocol', command: protocolTests },
  { name: 'unit', command: () => script('scripts/unit.mjs', ...chosenFiles(isUnit)) },
  { name: 'page', inCI: true, setup: ensureChromium, command: () => nodeTest(isPage) },
  { name: 'editors', setup: ensureEditors, command: () => nodeTest((file) => /^test.editors./.test(file)) },
  { name: 'editor', setup: setUpEditor, command: runInEditor },
  { name: 'ui', setup: setUpServer, command: () => typescript('test/editor/ui/run.ts', ...args.filter((arg) => arg.startsWith('--'))) },
  { name: 'web', inCI: true, setup: setUpServer, command: () => typescript('test/editor/ui/web.ts') },
  { name: 'package', inCI: true, setup: setUpServer, command: () => typescript('test/editor/run-package.ts') },
];

const named = steps.filter(({ name }) => args.includes(name));
// What is named runs as a whole.
const leavesToCI = named.length === 0 && !inCI && !process.env.WHOLE && !process.env.THOROUGH;
const chosen = named.length > 0 ? named : steps.filter((step) => !leavesToCI || !step.inCI);
const filters = args.filter((arg) => !arg.startsWith('--') && !named.some(({ name }) => name === arg));
if (named.length === 0 && filters.length > 0) {
  console.error(`npm test -- ${filters.join(' ')}: no such step. There are: ${listed(steps)}.`);
  process.exit(2);
}

// For the programs that the steps start.
if (wantsLowest) process.env.VSCODE_TEST = 'lowest';
if (leavesToCI) process.env.LEAVE_TO_CI = '1';
else delete process.env.LEAVE_TO_CI;

/** Undefined where desktop VS Code can be used; otherwise why not. */
let whyNoDesktop;

const total = { passed: 0, failed: 0, skipped: 0 };
const summary = [];
await ensureModules();
// Single steps run against what the sources say now, as everything does.
const list = chosen.some(({ name }) => ['protocol', 'page', 'editors', 'editor', 'ui', 'web', 'package'].includes(name))
  ? withBuild(chosen)
  : chosen;
for (const step of list) {
  console.log(`\n— ${step.name} —`);
  await tell(step);
}

console.log('');
console.table(Object.fromEntries(summary.map(({ step, ...row }) => [step, row])));
if (total.skipped > 0) {
  console.log(`${total.skipped} skipped (named above)${inCI ? ', which counts as failed in CI' : ''}`);
  if (inCI) total.failed += total.skipped;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
if (leavesToCI)
  console.log(
    `Left to CI, and to WHOLE=1 npm test: ${listed(steps.filter((step) => step.inCI))}, the picture and the plan in the workbench, four of the five files typed letter by letter, half of what the longest unit tests go through.`,
  );
process.exitCode = total.failed > 0 ? 1 : 0;

/** The names of steps. */
function listed(some) {
  return some.map(({ name }) => name).join(', ');
}

/** Runs a step and adds up. */
async function tell(step) {
  const start = Date.now();
  const { passed, failed, skipped } = await run(step).catch((error) => {
    console.error(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  summary.push({ step: step.name, passed, failed, skipped, time: duration(Date.now() - start) });
}

/** A step that adds up its own tests ends with `passed N failed N skipped N`; any other counts as one test. */
async function run(step) {
  await step.setup?.();
  const [command, ...rest] = await step.command();
  const { code, output } = await loudly(command, rest);
  const counts = [...output.matchAll(/^passed (\d+) failed (\d+) skipped (\d+)$/gm)].at(-1);
  const [passed, failed, skipped] = counts ? counts.slice(1).map(Number) : [code === 0 ? 1 : 0, 0, 0];
  if (code !== 0 && failed === 0) return { passed, failed: 1, skipped };
  if (passed + failed + skipped === 0) throw new Error(`${step.name}: no test ran`);
  return { passed, failed, skipped };
}

function withBuild(chosen) {
  return steps.filter((step) => step.name === 'build' || chosen.includes(step));
}

/** @param {(file: string) => boolean} belongs */
function chosenFiles(belongs) {
  const files = testFiles(belongs).filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));
  if (files.length === 0) throw new Error('no test file');
  return files;
}

/** As they all read the same of the house, from a bundle. */
async function protocolTests() {
  const { bundleTests } = await import('./testBundle.mjs');
  const scripts = await bundleTests(chosenFiles(isProtocol), 'protocol');
  return [process.execPath, '--enable-source-maps', ...inProcesses, ...scripts.values()];
}

function nodeTest(belongs) {
  return typescript(...inProcesses, ...chosenFiles(belongs));
}

async function setUpServer() {
  await ensureHost();
  await ensureChromium();
}

async function setUpEditor() {
  whyNoDesktop = process.env.VSCODE_EXECUTABLE ? undefined : await desktopObstacle();
  console.log(whyNoDesktop ? `Using the VS Code server from npm: ${whyNoDesktop}.` : 'Using desktop VS Code.');
  if (whyNoDesktop) await setUpServer();
}

async function desktopObstacle() {
  if (process.env.VSCODE_TEST === 'server') return 'VSCODE_TEST=server says so';
  const needsDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (needsDisplay && !existsSync('/usr/bin/xvfb-run')) return 'there is no display, and no xvfb-run';
  try {
    const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', { signal: AbortSignal.timeout(10_000) });
    return answer.ok ? undefined : `update.code.visualstudio.com answers ${answer.status}`;
  } catch {
    return 'update.code.visualstudio.com cannot be reached';
  }
}

function runInEditor() {
  if (whyNoDesktop) process.env.VSCODE_EXECUTABLE = path.join(root, 'test/editor/headless.mjs');
  const command = typescript('test/editor/run-suite.ts');
  const needsDisplay = !whyNoDesktop && process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  return needsDisplay && existsSync('/usr/bin/xvfb-run') ? ['/usr/bin/xvfb-run', '-a', ...command] : command;
}
