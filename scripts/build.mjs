// Bundles what ships, into dist/. `--quiet`: the bundles alone, and not a word unless they cannot be built; `--watch`: stays and rebuilds;
// `--dev`: with names and source maps.
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { late } from './late.mjs';
import { root } from './run.mjs';
import { sbom } from './sbom.mjs';
import { ensureModules } from './setup.mjs';
import { split } from './split.mjs';
import { unasked } from './unasked.mjs';

const kB = 1000;
const node = { platform: 'node', format: 'cjs', target: 'node20' };
const worker = { platform: 'browser', format: 'iife', target: 'es2022' };

/**
 * `door`: a small file of that name starts the bundle with the code that V8 compiled for it before (`server/src/launch.ts`).
 * `pieces`: in several files of such names, so that some code is loaded when it is needed.
 * All is CommonJS: it starts faster, and VS Code in the browser loads nothing else. So the package has no `type`, but its folders of sources have.
 */
const bundles = [
  // What the first diagnostics do not need is loaded later. Measured: rules with their messages 235 kB, vscode-languageserver 190, yaml 98, features 75, the tables with their texts 74, reading 74, commands 22.
  { entry: 'server/src/node.ts', out: 'server.bundle.js', door: 'server.js', pieces: 'server.[name]-[hash]', limit: 900 * kB, ...node },
  { entry: 'server/src/worker.ts', out: 'worker.js', limit: 1020 * kB, ...worker },
  { entry: 'client/src/extension.ts', out: 'client.cjs', limit: 500 * kB, ...node, external: ['vscode'] },
  { entry: 'client/src/picture/page.ts', out: 'picture.js', limit: 20 * kB, ...worker },
  { entry: 'client/src/web.ts', out: 'web.js', limit: 500 * kB, ...worker, format: 'cjs', external: ['vscode'] },
  // The SDK of `kamal-check mcp` is loaded by that alone.
  { entry: 'server/src/cli.ts', out: 'cli.bundle.js', door: 'cli.js', pieces: '[name]-[hash]', limit: 720 * kB, ...node },
];

/** What a door starts is a function, so that V8 can be given the compiled code of what is inside. */
const wrapped = { before: '(function (exports, require, module) {', after: '})' };

const dist = path.join(root, 'dist');
const flags = new Set(process.argv.slice(2));
const quiet = flags.has('--quiet');
const dev = flags.has('--dev') || flags.has('--watch');

await ensureModules();
const esbuild = await import('esbuild');
mkdirSync(dist, { recursive: true });

const sources = new Set();
let failed = false;
/** Bundles that `--watch` is building right now. */
let building = 0;
/** The names of the files that make up bundles beside their first. */
const pieces = [];
for (const bundle of bundles) {
  const options = optionsFor(bundle);
  if (flags.has('--watch')) {
    const plugins = [...options.plugins, { name: 'report', setup: report }];
    await (await esbuild.context({ ...options, plugins })).watch();
  } else
    await (bundle.pieces && !dev ? inPieces(bundle, options) : esbuild.build(options)).then(
      (built) => check(bundle, built),
      // esbuild has said what is wrong.
      () => (failed = true),
    );
  if (bundle.door) await writeDoor(bundle);
}
if (!flags.has('--watch')) writeLicences();
if (!quiet && !dev) {
  await import('./schema.mjs');
  writeRulePages();
  removeLeftovers();
  await stageServer();
}
if (failed) process.exitCode = 1;

/** @returns {import('esbuild').BuildOptions} */
function optionsFor({ entry, out, door, platform, format, target, external = [] }) {
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
    ...(door && { banner: { js: wrapped.before }, footer: { js: wrapped.after } }),
    logLevel: 'warning',
    absWorkingDir: root,
    // Some packages name an UMD build as `main`, whose inner requires no bundler can follow.
    // Its other build is CommonJS, of which nothing can be left out.
    alias: { yaml: path.join(root, 'node_modules/yaml/browser/index.js') },
    mainFields: platform === 'browser' ? ['browser', 'module', 'main'] : ['module', 'main'],
    plugins: platform === 'node' ? [late, unasked] : [unasked],
  };
}

/** Says when all bundles are as the sources are: VS Code's task waits for these lines. */
function report({ onStart, onEnd }) {
  onStart(() => {
    if (building++ === 0) console.log('build: started');
  });
  onEnd(({ errors }) => {
    failed ||= errors.length > 0;
    if (--building > 0) return;
    console.log(failed ? 'build: failed' : 'build: done, watching');
    failed = false;
  });
}

async function inPieces({ entry, out, pieces: chunkNames }, options) {
  const built = await split(esbuild, { ...options, chunkNames }, { [path.basename(out, '.js')]: path.join(root, entry) }, dist);
  pieces.push(...built.files);
  return built;
}

function check({ out, limit }, { metafile }) {
  for (const input of Object.keys(metafile.inputs)) sources.add(input);
  const size = atOnce(`dist/${out}`, metafile).reduce((sum, file) => sum + statSync(path.join(root, file)).size, 0);
  const over = !dev && !quiet && size > limit;
  if (over) failed = true;
  if (!quiet) console.log(`dist/${out}  ${(size / kB).toFixed(0)} kB of ${limit / kB} kB${over ? '  TOO LARGE' : ''}`);
}

/** A file and all that it loads without being asked to. */
function atOnce(file, { outputs }) {
  const loaded = new Set([file]);
  for (const one of loaded)
    for (const { path: other, kind, external } of outputs[one].imports) if (kind === 'import-statement' && !external) loaded.add(other);
  return [...loaded];
}

/** `server/src/launch.ts` for a bundle in the same folder. A bundle that is made again and again under the same name keeps no compiled code. */
async function writeDoor({ out, door }, folder = dist) {
  const file = path.join(folder, door);
  const version = dev
    ? ''
    : `${out}-${createHash('sha256')
        .update(readFileSync(path.join(folder, out)))
        .digest('hex')
        .slice(0, 16)}`;
  await esbuild.build({
    ...optionsFor({ ...node, entry: 'server/src/launch.ts', out }),
    outfile: file,
    sourcemap: false,
    banner: { js: '#!/usr/bin/env node' },
    footer: {},
    define: { BUNDLE: JSON.stringify(out), BUNDLE_VERSION: JSON.stringify(version), STAYS: JSON.stringify(door === 'server.js') },
  });
  chmodSync(file, 0o755);
}

/** The folders of the libraries inside the bundles. */
function libraries() {
  const folders = new Set([...sources].map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean));
  return [...folders].sort((a, b) => (a < b ? -1 : 1));
}

/** The licences of the libraries inside the bundles ask to be passed on with them. */
function writeLicences() {
  const texts = libraries().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(path.join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(path.join(root, folder, file), 'utf8').trim() : '';
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  const notice = path.join(dist, 'THIRD-PARTY.txt');
  rmSync(notice, { force: true });
  writeFileSync(notice, texts.join('\n' + '-'.repeat(80) + '\n\n'));
  writeFileSync(path.join(dist, 'sbom.cdx.json'), `${JSON.stringify(sbom(libraries()), null, 2)}\n`);
}

/** The pages of rules for the extension's tools: in one file they take half the room that they take in the package as files. */
function writeRulePages() {
  const folder = path.join(root, 'docs/rules');
  const names = readdirSync(folder).filter((name) => name !== 'README.md');
  const pages = names.map((name) => [path.basename(name, '.md'), readFileSync(path.join(folder, name), 'utf8')]);
  writeFileSync(path.join(dist, 'rulePages.json'), JSON.stringify(Object.fromEntries(pages)));
}

/** `npm pack` in server/ takes what lies there: the bundles of the terminal and of the language server, and the pages for `--explain`. */
async function stageServer() {
  const folder = path.join(root, 'server');
  for (const name of ['dist', 'docs']) rmSync(path.join(folder, name), { recursive: true, force: true });
  // Terminal and server are nearly the same code: once, for both.
  const programs = bundles.filter(({ door }) => door);
  const entries = Object.fromEntries(programs.map(({ entry, out }) => [path.basename(out, '.js'), path.join(root, entry)]));
  await split(esbuild, optionsFor(programs[0]), entries, path.join(folder, 'dist'));
  for (const bundle of programs) await writeDoor(bundle, path.join(folder, 'dist'));
  cpSync(path.join(dist, 'THIRD-PARTY.txt'), path.join(folder, 'dist/THIRD-PARTY.txt'));
  cpSync(path.join(root, 'docs/rules'), path.join(folder, 'docs/rules'), { recursive: true });
  cpSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
  // The sources beside them are modules.
  writeFileSync(path.join(folder, 'dist/package.json'), '{ "type": "commonjs" }\n');
}

/** What an earlier build left and this one does not make must not get into the package. */
function removeLeftovers() {
  const made = new Set([
    ...bundles.flatMap(({ out, door }) => [out, door]),
    ...pieces,
    'package.json',
    'THIRD-PARTY.txt',
    'sbom.cdx.json',
    'rulePages.json',
    'deploy.schema.json',
    'deploy.part.schema.json',
  ]);
  for (const entry of readdirSync(dist)) if (!made.has(entry)) rmSync(path.join(dist, entry), { recursive: true });
}
