// `node --import ./scripts/readable.mjs`: runs TypeScript in the lines in which it is written. tsx packs each file into one line, and what
// V8 counts there cannot be told apart.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

// Node runs its hooks in a thread of their own, which loads this file again.
if (isMainThread) register(import.meta.url);

/** Node's hook: what a module's text is. */
export async function load(url, context, nextLoad) {
  if (!url.endsWith('.ts')) return nextLoad(url, context);
  const { transform } = await import('esbuild');
  const options = { loader: 'ts', format: 'esm', target: 'node20', sourcemap: 'inline', sourcefile: url };
  const { code } = await transform(readFileSync(new URL(url), 'utf8'), options);
  return { format: 'module', source: code, shortCircuit: true };
}
