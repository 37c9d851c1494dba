// `npm run package:server`: builds and packs the terminal and the language server as npm takes them. Asks nothing of any network.
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { loudly, npm, quietly, root } from './run.mjs';

const limit = 500_000;
const folder = path.join(root, 'out');
mkdirSync(folder, { recursive: true });

const { code } = await loudly(process.execPath, ['scripts/build.mjs']);
if (code !== 0) process.exit(1);
const [command, ...first] = npm();
const listed = await quietly('Packing', command, [...first, 'pack', './server', '--json', '--pack-destination', folder]);
const [{ filename, files }] = JSON.parse(listed.slice(listed.indexOf('[')));
const file = path.join(folder, filename);
const { size } = statSync(file);
console.log(`${path.relative(root, file)}: ${files.length} files, ${(size / 1000).toFixed(0)} kB of ${limit / 1000} kB`);
if (size > limit) {
  console.error('The package is too large: look at what scripts/build.mjs puts into server/.');
  process.exitCode = 1;
}
