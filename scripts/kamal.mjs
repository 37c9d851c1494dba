// `node scripts/kamal.mjs DIR`: what a checkout of Kamal knows that we do not, and the other way round: the keys of its documentation against
// our tables, its validators against those that the tables were made from, its errors against the messages that our rules mirror.
// Ends with 1 where something differs. `--accept` writes what differs into scripts/kamal.json, once it has been looked into.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument, visit } from 'yaml';
import { root } from './run.mjs';
import { ensureModules } from './setup.mjs';

const [dir, ...flags] = process.argv.slice(2);
const library = path.join(dir ?? '', 'lib/kamal');
if (dir === undefined || !existsSync(path.join(library, 'version.rb'))) {
  console.error('Usage: node scripts/kamal.mjs DIR [--accept], where DIR is a checkout of Kamal (it has lib/kamal/version.rb)');
  process.exit(2);
}
const known = path.join(root, 'scripts/kamal.json');
/** Between the keys of a path: names of hosts have dots. */
const within = ' > ';
const byName = (a, b) => (a < b ? -1 : 1);
const read = (file) => readFileSync(path.join(library, file), 'utf8');
const list = (folder, ending) =>
  readdirSync(path.join(library, folder), { recursive: true })
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
    .filter((file) => file.endsWith(ending))
    .sort(byName);

await ensureModules();
const { tsImport } = await import('tsx/esm/api');
const { keyAt, namesOf, newest, placesOf, shapeAt } = await schema();

const version = /VERSION = "([^"]+)"/.exec(read('version.rb'))?.[1] ?? '?';
const found = { version, keys: unknownKeys(), undocumented: undocumentedKeys(), validators: digests(), errors: unmirroredErrors() };
if (flags.includes('--accept')) {
  writeFileSync(known, `${JSON.stringify(found, null, 2)}\n`);
  console.log(`scripts/kamal.json is what Kamal ${version} is.`);
} else report(found, JSON.parse(readFileSync(known, 'utf8')));

async function schema() {
  const lookup = await tsImport('../server/src/schema/index.ts', import.meta.url);
  const { newest } = await tsImport('../server/src/schema/version.ts', import.meta.url);
  return { ...lookup, newest };
}

/** Every path of the documentation, without the indexes of lists. Its files are examples that start at the root of deploy.yml. */
function documentedPaths() {
  const paths = new Set();
  for (const file of list('configuration/docs', '.yml')) {
    visit(parseDocument(read(file), { uniqueKeys: false, logLevel: 'silent' }), {
      Pair(_, pair, ancestors) {
        const keys = ancestors.flatMap((one) => ('key' in one ? [String(one.key)] : []));
        paths.add([...keys, String(pair.key)].join(within));
      },
    });
  }
  return [...paths].sort(byName);
}

/** Documented keys that our tables do not have: the topmost of each, since below it nothing is known either. */
function unknownKeys() {
  const unknown = [];
  for (const text of documentedPaths()) {
    const at = text.split(within);
    const shape = shapeAt(at.slice(0, -1));
    // What Kamal passes on to Docker, and names that people choose, are examples.
    if (keyAt(at) || (shape && (shape.is === 'anything' || namesOf(shape)))) continue;
    if (!unknown.some((one) => text.startsWith(one + within))) unknown.push(text);
  }
  return unknown;
}

/** Keys of our tables whose name the documentation has nowhere. */
function undocumentedKeys() {
  const names = new Set(documentedPaths().map((text) => text.split(within).at(-1)));
  const ours = new Set();
  const walk = (section) => {
    for (const name of Object.keys(section)) ours.add(name);
  };
  for (const text of documentedPaths()) {
    const shape = shapeAt(text.split(within));
    if (shape) for (const section of sectionsOf(shape)) walk(section);
  }
  for (const name of ['service', 'image']) if (placesOf(name).length === 0) throw new Error('the tables have no root');
  return [...ours].filter((name) => !names.has(name)).sort(byName);
}

/** The known keys of a shape and of what lies within it, down to the next name. */
function sectionsOf(shape) {
  switch (shape.is) {
    case 'section':
      return [shape.keys];
    case 'special':
      return sectionsOf(shape.like);
    case 'either':
      return shape.of.flatMap(sectionsOf);
    case 'list':
    case 'names':
      return sectionsOf(shape.of);
    default:
      return [];
  }
}

/** By file: comments and white space do not count. */
function digests() {
  const files = [
    'configuration/validator.rb',
    ...list('configuration/validator', '.rb'),
    'configuration/validation.rb',
    'configuration.rb',
  ];
  return Object.fromEntries(
    files.map((file) => {
      const text = read(file)
        .replace(/^\s*#.*$/gm, '')
        .replace(/\s+/g, ' ');
      return [file, createHash('sha256').update(text).digest('hex').slice(0, 16)];
    }),
  );
}

/** Errors about a configuration of which no file of ours has the words. */
function unmirroredErrors() {
  const files = ['configuration.rb', 'configuration/validator.rb', ...list('configuration', '.rb'), 'secrets.rb'];
  const ours = readdirSync(path.join(root, 'server/src'), { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(root, 'server/src', file), 'utf8'))
    .join('\n')
    .replaceAll("\\'", "'");
  const errors = new Set(
    files.flatMap((file) =>
      [...read(file).matchAll(/\b(?:raise|error)\b[^"%\n]*(?:"((?:[^"\\#\n]|\\.|#\{[^}]*\}|#)*)"|%\(([^)]*)\))/g)].map(
        (match) => match[1] ?? match[2],
      ),
    ),
  );
  return [...errors].filter((text) => !isMirrored(text, ours)).sort(byName);
}

/** The words between what Ruby fills in: the longest stretch has to be found. */
function isMirrored(text, ours) {
  const stretches = text.split(/#\{[^}]*\}/).map((one) => one.trim());
  const longest = stretches.reduce((a, b) => (b.length > a.length ? b : a), '');
  return longest.length < 4 || ours.includes(longest);
}

function report(now, before) {
  const sections = [
    ['keys in its documentation that our tables lack', news(now.keys, before.keys)],
    ['keys of our tables that its documentation has no more', news(now.undocumented, before.undocumented)],
    ['validators that changed', changed(now.validators, before.validators)],
    ['errors that no rule mirrors', news(now.errors, before.errors)],
    ['errors that were not mirrored, and are gone or mirrored now', news(before.errors, now.errors)],
  ].filter(([, lines]) => lines.length > 0);
  console.log(`Kamal ${now.version}; our tables say ${newest}, and scripts/kamal.json was accepted at ${before.version}.`);
  for (const [title, lines] of sections) console.log(`\n${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  if (sections.length === 0 && now.version === before.version) console.log('Nothing differs.');
  else process.exitCode = 1;
}

function news(now, before) {
  return now.filter((one) => !before.includes(one));
}

function changed(now, before) {
  const names = [...new Set([...Object.keys(now), ...Object.keys(before)])].sort(byName);
  return names
    .filter((name) => now[name] !== before[name])
    .map((name) => `lib/kamal/${name}${name in before ? (name in now ? '' : ' (gone)') : ' (new)'}`);
}
