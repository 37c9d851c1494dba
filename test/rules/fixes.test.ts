import { describe, it } from 'node:test';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import { cases, textsOf } from '../kamal/cases.ts';
import { findingsOf } from '../support/findings.ts';
import { checkFix } from '../support/fixes.ts';
import { half } from '../support/share.ts';

/**
 * Here a value could not be read, and once it can, something else is wrong with it: the fix uncovers a finding and does not make it.
 * Besides these, whatever Kamal refused may turn out to be unwise once it is accepted.
 */
const uncovers = new Set([
  'acc-port-sexagesimal-3', // quoted, it is a port, and open to everybody
  'boot-limit-sexagesimal', // quoted, it is no number either
  'builder-local-string', // no local builder, and no remote one
  'service-symbol', // a colon in the name
  'unknown-root-healthcheck', // the old keys in it, each with a fix of its own
]);

describe('fixes on every case of real Kamal', () => {
  for (const one of half(cases())) {
    const texts = textsOf(one);
    // A file that is no UTF-8 has no text to edit.
    if ([...texts.values()].some((text) => typeof text !== 'string')) continue;
    const plain = texts as Map<string, string>;
    const analysis = analyzeTexts(plain);
    const fixable = findingsOf(analysis).filter(({ finding }) => finding.fixes.length);
    if (!fixable.length) continue;
    it(one.name, () => {
      for (const located of fixable)
        for (const fix of located.finding.fixes)
          checkFix(fix, located, plain, analysis, (found) => uncovers.has(one.name) || (located.finding.refused && !found.refused));
    });
  }
});
