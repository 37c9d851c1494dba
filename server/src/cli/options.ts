import type { RuleSetting, Severity } from '../rules/rule.ts';
import { isVersion } from '../schema/versions.ts';
import type { Option, Options } from './command.ts';
import { unknownRule } from './explain.ts';
import { ruleIds } from './rules.ts';

const severities = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];
const settings = [...severities, 'off'] as const satisfies readonly RuleSetting[];

/** Which deployment: for every command that judges. */
export const destination = { short: 'd', value: 'DEST', about: 'this destination only' } as const satisfies Option;

/** In which form a command writes. The first is what it takes by itself. */
export const format = <const F extends readonly [string, ...string[]]>(values: F) =>
  ({ short: 'f', value: 'FORMAT', values, about: `${values.join(', ')} (default: ${values[0]})` }) as const satisfies Option;

export const severity = {
  value: 'SEVERITY',
  values: severities,
  about: 'leave out what is less than error, warning, information or hint',
} as const satisfies Option;

export const failOn = {
  value: 'SEVERITY',
  values: [...severities, 'never'],
  about: 'end with 1 from this severity on (default: error), or never',
} as const satisfies Option;

export const rule = {
  value: 'ID=SETTING',
  suggestions: ruleIds.map((id) => `${id}=off`),
  many: true,
  about: 'off, or another severity, for a rule; may be repeated',
  wrong: (text) => {
    const [, id, setting] = /^([^=]*)=(.*)$/.exec(text) ?? [];
    if (id === undefined) return `needs a setting, such as ${text}=off`;
    if (!ruleIds.includes(id)) return `cannot be: ${unknownRule(id)}`;
    return (settings as readonly string[]).includes(setting!) ? undefined : `cannot be: a rule is ${settings.join(', ')}`;
  },
} as const satisfies Option;

/** What `--rule` said, by rule; the last word counts. */
export function ruleSettings(given: readonly string[]): ReadonlyMap<string, RuleSetting> {
  return new Map(given.map((text) => text.split('=') as [string, RuleSetting]));
}

export const config = { value: 'FILE', path: true, about: "in the place of the project's .kamal/lint.yml" } as const satisfies Option;

export const kamalVersion = {
  value: 'VERSION',
  about: 'the Kamal that deploys (else by lint.yml, Gemfile.lock, or the newest)',
  wrong: (text) => (isVersion(text) ? undefined : 'is no version: give one such as 2.12.0'),
} as const satisfies Option;

/** What every command takes. `main` sees to it. */
export const general = {
  color: { value: 'WHEN', values: ['auto', 'always', 'never'], about: 'auto (default), always or never' },
  'output-file': { short: 'o', value: 'FILE', path: true, about: 'write the result into FILE instead' },
  help: { short: 'h', about: 'this text' },
  version: { short: 'V', about: 'the version of this program' },
} as const satisfies Options;
