// The lines that real Kamal 2.12 runs for the projects that it accepts, held against `commands --format json`. README.md here explains the data.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { run } from '../cli/terminal.ts';
import { cases, textsOf, type Case } from './cases.ts';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

interface Tree {
  readonly [key: string]: string | null | Tree;
}

const truth = new Map(
  read('commands.jsonl')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { name: string; commands: Tree })
    .map(({ name, commands }) => [name, commands] as const),
);

/** By line (`case /app/web/192.0.2.1`, or all below `case`), why it is not Kamal's. */
const listed = JSON.parse(read('commands-differences.json')) as Record<string, string>;

interface Line {
  readonly id: string;
  readonly kamal: string | undefined;
  readonly crash: boolean;
  readonly ours: string | null | undefined;
}

function ourCommands(one: Case): Tree {
  const limit = one.destination === undefined ? [] : ['-d', one.destination];
  const { out } = run(['commands', '.', '--format', 'json', ...limit], textsOf(one));
  return (JSON.parse(out) as { deployments: { commands: Tree }[] }).deployments[0]!.commands;
}

/** The leaves of both trees, by path. A crash of Kamal may stand for a whole branch. */
function linesOf(id: string, kamal: Tree[string] | undefined, ours: Tree[string] | undefined): Line[] {
  if (typeof kamal === 'object' && kamal !== null && 'crash' in kamal) {
    return [{ id, kamal: undefined, crash: true, ours: typeof ours === 'object' ? null : ours }];
  }
  if (typeof kamal === 'string' || typeof ours === 'string' || ours === null) {
    return [{ id, kamal: typeof kamal === 'string' ? kamal : undefined, crash: false, ours: ours as string | null | undefined }];
  }
  const keys = new Set([...Object.keys(kamal ?? {}), ...Object.keys(ours ?? {})]);
  return [...keys].flatMap((key) => linesOf(`${id}${id.includes(' ') ? '' : ' '}/${key}`, kamal?.[key], ours?.[key]));
}

const lines = cases()
  .filter(({ name }) => truth.has(name))
  .flatMap((one) => linesOf(one.name, truth.get(one.name), ourCommands(one)));
const compared = lines.filter(({ crash }) => !crash);
const different = compared.filter(({ kamal, ours }) => kamal !== ours);
const reasonOf = (id: string): string | undefined => [id, id.split(' ')[0]!].find((key) => key in listed);

test('there are lines for 422 projects', () => {
  assert.equal(truth.size, 422);
  assert.ok(compared.length > 2390, `${compared.length}`);
});

test('the figures', (t) => {
  const decided = compared.filter(({ ours }) => ours !== null && ours !== undefined);
  const equal = compared.length - different.length;
  t.diagnostic(`equal: ${equal} of ${compared.length} lines (${((100 * equal) / compared.length).toFixed(2)} %)`);
  t.diagnostic(`of the ${decided.length} that do not hang on ERB: ${decided.filter(({ kamal, ours }) => kamal === ours).length}`);
  assert.ok(equal >= 0.995 * compared.length);
  assert.ok(decided.filter(({ kamal, ours }) => kamal === ours).length >= 0.999 * decided.length);
});

test('each line that differs is listed with its reason, and each that is listed still differs', () => {
  assert.deepEqual(
    different.filter(({ id }) => reasonOf(id) === undefined),
    [],
    'not listed in commands-differences.json',
  );
  const used = new Set(different.map(({ id }) => reasonOf(id)));
  assert.deepEqual(
    Object.keys(listed).filter((key) => !used.has(key)),
    [],
    'listed in commands-differences.json, and right by now',
  );
});

test('where Kamal falls over there is no line', () => {
  assert.deepEqual(
    lines.filter(({ crash, ours }) => crash && typeof ours === 'string'),
    [],
  );
});
