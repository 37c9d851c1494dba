// `npm run package`: builds and packs vscode-kamal.vsix. Asks nothing of any network.
import { statSync } from 'node:fs';
import path from 'node:path';
import { loudly, root } from './run.mjs';

const limit = 1_000_000;
const file = path.join(root, 'vscode-kamal.vsix');

const steps = [
  ['scripts/build.mjs'],
  // Links in the README become addresses of the repository: its pictures are not in the package.
  ['node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--out', file],
];
for (const step of steps) {
  const { code } = await loudly(process.execPath, step);
  if (code !== 0) process.exit(1);
}
const { size } = statSync(file);
console.log(`${path.basename(file)}: ${(size / 1000).toFixed(0)} kB of ${limit / 1000} kB`);
if (size > limit) {
  console.error('The package is too large: look at its list of files above, and at .vscodeignore.');
  process.exitCode = 1;
}
