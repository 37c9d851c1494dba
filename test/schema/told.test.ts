// What is told of each key of Kamal: `told.txt` beside this file holds it, and UPDATE=1 writes it anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { explain } from '../../server/src/report/explain.ts';
import { nameRules } from '../../server/src/references/nameRules.ts';
import { commands, eachKey, hooks, keyAt } from '../../server/src/schema/index.ts';
import { secretAdapter, secretAdapters, secretCommands } from '../../server/src/schema/secretAdapters.ts';

const stored = new URL('told.txt', import.meta.url);

test('what is told of each key', () => {
  const seen = new Set<unknown>();
  const parts: string[] = [];
  eachKey((path) => {
    const key = keyAt(path);
    if (!key || seen.has(key)) return;
    seen.add(key);
    const { required, requiredUnless, closed, newer } = key;
    const checked = JSON.stringify({ required, requiredUnless, closed, newer });
    parts.push(`## ${path.join('.')}\n\n${checked}\n${explain({ key: path.join('.') }, () => undefined).text}\n`);
  });
  parts.push(
    ...secretAdapters.flatMap((adapter) => [
      `## password store ${adapter.name}\n\n${JSON.stringify(adapter)}`,
      ...[adapter.name, adapter.name.toUpperCase(), ...adapter.also].map((name) => `${name} is ${secretAdapter(name)?.name}`),
      '',
    ]),
    ...Object.entries(secretCommands).map(([name, command]) => `## kamal secrets ${name}\n\n${JSON.stringify(command)}\n`),
    `## commands\n\n${JSON.stringify(commands, null, 1)}\n`,
    `## hooks\n\n${JSON.stringify(hooks, null, 1)}\n`,
    `## names\n\n${Object.entries(nameRules)
      .map(([kind, { word, because, taken }]) =>
        [kind, word, because, ...['all', 'help', 'deploy', 'x'].map((name) => taken?.(name) ?? '-')].join(' | '),
      )
      .join('\n')}\n`,
  );
  const found = parts.join('\n');
  if (process.env['UPDATE']) writeFileSync(stored, found);
  assert.equal(found, existsSync(stored) ? readFileSync(stored, 'utf8') : '', 'read the difference; UPDATE=1 stores it');
});
