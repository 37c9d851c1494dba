// Test files and the house as one script, with one source changed: no process has to read and strip three hundred files.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../run.mjs';
import { define, load } from '../testBundle.mjs';

const out = path.join(root, 'node_modules/.cache/mutate', String(process.pid));

export class TestBundle {
  /** @param {readonly string[]} tests paths from the root, run in this order */
  constructor(tests) {
    this.tests = tests;
  }

  /**
   * @param {string} file absolute
   * @param {string} text what it holds in place of what is on the disk
   * @param {string} [only] tests with these words in their names
   * @returns {Promise<string | undefined>} the first test that failed
   * @throws {Error} when one fails without any change
   */
  async failure(file, text, only) {
    if (this.patience === undefined) {
      const begun = Date.now();
      const failure = await run(this.tests);
      if (failure !== undefined) throw new Error(`fails without any change: ${failure}`);
      this.patience = (Date.now() - begun) * 5 + 10_000;
    }
    return run(this.tests, { file, text, only, timeout: this.patience });
  }
}

async function run(tests, { file, text, only, timeout } = {}) {
  const outfile = path.join(out, 'tests.mjs');
  mkdirSync(out, { recursive: true });
  const { outputFiles } = await build({
    stdin: { contents: tests.map((test) => `import ${JSON.stringify(`./${test.replaceAll('\\', '/')}`)};`).join('\n'), resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
    banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
    alias: { yaml: path.join(root, 'node_modules/yaml/browser/index.js') },
    mainFields: ['module', 'main'],
    define,
    plugins: [
      {
        name: 'changed',
        setup: ({ onLoad }) => onLoad({ filter: /\.(ts|mjs)$/ }, ({ path }) => load(path, path === file ? text : undefined)),
      },
    ],
  });
  writeFileSync(outfile, outputFiles[0].contents);
  const reporter = path.join(root, 'scripts/mutate/firstFailure.mjs');
  const args = ['--test-reporter', reporter, '--test-reporter-destination=stdout', ...(only ? ['--test-name-pattern', only] : []), outfile];
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    ...(timeout && { timeout, killSignal: 'SIGKILL' }),
  });
  return status === 0 ? undefined : (/^failed: (.*)$/m.exec(stdout)?.[1] ?? (status === null ? 'takes too long' : 'cannot be loaded'));
}
