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
    for (const { at, message, refused } of source.problems) {
      const repair = syntaxRepair(source, at);
      yield report(this, at, repair?.message ?? message, {
        refused,
        severity: refused ? 'error' : 'warning',
        fixes: repair ? [repairFix(repair, source, at)] : [],
      });
    }
  },
});
