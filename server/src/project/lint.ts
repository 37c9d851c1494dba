import { load } from '../config/load.ts';
import { mapAt } from '../config/get.ts';
import type { RuleSetting } from '../rules/rule.ts';
import type { Files } from '../files/files.ts';
import { read } from '../source/read.ts';
import type { Source } from '../source/source.ts';

/** The project's own settings, committed beside its secrets files, so that the terminal and every editor agree. */
export const lintFile = '.kamal/lint.yml';

const settings = new Set<string>(['error', 'warning', 'information', 'hint', 'off'] satisfies RuleSetting[]);

const none: ReadonlyMap<string, RuleSetting> = new Map();
const known = new WeakMap<Source, ReadonlyMap<string, RuleSetting>>();

/**
 * What `.kamal/lint.yml` says: `rules:` with a severity or `off` by rule id. What cannot be read counts for nothing.
 * Asked at each keystroke elsewhere, and read once for each version of the file.
 */
export function lintOf(files: Files): ReadonlyMap<string, RuleSetting> {
  const source = files.source(lintFile);
  if (!source) return none;
  let found = known.get(source);
  if (!found) {
    found = settingsIn(source.text);
    known.set(source, found);
  }
  return found;
}

/** YAML takes a bare `off` for false, which is meant as `off` here. */
function settingsIn(text: string): ReadonlyMap<string, RuleSetting> {
  const found = new Map<string, RuleSetting>();
  for (const { name, value } of mapAt(load(read(lintFile, text).root).document, 'rules')?.entries.values() ?? []) {
    if (value.kind !== 'scalar') continue;
    const setting = value.value === false ? 'off' : value.string;
    if (settings.has(setting)) found.set(name, setting as RuleSetting);
  }
  return found;
}
