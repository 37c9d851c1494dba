// Bundles what ships, into dist/. `--quiet`: the bundles alone, and not a word unless they cannot be built; `--watch`: stays and rebuilds;
// `--dev`: with names and source maps.
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './run.mjs';
import { ensureModules } from './setup.mjs';

const kB = 1000;
const node = { platform: 'node', format: 'cjs', target: 'node20' };
const worker = { platform: 'browser', format: 'iife', target: 'es2022' };

/**
 * `door`: a tiny file of that name starts the bundle through Node's compile cache, which halves the time to the first answer.
 * All is CommonJS: it starts faster, and VS Code in the browser loads nothing else. So the package has no `type`, but its folders of sources have.
 */
const bundles = [
  // Measured: rules with their messages 200 kB and more, vscode-languageserver 190, yaml 100, the tables with their texts 70, commands and the plan 75.
  { entry: 'server/src/node.ts', out: 'server.bundle.js', door: 'server.js', limit: 900 * kB, ...node },
  { entry: 'server/src/cli.ts', out: 'cli.bundle.js', door: 'cli.js', limit: 600 * kB, ...node },
  { entry: 'server/src/worker.ts', out: 'worker.js', limit: 900 * kB, ...worker },
  { entry: 'client/src/extension.ts', out: 'client.cjs', limit: 500 * kB, ...node, external: ['vscode'] },
  { entry: 'client/src/picture/page.ts', out: 'picture.js', limit: 20 * kB, ...worker },
  { entry: 'client/src/web.ts', out: 'web.js', limit: 500 * kB, ...worker, format: 'cjs', external: ['vscode'] },
];

const dist = path.join(root, 'dist');
const flags = new Set(process.argv.slice(2));
const quiet = flags.has('--quiet');
const dev = flags.has('--dev') || flags.has('--watch');

await ensureModules();
const esbuild = await import('esbuild');
mkdirSync(dist, { recursive: true });

const sources = new Set();
let failed = false;
for (const bundle of bundles) {
  if (flags.has('--watch')) await (await esbuild.context(optionsFor(bundle))).watch();
  else
    await esbuild.build(optionsFor(bundle)).then(
      (built) => check(bundle, built),
      // esbuild has said what is wrong.
      () => (failed = true),
    );
  if (bundle.door) writeDoor(bundle);
}
if (flags.has('--watch')) console.log('build: watching');
else writeLicences();
if (!quiet && !dev) {
  await import('./schema.mjs');
  removeLeftovers();
}
if (failed) process.exitCode = 1;

/** @returns {import('esbuild').BuildOptions} */
function optionsFor({ entry, out, platform, format, target, external = [] }) {
  return {
    entryPoints: [path.join(root, entry)],
    outfile: path.join(dist, out),
    platform,
    format,
    target,
    external,
    bundle: true,
    minify: !dev,
    sourcemap: dev,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
    absWorkingDir: root,
    // Some packages name an UMD build as `main`, whose inner requires no bundler can follow.
    // Its other build is CommonJS, of which nothing can be left out.
    alias: { yaml: path.join(root, 'node_modules/yaml/browser/index.js') },
    mainFields: platform === 'browser' ? ['browser', 'module', 'main'] : ['module', 'main'],
  };
}

function check({ out, limit }, { metafile }) {
  for (const input of Object.keys(metafile.inputs)) sources.add(input);
  const size = statSync(path.join(dist, out)).size;
  const over = !dev && !quiet && size > limit;
  if (over) failed = true;
  if (!quiet) console.log(`dist/${out}  ${(size / kB).toFixed(0)} kB of ${limit / kB} kB${over ? '  TOO LARGE' : ''}`);
}

/**
 * The flag keeps V8 from giving the short-lived garbage of each keystroke ever more room: measured over 400 edits of 2,002 lines, half the
 * memory for a tenth of the time. It is read at each collection, so it may be set while the process runs.
 */
function writeDoor({ out, door }) {
  const file = path.join(dist, door);
  writeFileSync(
    file,
    `#!/usr/bin/env node\nrequire('node:module').enableCompileCache?.();\nrequire('node:v8').setFlagsFromString('--semi-space-growth-factor=1');\nrequire('./${out}');\n`,
  );
  chmodSync(file, 0o755);
}

/** The licences of the libraries inside the bundles ask to be passed on with them. */
function writeLicences() {
  const folders = new Set([...sources].map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean));
  const texts = [...folders]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
      const file = readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file ? readFileSync(path.join(root, folder, file), 'utf8').trim() : '';
      return `${name} ${version} (${license})\n\n${text}\n`;
    });
  const notice = path.join(dist, 'THIRD-PARTY.txt');
  rmSync(notice, { force: true });
  writeFileSync(notice, texts.join('\n' + '-'.repeat(80) + '\n\n'));
}

/** What an earlier build left and this one does not make must not get into the package. */
function removeLeftovers() {
  const made = new Set([
    ...bundles.flatMap(({ out, door }) => [out, door]),
    'package.json',
    'THIRD-PARTY.txt',
    'deploy.schema.json',
    'deploy.part.schema.json',
  ]);
  for (const entry of readdirSync(dist)) if (!made.has(entry)) rmSync(path.join(dist, entry), { recursive: true });
}
