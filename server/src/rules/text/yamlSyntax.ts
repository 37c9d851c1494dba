import { report } from '../report.ts';
import type { Rule } from '../rule.ts';

/** What is wrong with the text itself: Psych::SyntaxError, or a document that is no map (`configuration.rb` calls `symbolize_keys` on it). */
export const yamlSyntax: Rule = {
  id: 'yaml-syntax',
  severity: 'error',
  kind: 'kamal',
  summary: 'The text is no YAML that Kamal can read',
  *check({ config }) {
    for (const { source } of config.layers) {
      for (const { at, message, refused } of source.problems) {
        yield report(this, at, message, { refused, severity: refused ? 'error' : 'warning' });
      }
    }
  },
};
