// `npm run release`: all of a release but the upload: version, changelog from the commits, vsix, npm package, list of what is inside, checksums,
// a commit and a tag. `-- --dry-run` changes nothing here and leaves the same files in out/release/. `-- --version 1.2.3`: not the next one;
// `-- --pre-release`: for VS Code's pre-release channel and npm's tag "next".
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { changesOf, nextVersion, withVersion } from './changelog.mjs';
import { npm, quietly, root } from './run.mjs';
import { ensureModules } from './setup.mjs';

const { values } = parseArgs({
  options: { 'dry-run': { type: 'boolean' }, 'pre-release': { type: 'boolean' }, version: { type: 'string' } },
});
const dry = values['dry-run'] === true;
const out = path.join(root, 'out/release');

const git = (...args) => {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr.trim()}`);
  return stdout.trim();
};
const stop = (message) => {
  console.error(message);
  process.exit(1);
};
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const writeJson = (file, value) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

if (git('status', '--porcelain') !== '' && !dry) stop('There are changes that are not committed.');
await ensureModules();
const tags = git('tag', '--list', 'v*', '--sort=-version:refname').split('\n').filter(Boolean);
const current = readJson(path.join(root, 'package.json')).version;
const version = values.version ?? nextVersion(current, tags.includes(`v${current}`));
if (!/^\d+\.\d+\.\d+$/.test(version)) stop(`${version} is no version that VS Code's Marketplace takes: three numbers.`);
if (tags.includes(`v${version}`)) stop(`v${version} has been released already.`);
console.log(
  `Version ${version}, ${tags[0] ? `after ${tags[0]}` : 'the first'}${values['pre-release'] ? ', as a pre-release' : ''}${dry ? ' (dry run)' : ''}`,
);

// In a tree of its own, at the commit: what lies about here is not released.
const tree = mkdtempSync(path.join(tmpdir(), 'kamal-release-'));
const changed = ['package.json', 'server/package.json', 'package-lock.json', 'CHANGELOG.md'];
git('worktree', 'add', '--quiet', '--detach', '--force', tree, 'HEAD');
try {
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'), 'junction');
  setVersion();
  writeFileSync(path.join(tree, 'CHANGELOG.md'), changelog());
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await build();
  writeChecksums();
} finally {
  rmSync(path.join(tree, 'node_modules'), { force: true });
  git('worktree', 'remove', '--force', tree);
}
for (const file of artifacts()) console.log(`  out/release/${file}  ${(statSync(path.join(out, file)).size / 1000).toFixed(0)} kB`);
if (!dry) {
  for (const file of changed) cpSync(path.join(out, '.tree', file), path.join(root, file));
  rmSync(path.join(out, '.tree'), { recursive: true });
  git('commit', '--quiet', '--all', '--message', `Release ${version}`);
  git('tag', `v${version}`);
}
console.log(`
${dry ? 'Nothing was committed or tagged. To upload, after a real run:' : `Committed and tagged v${version}. To upload:`}
  git push --follow-tags
  npx vsce publish --packagePath out/release/vscode-kamal-${version}.vsix${values['pre-release'] ? ' --pre-release' : ''}
  npx ovsx publish out/release/vscode-kamal-${version}.vsix${values['pre-release'] ? ' --pre-release' : ''}
  npm publish out/release/kamal-check-${version}.tgz${values['pre-release'] ? ' --tag next' : ''}`);

function setVersion() {
  for (const name of ['package.json', 'server/package.json']) {
    const file = path.join(tree, name);
    writeJson(file, { ...readJson(file), version });
  }
  const lockFile = path.join(tree, 'package-lock.json');
  const lock = readJson(lockFile);
  lock.version = version;
  for (const name of ['', 'server']) lock.packages[name].version = version;
  writeJson(lockFile, lock);
}

/** The first version is told of by hand: its commits are all there is. */
function changelog() {
  const before = readFileSync(path.join(tree, 'CHANGELOG.md'), 'utf8');
  return withVersion(before, version, new Date().toISOString().slice(0, 10), tags[0] ? changesOf(commitsSince(tags[0])) : '');
}

function commitsSince(tag) {
  const log = git('log', '--no-merges', '--name-only', '--format=%x00%s', `${tag}..HEAD`);
  return log
    .split('\0')
    .filter(Boolean)
    .map((text) => {
      const [subject, ...files] = text.split('\n').filter(Boolean);
      return { subject, files };
    });
}

async function build() {
  const options = { cwd: tree };
  await quietly('Building', process.execPath, ['scripts/build.mjs'], options);
  const vsix = ['node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--out', path.join(out, `vscode-kamal-${version}.vsix`)];
  await quietly('Packing the extension', process.execPath, values['pre-release'] ? [...vsix, '--pre-release'] : vsix, options);
  const [command, ...first] = npm();
  await quietly('Packing for npm', command, [...first, 'pack', './server', '--pack-destination', out], options);
  cpSync(path.join(tree, 'CHANGELOG.md'), path.join(out, 'CHANGELOG.md'));
  for (const file of ['sbom.cdx.json', 'deploy.schema.json', 'deploy.part.schema.json'])
    cpSync(path.join(tree, 'dist', file), path.join(out, file));
  if (!dry) for (const file of changed) cpSync(path.join(tree, file), path.join(out, '.tree', file));
}

/** What is to be uploaded. */
function artifacts() {
  return readdirSync(out).filter((file) => !file.startsWith('.'));
}

/** As `sha256sum --check` reads them. */
function writeChecksums() {
  const lines = artifacts().map(
    (file) =>
      `${createHash('sha256')
        .update(readFileSync(path.join(out, file)))
        .digest('hex')}  ${file}\n`,
  );
  writeFileSync(path.join(out, 'SHA256SUMS'), lines.join(''));
}
