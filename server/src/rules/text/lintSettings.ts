import { rule } from '../rule.ts';

/** Its findings come from `project/lintFindings.ts`: only there is it known which file holds the settings, and what they may be. */
export const lintSettings = rule({
  id: 'lint-settings',
  severity: 'warning',
  kind: 'deployment',
  summary: '`.kamal/lint.yml` says something that nobody understands',
  check: () => [],
});
