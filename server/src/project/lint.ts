import { load } from '../config/load.ts';
import { mapAt, scalarAt } from '../config/get.ts';
import type { ScalarValue, Value } from '../config/value.ts';
import type { RuleSetting, Severity } from '../rules/rule.ts';
import type { Files } from '../files/files.ts';
import { isVersion } from '../schema/versions.ts';
import { memoize } from '../memoize.ts';
import { read } from '../source/read.ts';
import type { Source } from '../source/source.ts';

/** The project's own settings, committed beside its secrets files, so that the terminal and every editor agree. */
export const lintFile = '.kamal/lint.yml';

export const severities = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

/** What `.kamal/lint.yml` says; what cannot be read counts for nothing. `config_files` is read where bases are looked for (`configFiles.ts`), and `docs/lint.schema.json` describes all of it for editors. */
export interface LintSettings {
  /** `rules:` a severity or `off` by rule id. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** `kamal_version:` the Kamal that deploys the project, where no setting of an editor or option says otherwise. */
  readonly kamalVersion?: string;
  /** `fail_on:` the least severity with which the terminal ends with 1. */
  readonly failOn?: Severity;
}

const nothing: LintSettings = { rules: new Map() };

/** Asked at each keystroke elsewhere, and read once for each version of the file. */
export function lintSettings(files: Files): LintSettings {
  const source = files.source(lintFile);
  return source ? settingsOf(source) : nothing;
}

const settingsOf = memoize(({ text }: Source): LintSettings => settingsIn(text));

/** The severities of rules alone. */
export function lintOf(files: Files): ReadonlyMap<string, RuleSetting> {
  return lintSettings(files).rules;
}

function settingsIn(text: string): LintSettings {
  const { document } = load(read(lintFile, text).root);
  const rules = new Map<string, RuleSetting>();
  for (const { name, value } of mapAt(document, 'rules')?.entries.values() ?? []) {
    if (value.kind !== 'scalar') continue;
    const setting = severityIn(value);
    if (setting) rules.set(name, setting);
  }
  const kamalVersion = kamalVersionIn(scalarAt(document, 'kamal_version'));
  const failOn = scalarAt(document, 'fail_on')?.string;
  return {
    rules,
    ...(kamalVersion !== undefined && { kamalVersion }),
    ...(isSeverity(failOn) && { failOn }),
  };
}

/** The version that a value names, if it does. A bare `2.10` is the number 2.1 to YAML, and means the version all the same. */
export function kamalVersionIn(value: Value | undefined): string | undefined {
  if (value?.kind !== 'scalar' || value.type === 'null') return undefined;
  const version = value.node.kind === 'scalar' && value.type === 'float' ? value.node.text : value.string;
  return isVersion(version) ? version : undefined;
}

/** What a value sets a rule to, if anything. YAML takes a bare `off` for false, which is meant as `off` here. */
export function severityIn({ value, string }: Pick<ScalarValue, 'value' | 'string'>): RuleSetting | undefined {
  const setting = value === false ? 'off' : string;
  return setting === 'off' || isSeverity(setting) ? setting : undefined;
}

export const isSeverity = (text: string | undefined): text is Severity => (severities as readonly (string | undefined)[]).includes(text);
