import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { repairFix, syntaxRepair } from './syntaxRepair.ts';

/** Characters that are read for repairs: of a file of 2,000 lines some thirty are tried, of one of 50 all. */
const MOST_TRIED = 2_000_000;

/** What is wrong with the text itself: Psych::SyntaxError, or a document that is no map (`configuration.rb` calls `symbolize_keys` on it). */
export const yamlSyntax = rule({
  id: 'yaml-syntax',
  severity: 'error',
  kind: 'kamal',
  summary: 'The text is no YAML that Kamal can read',
  each: 'file',
  *check({ source }) {
    for (const [index, { at, message, refused, kind }] of source.problems.entries()) {
      // Each is tried on the whole text.
      const repair = index * source.text.length < MOST_TRIED ? syntaxRepair(source, at) : undefined;
      yield report(this, at, repair?.message ?? message, {
        refused,
        severity: refused ? 'error' : kind === 'ended' ? 'hint' : 'warning',
        fixes: repair ? [repairFix(repair, source, at)] : [],
      });
    }
  },
});
