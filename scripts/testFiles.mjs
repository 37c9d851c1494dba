import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './run.mjs';

export const isProtocol = (file) => /^test.protocol./.test(file);
/** Those that need a browser, but no VS Code. */
export const isPage = (file) => /^test.page./.test(file);
export const isUnit = (file) => !/^test.(editors?|page|protocol)./.test(file);

/**
 * The files of node:test, as paths from the root.
 * @param {(file: string) => boolean} belongs
 */
export function testFiles(belongs) {
  return readdirSync(path.join(root, 'test'), { recursive: true })
    .map((file) => path.join('test', file))
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules') && belongs(file))
    .sort();
}

/** What a run of node:test says: to people, and to scripts/test.mjs. */
export const reporters = ['spec', './scripts/count-reporter.mjs'].flatMap((reporter) => [
  `--test-reporter=${reporter}`,
  '--test-reporter-destination=stdout',
]);
