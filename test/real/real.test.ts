// Projects as people have them: nothing is shown that Kamal or the deployment would not justify. README.md here explains the fixtures.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Checked } from '../../server/src/report/checked.ts';
import { check } from '../../server/src/cli/check.ts';
import { diskOf } from '../cli/terminal.ts';

const here = import.meta.dirname;

const verdicts = new Map([
  [true, 'accepted'],
  [false, 'refused'],
  [null, 'open'],
]);

/** A project's files by path, its bases among them. */
function project(name: string): Map<string, string> {
  const folder = path.join(here, name);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(path.join(folder, file)).isFile());
  return new Map(files.map((file) => [file.split(path.sep).join('/'), readFileSync(path.join(folder, file), 'utf8')]));
}

/** `config/deploy.yml`, and what else is deployed with `-c`: no destination of another base. */
function basesOf(files: ReadonlyMap<string, string>): string[] {
  return [...files.keys()].filter((file) => /^config\/deploy[^./]*\.yml$/.test(file)).sort();
}

/** What is judged and shown, a line each, in the form of `expected.txt`. */
function told({ file, judged, shown, placeOfSpan }: Checked): string[] {
  return [
    ...judged.map(({ deployment, accepted }) => `${file} ${deployment.destination ?? '(alone)'}: ${verdicts.get(accepted)}`),
    ...shown.map(({ finding, source, span, severity }) => {
      const place = placeOfSpan(source, span);
      return `${place.file}:${place.start.line + 1}: ${severity} ${finding.rule}: ${source.text.slice(span.from, span.to).split('\n')[0]}`;
    }),
  ];
}

/** The lines of `expected.txt` without the comments, which say why a finding is right. */
function expected(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

const names = readdirSync(here, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

test('there are twenty projects', () => assert.equal(names.length, 20));

for (const name of names) {
  test(name, () => {
    const files = project(name);
    const terminal = { err: assert.fail, disk: diskOf(files) };
    const checked = basesOf(files).map((base) => check({ root: '/app', base }, { destination: null }, terminal));
    assert.deepEqual(
      checked.flatMap((one) => (one ? told(one) : assert.fail('a base cannot be read'))),
      expected(files.get('expected.txt') ?? ''),
    );
  });
}

test('every finding that is expected is justified by a comment above it', () => {
  for (const name of names) {
    const lines = (project(name).get('expected.txt') ?? '').split('\n');
    lines.forEach((line, at) => {
      if (/^\S+:\d+: /.test(line)) assert.ok(lines[at - 1]?.startsWith('#'), `${name}: ${line}`);
    });
    assert.ok(lines[0]?.startsWith('#'), `${name}: expected.txt begins by saying what is special about the project`);
  }
});
