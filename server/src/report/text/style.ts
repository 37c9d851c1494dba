import type { Severity } from '../../rules/rule.ts';

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
