// What the terminal says, whole: `said/*.txt` are projects and what is asked about them, `*.told.txt` the answers. UPDATE=1 writes these anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { filesIn } from '../features/project.ts';
import { runLoading } from './terminal.ts';

const folder = new URL('said/', import.meta.url);

/** `=== ARGUMENTS` asks about the project above it. */
async function answers(text: string): Promise<string> {
  const [project = '', ...asked] = text.split(/^=== /m);
  const texts = filesIn(project);
  const told: string[] = [];
  for (const line of asked) {
    const argv = line.trim();
    const { status, out, err, written } = await runLoading(argv.split(' ').filter(Boolean), texts);
    const files = [...written].map(([file, content]) => `--- writes ${file}\n${content}`).join('');
    told.push(`=== ${argv}\n${out}${err && `--- and to stderr\n${err}`}${files}--- ends with ${status}\n`);
  }
  return told.join('\n');
}

suite('what the terminal says', () => {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.txt') && !one.endsWith('.told.txt'))) {
    test(name, async () => {
      const stored = new URL(name.replace('.txt', '.told.txt'), folder);
      const found = await answers(readFileSync(new URL(name, folder), 'utf8'));
      if (process.env['UPDATE']) writeFileSync(stored, found);
      assert.equal(found, existsSync(stored) ? readFileSync(stored, 'utf8') : '', 'read the difference; UPDATE=1 stores it');
    });
  }
});
