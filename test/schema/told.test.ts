// What is told of each key of Kamal: `told.txt` beside this file holds it, and UPDATE=1 writes it anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { explain } from '../../server/src/report/explain.ts';
import { nameRules } from '../../server/src/references/nameRules.ts';
import { commands, eachKey, hooks, keyAt } from '../../server/src/schema/index.ts';
import { alternativesTo, excludesEnvWords } from '../../server/src/schema/conflicts.ts';
import { datastoreImages } from '../../server/src/schema/datastoreImages.ts';
import { migrations } from '../../server/src/schema/migrations.ts';
import { mistakes } from '../../server/src/schema/mistakes.ts';
import { secretAdapter, secretAdapters, secretCommands } from '../../server/src/schema/secretAdapters.ts';

const stored = new URL('told.txt', import.meta.url);

test('what is told of each key', () => {
  const seen = new Set<unknown>();
  const parts: string[] = [];
  const alone: string[] = [];
  eachKey((path) => {
    const key = keyAt(path);
    if (!key || seen.has(key)) return;
    seen.add(key);
    const above = path.slice(0, -1);
    const others = alternativesTo(above, path.at(-1)!);
    if (others.length > 0) alone.push(`${path.join('.')} among ${others.join(', ')}`);
    if (excludesEnvWords(path, ['clear', 'A'])) alone.push(`${path.join('.')}: variables beside clear, secret, tags`);
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
    `## keys that exclude one another\n\n${alone.join('\n')}\n`,
    `## keys that people invent\n\n${mistakes
      .map(({ path, to, message }) =>
        [path.join('.'), ...(to ? [`→ ${to.join('.')}`] : []), ...(message ? [`# ${message}`] : [])].join(' '),
      )
      .join('\n')}\n`,
    `## keys of Kamal 1\n\n${migrations
      .map(({ path, message, ...rest }) => `${path.join('.')} ${JSON.stringify(rest)} # ${message}`)
      .join('\n')}\n`,
    ...datastoreImages.map(({ name, data, ...rest }) => {
      const folders =
        typeof data === 'string' ? data : [undefined, 6, 7, 8, 16, 17, 18, 19].map((major) => `${major}: ${data(major)}`).join(', ');
      return `## image ${name.source}\n\n${folders}\n${JSON.stringify(rest)}\n`;
    }),
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
