import { load } from '../config/load.ts';
import { mapAt } from '../config/get.ts';
import type { Files, RuleSetting } from '../rules/rule.ts';
import { read } from '../source/read.ts';

/** The project's own settings, committed beside its secrets files, so that the terminal and every editor agree. */
export const lintFile = '.kamal/lint.yml';

const settings = new Set<string>(['error', 'warning', 'information', 'hint', 'off'] satisfies RuleSetting[]);

/**
 * What `.kamal/lint.yml` says: `rules:` with a severity or `off` by rule id. What cannot be read counts for nothing.
 * YAML takes a bare `off` for false, which is meant as `off` here.
 */
export function lintOf(files: Files): ReadonlyMap<string, RuleSetting> {
  const answer = files.get(lintFile);
  const found = new Map<string, RuleSetting>();
  if (typeof answer === 'string') return found;
  for (const { name, value } of mapAt(load(read(lintFile, answer.text).root).document, 'rules')?.entries.values() ?? []) {
    if (value.kind !== 'scalar') continue;
    const setting = value.value === false ? 'off' : value.string;
    if (settings.has(setting)) found.set(name, setting as RuleSetting);
  }
  return found;
}
