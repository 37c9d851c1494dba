// All that is read of the other files: `texts.txt` holds them, `texts.told.txt` what is made of each. UPDATE=1 writes the answers anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { applyChanges } from '../../server/src/edit/index.ts';
import { appended } from '../../server/src/files/append.ts';
import { couldBeCredential, hasCredential, isCredential, isCredentialName } from '../../server/src/files/credential.ts';
import { copiedPaths, exposedPorts, stageOf, stagesOf } from '../../server/src/files/dockerfile.ts';
import { readDotenv } from '../../server/src/files/dotenv.ts';
import { secretsCommands, takenApart } from '../../server/src/files/secretsCommands.ts';

const stored = new URL('texts.told.txt', import.meta.url);

/** What a section is read as: the first word of its heading. */
const readers: Readonly<Record<string, (text: string) => string[]>> = {
  dotenv(text) {
    const { assignments, dropped, script } = readDotenv(text);
    return [
      ...assignments.map(({ key, from, to, value, end, is, long, uses, fetches }) => {
        const used = uses.map((one) => `${one.name}@${text.slice(one.from, one.to)}`);
        const more = [...(long ? ['long'] : []), ...(fetches ? ['fetches'] : []), ...(used.length > 0 ? [`uses ${used.join(', ')}`] : [])];
        return `${key}@${text.slice(from, to)} ${is} «${text.slice(value, end)}» ${more.join(', ')}`;
      }),
      ...dropped.map(({ from, to, why }) => `dropped ${why} «${text.slice(from, to)}»`),
      ...(script ? ['a script'] : []),
    ];
  },
  dockerfile(text) {
    const stages = stagesOf(text);
    const number = (stage: unknown): string => (stage ? `stage ${stages.indexOf(stage as (typeof stages)[number])}` : 'an image');
    const targets = [null, 'web', 'Base', '0', '1', '01', '-1'];
    return [
      ...stages.flatMap((stage) => [
        `${number(stage)} ${JSON.stringify({ ...stage, base: number(stage.base), variables: [...stage.variables] })}`,
        `  exposes ${JSON.stringify(exposedPorts(stage))}`,
      ]),
      `targets: ${targets.map((target) => `${target} ${stageOf(stages, target) ? number(stageOf(stages, target)) : 'none'}`).join(', ')}`,
      `copies ${JSON.stringify(copiedPaths(text))}`,
    ];
  },
  append(text) {
    const given = text === '(none)\n' ? undefined : text.replace(/\(no end\)\n$/, '');
    return [JSON.stringify(applyChanges(given ?? '', [appended(given, 'A=$A')]))];
  },
  commands(text) {
    return secretsCommands(text, text.indexOf('⏵') + 1, text.length).flatMap((command) => {
      const { options, names } = takenApart(command);
      const word = (one: (typeof names)[number] | undefined): string =>
        one ? `${one.text}@${text.slice(one.from, one.to)}${one.open ? ' open' : ''}` : 'nothing';
      return [
        `${command.command} «${text.slice(command.from, command.to)}»`,
        ...[...options].map(([name, value]) => `  ${name}: ${word(value)}`),
        ...names.map((name) => `  names ${word(name)}`),
      ];
    });
  },
  credentials(text) {
    const judges = { name: isCredentialName, is: isCredential, has: hasCredential, could: couldBeCredential };
    return text
      .split('\n')
      .filter(Boolean)
      .map((value) => {
        const said = Object.entries(judges).filter(([, judge]) => judge(value));
        return `${value}: ${said.map(([what]) => what).join(', ')}`;
      });
  },
};

/** `␍` is a carriage return. */
const sections = readFileSync(new URL('texts.txt', import.meta.url), 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((section) => {
    const [heading = '', ...lines] = section.split('\n');
    return { heading, kind: heading.split(' ')[0]!, text: lines.join('\n').replaceAll('␍', '\r') };
  });

suite('what is read of other files', () => {
  const before = new Map(
    (existsSync(stored) ? readFileSync(stored, 'utf8') : '').split(/^=== /m).map((part) => [part.split('\n')[0], `=== ${part}`]),
  );
  const now: string[] = [];
  for (const { heading, kind, text } of sections)
    test(heading, () => {
      const lines = readers[kind]!(text).map((line) => `${line.replaceAll('\n', '⏎').replaceAll('\r', '␍').trimEnd()}\n`);
      const found = `=== ${heading}\n${lines.join('')}`;
      now.push(found);
      if (!process.env['UPDATE']) assert.equal(found, before.get(heading), 'read the difference; UPDATE=1 stores it');
    });
  test('all are stored', () => {
    if (process.env['UPDATE']) writeFileSync(stored, now.join(''));
    else assert.equal(before.size - 1, sections.length);
  });
});
