import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { tokens } from './tokens.ts';

/*
 * Each file in coloured/ shows a text, two columns in, and under each line what its words are coloured as.
 * Those whose names begin with `secrets` are secrets files. UPDATE=1 writes the marks anew: read the difference before you commit it.
 */
const folder = new URL('coloured/', import.meta.url);
const mark = /^# +\^/;

for (const name of readdirSync(folder)) {
  test(`the grammar colours ${name}`, async () => {
    const file = new URL(name, folder);
    const expected = readFileSync(file, 'utf8');
    const text = expected
      .trimEnd()
      .split('\n')
      .filter((line) => !mark.test(line))
      .map((line) => line.slice(2));
    const actual = await show(text, name.startsWith('secrets') ? 'source.kamal-secrets' : 'source.kamal');
    if (process.env['UPDATE'] === '1') writeFileSync(file, actual);
    else assert.equal(actual, expected);
  });
}

async function show(text: readonly string[], scope: 'source.kamal' | 'source.kamal-secrets'): Promise<string> {
  const coloured = await tokens(text.join('\n'), scope);
  const lines = text.flatMap((line, at) => [
    `  ${line}`.trimEnd(),
    ...(coloured[at] ?? []).map(({ from, to, word }) => `# ${' '.repeat(from)}${'^'.repeat(to - from)} ${word}`),
  ]);
  return `${lines.join('\n')}\n`;
}
