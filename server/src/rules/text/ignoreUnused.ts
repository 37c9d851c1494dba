import { rule } from '../rule.ts';

/** Its findings come last of all, from `ignore.ts`: only then is it known which comments silence something. */
export const ignoreUnused = rule({
  id: 'ignore-unused',
  severity: 'hint',
  kind: 'deployment',
  summary: 'A `# kamal-ignore` silences nothing',
  check: () => [],
});
