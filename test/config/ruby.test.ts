// How Ruby sees single values: what it prints, and what it calls blank.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isBlank, isStringish, scalarAt, valueAt } from '../../server/src/config/get.ts';
import { configIn } from './print.ts';

describe('to_s', () => {
  const rows: readonly [string, string][] = [
    ['text', 'text'],
    ['"007"', '007'],
    ['007', '7'],
    ['0x1F', '31'],
    ['1_000', '1000'],
    ['1,000', '1000'],
    ['22:22', '80520'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['-0', '0'],
    ['2.10', '2.1'],
    ['1.', '1.0'],
    ['.5', '0.5'],
    ['-0.0', '-0.0'],
    ['0.0001', '0.0001'],
    ['0.00001', '1.0e-05'],
    ['0.000012', '1.2e-05'],
    ['1234567890123456.0', '1234567890123456.0'],
    ['10000000000000000.0', '1.0e+16'],
    ['6.02E+23', '6.02e+23'],
    ['1.0e+100', '1.0e+100'],
    ['.inf', 'Infinity'],
    ['-.inf', '-Infinity'],
    ['.nan', 'NaN'],
    ['yes', 'true'],
    ['Off', 'false'],
    ['~', ''],
    [':sym', 'sym'],
    ['2024-01-01', '2024-01-01'],
  ];
  for (const [text, expected] of rows)
    it(`${text} is ${expected || 'empty'}`, () => assert.equal(scalarAt(configIn(`a: ${text}`).root, 'a')?.string, expected));
});

describe('blank?', () => {
  const blank = ['', '~', 'false', 'no', '""', '"  "', '[]', '{}'];
  const present = ['0', 'true', 'x', '[~]', '{a: }', ':a', '0.0', '<%= x %>', '[<%= x %>]', '\n  <%= x %>'];
  for (const text of blank) it(`${text || 'nothing'} is`, () => assert.equal(isBlank(valueAt(configIn(`a: ${text}`).root, 'a')), true));
  for (const text of present)
    it(`${text.trim()} is not`, () => assert.equal(isBlank(valueAt(configIn(`a: ${text}\nb: 1`).root, 'a')), false));
  it('what is not there is', () => assert.equal(isBlank(undefined), true));
});

describe('stringish?', () => {
  const yes = ['x', '""', ':x', '5', '5.5', 'true', 'no', '.nan'];
  const no = ['', '~', '[x]', '{x: 1}', '2024-01-01', '2024-01-01T10:00:00Z'];
  for (const text of yes) it(`${text} is`, () => assert.equal(isStringish(valueAt(configIn(`a: ${text}`).root, 'a')!), true));
  for (const text of no)
    it(`${text || 'nothing'} is not`, () => assert.equal(isStringish(valueAt(configIn(`a: ${text}`).root, 'a')!), false));
});
