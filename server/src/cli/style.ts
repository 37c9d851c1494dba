import type { Severity } from '../rules/rule.ts';

type Role = Severity | 'place' | 'aside' | 'added';

/** Colours a piece of text for a terminal by what it is, or leaves it as it is. */
export type Style = (role: Role, text: string) => string;

/** SGR numbers: bold red, bold yellow, bold blue, cyan, bold, dim, bold green. */
const numbers: Readonly<Record<Role, string>> = {
  error: '1;31',
  warning: '1;33',
  information: '1;34',
  hint: '36',
  place: '1',
  aside: '2',
  added: '1;32',
};

export function styler(colour: boolean): Style {
  return colour ? (role, text) => `\u001b[${numbers[role]}m${text}\u001b[0m` : (_role, text) => text;
}

/**
 * May text be coloured where nobody said so on the command line? `NO_COLOR` and `FORCE_COLOR` as their conventions have it: set to anything
 * but nothing (and `0`, for the latter), and the refusal wins.
 */
export function coloursWanted(env: Readonly<Record<string, string | undefined>>, terminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return terminal && env['TERM'] !== 'dumb';
}
