// What people read of each case, whole: `told.txt` beside this file holds it, and UPDATE=1 writes it anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { run } from '../cli/terminal.ts';
import { cases, isDecidedByFiles, type Case, type Project } from './cases.ts';

const stored = new URL('told.txt', import.meta.url);

function toldOf(one: Case): string {
  const below = (folder: string, { files }: Project) => Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text] as const);
  const files = new Map([...below('before', one.before), ...below('after', one.after)]);
  const destination = one.after.destination === undefined ? [] : ['-d', one.after.destination];
  const { status, out, err } = run(['plan', '--from', 'before', '--fail-on', 'data', ...destination, 'after'], files);
  return `## ${one.name} (ends with ${status})\n\n${out}${err}`;
}

it('what is told of each case that the files alone decide', () => {
  const found = cases().filter(isDecidedByFiles).map(toldOf).join('\n');
  if (process.env['UPDATE']) writeFileSync(stored, found);
  assert.equal(found, existsSync(stored) ? readFileSync(stored, 'utf8') : '', 'read the difference; UPDATE=1 stores it');
});
