// The mocha suite inside VS Code, through @vscode/test-electron. `VSCODE_EXECUTABLE` names the VS Code to use; without it, it is downloaded.
import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runTests } from '@vscode/test-electron';
import manifest from '../../package.json' with { type: 'json' };
import { wantsLowest } from '../../scripts/setup.mjs';
import { resultsFolder, root, scenariosWorkspace } from './places.ts';
import type { SuiteResult } from './results.ts';

const source = path.join(import.meta.dirname, 'suite');
const suite = path.join(root, 'out/editor/suite');
rmSync(suite, { recursive: true, force: true });
await build({
  entryPoints: readdirSync(source).map((file) => path.join(source, file)),
  outdir: suite,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', 'mocha'],
  // The bundle is CommonJS, which has no import.meta; the scenarios are found from there.
  define: { 'import.meta.url': JSON.stringify(pathToFileURL(path.join(root, 'test/scenarios/scenario.ts')).href) },
  sourcemap: 'inline',
  logLevel: 'warning',
});

// The exit code alone proves nothing: a workbench whose extension host dies reports 0. So the suite writes its results, and they are demanded.
const resultsFile = path.join(resultsFolder, 'suite.json');
mkdirSync(resultsFolder, { recursive: true });
rmSync(resultsFile, { force: true });

const workspace = scenariosWorkspace();
const executable = process.env['VSCODE_EXECUTABLE'];
// Chromium inside desktop VS Code refuses to run as root with its sandbox on.
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
let exitCode: number | undefined;
try {
  exitCode = await runTests({
    ...(executable
      ? { vscodeExecutablePath: path.resolve(executable) }
      : { version: process.env['VSCODE_VERSION'] ?? (wantsLowest ? manifest.engines.vscode.replace('^', '') : 'stable') }),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(suite, 'index.cjs'),
    extensionTestsEnv: { KAMAL_SUITE_RESULTS: resultsFile },
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', ...asRoot],
  });
} catch (error) {
  console.error(String(error));
} finally {
  rmSync(workspace, { recursive: true, force: true });
}

const results = existsSync(resultsFile) ? (JSON.parse(readFileSync(resultsFile, 'utf8')) as SuiteResult[]) : [];
const mark = { passed: '✔', failed: '✖', skipped: '﹣' };
for (const { state, title, error } of results) console.log(`${mark[state]} ${title}${error ? `\n${error}` : ''}`);
const count = (state: SuiteResult['state']) => results.filter((result) => result.state === state).length;
console.log(`passed ${count('passed')} failed ${count('failed')} skipped ${count('skipped')}`);
const ok = exitCode === 0 && count('failed') === 0 && count('passed') > 0;
if (!ok) console.error(`The suite inside VS Code failed: exit code ${exitCode}, ${results.length} results; see test-results/workbench.log`);
process.exit(ok ? 0 : 1);
