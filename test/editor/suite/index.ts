// VS Code calls `run` (extensionTestsPath), in the desktop as in the VS Code server.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SuiteResult } from '../results.ts';

/** Runs every `*.test.cjs` beside this file and writes the result file that the runner demands. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 30_000, reporter: 'spec' });
  for (const file of readdirSync(__dirname)) if (file.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, file));
  await mocha.loadFilesAsync();
  const results: SuiteResult[] = [];
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => results.push({ title: test.fullTitle(), state: 'passed' }))
      .on('pending', (test) => results.push({ title: test.fullTitle(), state: 'skipped' }))
      .on('fail', (test, error) => results.push({ title: test.fullTitle(), state: 'failed', error: String(error?.stack ?? error) }));
  });
  const file = process.env['KAMAL_SUITE_RESULTS'];
  if (file) writeFileSync(file, JSON.stringify(results));
  if (failures) throw new Error(`${failures} test(s) failed`);
}
