import { report } from './report.ts';
import type { Rule } from './rule.ts';

/** Kamal always reads the base first, also with `-d` (`configuration.rb`, `create_from`). */
export const baseMissing: Rule = {
  id: 'base-missing',
  severity: 'error',
  kind: 'kamal',
  summary: 'A destination’s file has no base beside it',
  *check({ config }) {
    if (!config.partial) return;
    const [first] = config.root.entries.values();
    const base = config.base.file.replace(/\.[^./]+\.yml$/, '.yml');
    yield report(
      this,
      first?.key.at ?? config.root.at,
      `There is no ${base}: Kamal reads it first and lays this file over it, so \`-d\` fails with "Configuration file not found". Create ${base}, or complete this file and name it with \`-c\`.`,
    );
  },
};
