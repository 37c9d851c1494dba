import { mostFindings } from '../judging/bounded.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { repairFix, syntaxRepair } from './syntaxRepair.ts';

/** What is wrong with the text itself: Psych::SyntaxError, or a document that is no map (`configuration.rb` calls `symbolize_keys` on it). */
export const yamlSyntax = rule({
  id: 'yaml-syntax',
  severity: 'error',
  kind: 'kamal',
  summary: 'The text is no YAML that Kamal can read',
  each: 'file',
  *check({ source }) {
    for (const [index, { at, message, refused }] of source.problems.entries()) {
      // What is told by its number alone needs none.
      const repair = index < mostFindings ? syntaxRepair(source, at) : undefined;
      yield report(this, at, repair?.message ?? message, {
        refused,
        severity: refused ? 'error' : 'warning',
        fixes: repair ? [repairFix(repair, source, at)] : [],
      });
    }
  },
});
