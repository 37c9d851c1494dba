// Test files and the house as scripts that Node runs as they are: no process has to read and strip three hundred files, and none runs what tsx adds to
// each function to keep its name (together a quarter of what the unit tests took of the processor).
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './run.mjs';

/**
 * Writes each test file as a script, and what several of them import as one script for all.
 * @param {readonly string[]} files from the root, as `testFiles` tells them
 * @param {string} name of a folder in `out/` that is theirs alone
 * @returns {Promise<Map<string, string>>} for each file its script, from the root
 * @throws {Error} where a file cannot be read as TypeScript; esbuild has said why
 */
export async function bundleTests(files, name) {
  const out = path.join(root, 'out', name);
  rmSync(out, { recursive: true, force: true });
  const scripts = new Map(files.map((file) => [file, path.relative(root, path.join(out, file.replace(/\.ts$/, '.mjs')))]));
  await build({
    absWorkingDir: root,
    entryPoints: files.map((file) => ({ in: path.join(root, file), out: file.replaceAll('\\', '/').replace(/\.ts$/, '') })),
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
    define,
    plugins: [{ name: 'places', setup: ({ onLoad }) => onLoad({ filter: /\.(ts|mjs)$/ }, ({ path }) => load(path)) }],
  });
  return scripts;
}

/** What a source asks for where it stands, by the names that `load` gives it. */
export const define = { 'import.meta.url': 'urlOfSource', 'import.meta.dirname': 'folderOfSource' };

/**
 * A source as esbuild takes it, which still says after it was bundled where it stands.
 * @param {string} file absolute
 * @param {string} [text] what it holds in place of what is on the disk
 * @returns {import('esbuild').OnLoadResult}
 */
export function load(file, text = readFileSync(file, 'utf8')) {
  const place = `const urlOfSource = ${JSON.stringify(pathToFileURL(file).href)}, folderOfSource = ${JSON.stringify(path.dirname(file))}; `;
  // On the first line, so that all stay where they are.
  return { contents: (text.includes('import.meta.') ? place : '') + text, loader: file.endsWith('.ts') ? 'ts' : 'js' };
}
