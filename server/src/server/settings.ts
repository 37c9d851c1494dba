import type { RuleSetting } from '../rules/rule.ts';

/** The settings under `kamal` that concern the server. */
export interface Settings {
  /** `kamal.version`: the Kamal that deploys; undefined: by Gemfile.lock. */
  readonly version?: string;
  /** `kamal.configFiles`: bases besides config/deploy.yml, relative to the project's folder. */
  readonly configFiles: readonly string[];
  /** `kamal.rules`: severity by rule id. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** `kamal.codeLens`: what a role is, above its name. */
  readonly codeLens: boolean;
  /** `kamal.inlayHints`: defaults that nobody wrote, and what the base says. */
  readonly inlayHints: boolean;
  /** `kamal.format`: may the formatter move lines? */
  readonly format: boolean;
  /** `kamal.workspaceDiagnostics`: are deployments judged of which no file is open? */
  readonly workspaceDiagnostics: boolean;
}

export const defaults: Settings = {
  configFiles: [],
  rules: new Map(),
  codeLens: true,
  inlayHints: true,
  format: false,
  workspaceDiagnostics: true,
};

const ruleSettings: ReadonlySet<unknown> = new Set<RuleSetting>(['error', 'warning', 'information', 'hint', 'off']);

/** Settings as a client sends them, whatever it sends: what makes no sense counts as not set. */
export function settingsOf(sent: unknown): Settings {
  const { version, configFiles, rules, codeLens, inlayHints, format, workspaceDiagnostics } = isRecord(sent) ? sent : {};
  return {
    ...(typeof version === 'string' && version.trim() ? { version: version.trim() } : {}),
    configFiles: Array.isArray(configFiles) ? configFiles.filter(isPath).map((path) => path.replace(/^(\.?\/)+/, '')) : [],
    rules: new Map(isRecord(rules) ? Object.entries(rules).filter(isRuleSetting) : []),
    codeLens: codeLens !== false,
    inlayHints: inlayHints !== false,
    format: format === true,
    workspaceDiagnostics: workspaceDiagnostics !== false,
  };
}

/** Settings that say the same as others are these: what was made with them need not be made again. */
export function unlessSame(before: Settings | undefined, now: Settings): Settings {
  return before && textOf(before) === textOf(now) ? before : now;
}

function textOf(settings: Settings): string {
  return JSON.stringify({ ...settings, rules: [...settings.rules] });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isRuleSetting(entry: [string, unknown]): entry is [string, RuleSetting] {
  return ruleSettings.has(entry[1]);
}
