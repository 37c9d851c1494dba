// Which fixes "fix all" makes: nothing that gives something away, and nothing that somebody made up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import { completion } from '../support/complete.ts';
import { findingsOf } from '../support/findings.ts';

/** What stands in the file, and the fixes of the rule with their safety, one a line. */
const table: readonly (readonly [rule: string, text: string, ...fixes: string[]])[] = [
  ['unknown-key', 'builder:\n  multiarch: true', 'safe: Write `arch` as Kamal 2 wants it', 'unsafe: Remove `multiarch`'],
  [
    'unknown-key',
    'builder:\n  multiarch: false',
    'unsafe: Write `arch: amd64`, if that is what the servers have',
    'unsafe: Remove `multiarch`',
  ],
  ['unknown-key', 'builder:\n  arch: arm64\n  multiarch: false', 'safe: Remove `multiarch`'],
];

for (const [rule, text, ...fixes] of table) {
  test(`${rule}: ${text.replaceAll('\n', '⏎')}`, () => {
    const found = findingsOf(analyzeTexts(new Map([['config/deploy.yml', `${completion(text)}${text}\n`]])));
    assert.deepEqual(
      found
        .filter(({ finding }) => finding.rule === rule)
        .flatMap(({ finding }) => finding.fixes.map(({ safety, title }) => `${safety}: ${title}`)),
      fixes,
    );
  });
}
