import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface EnterRule {
  readonly beforeText: string;
  readonly afterText?: string;
  readonly action: { readonly indent: 'none' | 'indent'; readonly appendText?: string };
}

const file = new URL('../../language-configuration.json', import.meta.url);
const { onEnterRules } = JSON.parse(readFileSync(file, 'utf8')) as { onEnterRules: EnterRule[] };

/** Where Enter is pressed (`|`), and where the cursor stands in the line after it. */
const cases: readonly (readonly [string, string])[] = [
  ['servers:|', '  |'],
  ['  web:|', '    |'],
  ['  web: # takes traffic|', '    |'],
  ['proxy: &proxy|', '  |'],
  ['    cmd: >-|', '      |'],
  ['service: shop|', '|'],
  ['    - 10.0.0.1|', '    |'],
  ['    - "10.0.0.1"|', '    |'],
  // A server with its tags is a map with one key only (`validator.rb`, validate_servers!): the next line is the next server.
  ['    - 10.0.0.1: monitoring|', '    |'],
  ['    - 10.0.0.1:|', '        |'],
  ['      - local: config/my.cnf|', '        |'],
  ['    image: postgres:17|', '    |'],
  ['    image: postgres:|', '    |'],
  ['    - shop:/data|', '    |'],
  ['      - files: >- |', '          |'],
  ['  SCRIPT: >2 # folded|', '    |'],
  ['# servers:|', '|'],
  ['  # - 10.0.0.1:|', '  |'],
  ['  web:| # note', '  | # note'],
  ['  health: "a:b"|', '  |'],
];

for (const [before, after] of cases) {
  test(`Enter in ${before}`, () => assert.equal(enter(before), after));
}

/** What VS Code does with the rules: the first that matches adds to the line's own indentation. */
function enter(line: string): string {
  const [before = '', after = ''] = line.split('|');
  const indent = /^ */.exec(before)?.[0] ?? '';
  const action = onEnterRules.find(
    ({ beforeText, afterText = '' }) => new RegExp(beforeText).test(before) && new RegExp(afterText).test(after),
  )?.action;
  return `${indent}${action?.indent === 'indent' ? '  ' : ''}${action?.appendText ?? ''}|${after}`;
}
