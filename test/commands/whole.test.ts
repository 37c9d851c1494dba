// All that is concluded from odd configurations, whether Kamal accepts them or not: `whole.txt` holds them, `whole.told.txt` the answers. Each argument is
// told with the words that it comes from, and the file of Kamal's that makes it. UPDATE=1 writes the answers anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { rowsOf, stepsOf } from '../../server/src/commands/steps.ts';
import { commandsOf } from '../../server/src/commands/commands.ts';
import type { Argument } from '../../server/src/commands/argument.ts';
import { effective } from '../../server/src/config/effective.ts';
import { resolved } from '../../server/src/deployment/resolved.ts';
import type { Deployment } from '../../server/src/deployment/deployment.ts';
import { deploymentIn } from '../deployment/table.ts';

const stored = new URL('whole.told.txt', import.meta.url);

function argumentText({ text, flag, name, crash, origin }: Argument): string {
  const words = origin.at.map(({ chunk, from, to }) => chunk.text.slice(from, to).replaceAll('\n', '⏎'));
  const why = crash ? ` ${crash.error}: ${crash.because}` : '';
  const shown = text ?? `${flag ?? ''} ${name ?? ''} ?${why}`.trim();
  return `${shown} <- ${words.join(' + ') || '-'} (${origin.kind}, ${origin.source})`;
}

/** A word that Kamal always writes. */
const isFixed = ({ flag, crash, origin }: Argument): boolean => flag === null && !crash && origin.kind === 'rule' && origin.at.length === 0;

function told(deployment: Deployment): string[] {
  const { config } = deployment;
  const steps = stepsOf(commandsOf(deployment));
  return [
    ...effective(config).map(({ text, note }) => `  ${text}${note ? ` # ${note}` : ''}`),
    JSON.stringify(resolved(deployment)),
    ...steps.flatMap(({ host, what, command, secrets }) => [
      `on ${host}: ${what}${secrets.length > 0 ? `, with ${secrets.map(({ name, key }) => `${name}=${key}`).join(' ')}` : ''}`,
      ...rowsOf(command).flatMap((row) =>
        row.every(isFixed) ? [`  ${row.map(({ text }) => text).join(' ')}`] : row.map((one) => `  ${argumentText(one)}`),
      ),
    ]),
  ];
}

const sections = readFileSync(new URL('whole.txt', import.meta.url), 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((section) => {
    const end = section.indexOf('\n');
    return { heading: section.slice(0, end), text: section.slice(end + 1) };
  });

suite('all that is concluded', () => {
  const before = new Map(
    (existsSync(stored) ? readFileSync(stored, 'utf8') : '').split(/^=== /m).map((part) => [part.split('\n')[0], `=== ${part}`]),
  );
  const now: string[] = [];
  for (const { heading, text } of sections)
    test(heading, () => {
      const found = `=== ${heading}\n${told(deploymentIn(text))
        .map((line) => `${line.trimEnd()}\n`)
        .join('')}`;
      now.push(found);
      if (process.env['UPDATE']) writeFileSync(stored, now.join(''));
      else assert.equal(found, before.get(heading), 'read the difference; UPDATE=1 stores it');
    });
});
