import type { DeploymentSummary } from '../../server/src/protocol.ts';

/** Commands of Kamal that are made of nothing but the deployment, in the order in which people need them. None of them takes anything away. */
const usual = [
  ['deploy'],
  ['redeploy'],
  ['setup'],
  ['app', 'logs'],
  ['app', 'details'],
  ['app', 'version'],
  ['proxy', 'logs'],
  ['details'],
  ['audit'],
  ['config'],
  ['lock', 'status'],
] as const;

/** A command of Kamal about a deployment. */
export interface CommandLine {
  /** As a person types it behind `kamal`, without options. */
  readonly command: string;
  /** Each as one argument. */
  readonly words: readonly string[];
  /** What an alias stands for. */
  readonly detail?: string;
}

/** What can be run on a deployment: Kamal's own commands, the logs of each accessory, and the file's aliases. */
export function commandLines({ options, aliases, accessories }: DeploymentSummary): CommandLine[] {
  return [
    ...usual.map((words) => line(words, options)),
    ...accessories.filter((name) => /^[\w.]/.test(name)).map((name) => line(['accessory', 'logs', name], options)),
    ...aliases.map(({ name, command, fixed }) => ({
      // A destination that the alias names would otherwise stand beside another.
      ...line([name], fixed ? withoutDestination(options) : options),
      detail: `kamal ${command}`,
    })),
  ];
}

function line(words: readonly string[], options: readonly string[]): CommandLine {
  return { command: words.join(' '), words: [...words, ...options] };
}

function withoutDestination(options: readonly string[]): string[] {
  const at = options.indexOf('-d');
  return at === -1 ? [...options] : [...options.slice(0, at), ...options.slice(at + 2)];
}
