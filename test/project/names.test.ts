// Which files make a project: bases, their destinations, and what only looks like one (`configuration.rb`).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kamalVersion } from '../../server/src/files/gemfile.ts';
import { filesOf } from '../../server/src/project/analyze.ts';
import { lintOf } from '../../server/src/project/lint.ts';
import { baseOf, destinationName, destinationsOf } from '../../server/src/project/names.ts';

describe('the destination that a file is', () => {
  const rows: readonly [base: string, file: string, expected: string | undefined][] = [
    ['config/deploy.yml', 'config/deploy.staging.yml', 'staging'],
    ['config/deploy.yml', 'config/deploy.eu.west.yml', 'eu.west'],
    ['config/deploy.yml', 'config/deploy.yml', undefined],
    ['config/deploy.yml', 'config/deploy..yml', undefined],
    ['config/deploy.yml', 'config/deploy.staging.yaml', undefined],
    ['config/deploy.yml', 'config/deployer.staging.yml', undefined],
    ['config/deploy.yml', 'deploy.staging.yml', undefined],
    ['config/deploy.yml', 'config/deploy.d/staging.yml', undefined],
    // The base's last extension is replaced, whatever it is.
    ['config/deploy.yaml', 'config/deploy.staging.yml', 'staging'],
    ['config/deploy-worker.yml', 'config/deploy-worker.staging.yml', 'staging'],
    ['config/deploy.yml', 'config/deploy-worker.yml', undefined],
  ];
  for (const [base, file, expected] of rows) it(`${file} of ${base}`, () => assert.equal(destinationName(base, file), expected));
});

it('destinations stand by name, without templates', () => {
  const paths = ['staging', 'example', 'production', 'sample', 'template', 'dist', 'eu'].map((name) => `config/deploy.${name}.yml`);
  assert.deepEqual(
    destinationsOf('config/deploy.yml', ['config/deploy.yml', ...paths, 'config/database.yml']).map(({ name }) => name),
    ['eu', 'production', 'staging'],
  );
});

it('a file belongs to the base that it is, or that it lies over', () => {
  const bases = ['config/deploy.yml', 'config/deploy-worker.yml', 'config/deploy.special.yml'];
  const of = (file: string) => baseOf(file, bases);
  assert.equal(of('config/deploy-worker.staging.yml'), 'config/deploy-worker.yml');
  assert.equal(of('config/deploy.special.yml'), 'config/deploy.special.yml');
  assert.equal(of('config/deploy.staging.yml'), 'config/deploy.yml');
  assert.equal(of('config/database.yml'), undefined);
});

describe('the version in Gemfile.lock', () => {
  const lock = (line: string) =>
    `GEM\n  remote: https://rubygems.org/\n  specs:\n    activesupport (8.0.1)\n${line}\n\nDEPENDENCIES\n  kamal (~> 2.0)\n`;
  const rows: readonly [line: string, expected: string | null][] = [
    ['    kamal (2.12.0)', '2.12.0'],
    ['    kamal (2.0.0.rc1)', '2.0.0.rc1'],
    ['    kamal (2.12.0)\r', '2.12.0'],
    ['    kamal-extras (1.0.0)', null],
    // What another gem needs.
    ['      kamal (>= 2.1)', null],
    ['', null],
  ];
  for (const [line, expected] of rows) it(JSON.stringify(line), () => assert.equal(kamalVersion(lock(line)), expected));
});

describe('.kamal/lint.yml', () => {
  const lint = (text: string) => Object.fromEntries(lintOf(filesOf(new Map([['.kamal/lint.yml', text]]))));
  const rows: readonly [text: string, expected: Record<string, string>][] = [
    ['rules:\n  host-dropped: error\n  unknown-key: hint', { 'host-dropped': 'error', 'unknown-key': 'hint' }],
    ['rules: {a: off, b: "off", c: false}', { a: 'off', b: 'off', c: 'off' }],
    ['rules: {a: loud, b: 5, c: [error], d: }', {}],
    ['rules: [a]', {}],
    ['host-dropped: error', {}],
    ['rules: {', {}],
    ['', {}],
  ];
  for (const [text, expected] of rows) it(text.replaceAll('\n', '⏎') || 'empty', () => assert.deepEqual(lint(text), expected));
  it('is not there', () => assert.equal(lintOf(filesOf(new Map())).size, 0));
});
