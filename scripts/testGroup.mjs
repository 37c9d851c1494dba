// Files of node:test in one process, which reads the house once: node scripts/testGroup.mjs FILE…
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './run.mjs';

for (const file of process.argv.slice(2)) await import(pathToFileURL(path.resolve(root, file)).href);
