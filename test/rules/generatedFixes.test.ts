import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { edited, editsOf, findingsOf, judged } from '../support/findings.ts';
import type { Finding } from '../../server/src/rules/rule.ts';
import type { Located } from '../support/findings.ts';
import { checkFix } from '../support/fixes.ts';
import { deployments } from './deployments.ts';
import { seed } from '../support/seed.ts';
import { runs } from '../support/share.ts';

const base = 'config/deploy.yml';
/** All secrets are declared: this is about roles and proxies. */
const secrets = ['.kamal/secrets', ['PASSWORD', 'CERTIFICATE', 'PRIVATE_KEY'].map((name) => `${name}=$${name}\n`).join('')] as const;

/** What a text says once it can be read, what is unwise once Kamal takes it, and a secret that nobody needs once a proxy has gone. */
const isUncovered =
  ({ finding: repaired }: Located) =>
  ({ rule, refused }: Finding): boolean =>
    repaired.rule === 'yaml-syntax' || rule === 'secret-unused' || (repaired.refused && !refused);

describe('on any deployment', () => {
  it('every fix leaves readable text with its comments, and a preferred one removes its finding and adds none', () => {
    fc.assert(
      fc.property(deployments, ({ text }) => {
        const texts = new Map<string, string>([[base, text], secrets]);
        const analysis = judged(texts);
        for (const located of findingsOf(analysis))
          for (const fix of located.finding.fixes) checkFix(fix, located, texts, analysis, isUncovered(located), false);
      }),
      { numRuns: runs(300, 50), seed },
    );
  });

  it('preferred fixes, one after the other, come to an end', () => {
    fc.assert(
      fc.property(deployments, ({ text }) => {
        let texts: Map<string, string> = new Map<string, string>([[base, text], secrets]);
        for (let round = 0; round < 20; round++) {
          const analysis = judged(texts);
          const edits = findingsOf(analysis)
            .flatMap(({ finding }) => finding.fixes.filter(({ preferred }) => preferred))
            .map((fix) => editsOf(fix, analysis, texts))
            .find((edits) => edits !== undefined);
          if (!edits) return;
          texts = edited(texts, edits);
        }
        assert.fail(`no end after 20 fixes:\n${texts.get(base)}`);
      }),
      { numRuns: runs(300, 50), seed },
    );
  });
});
