import type { Command, Option } from './command.ts';
import { general } from './options.ts';

/** The help of the program: what it can do. */
export function programHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}\n`);
  return `Usage: kamal-check [check] [OPTION…] [PATH…]
       kamal-check COMMAND [OPTION…]

Tells what \`kamal deploy\` would refuse or do wrong, without running Kamal or Ruby.

${rows.join('')}
\`kamal-check COMMAND --help\` tells more of each. \`kamal-check\` alone checks the
folder that it is called in.
`;
}

/** The help of one command. */
export function commandHelp({ name, summary, words, about, options }: Command): string {
  const rows = Object.entries({ ...options, ...general }).map(([option, row]) => [left(option, row), row.about] as const);
  const width = Math.max(...rows.map(([start]) => start.length)) + 2;
  const lines = rows.map(([start, text]) => `  ${start.padEnd(width)}${text}\n`);
  return `Usage: kamal-check ${name} [OPTION…]${words ? ` ${words}` : ''}

${summary}.${about ? `\n\n${about.trim()}` : ''}

${lines.join('')}
Exit status: 0 nothing is wrong, 1 something is, 2 bad usage or a file that cannot
be read or written.
`;
}

function left(name: string, { short, value }: Option): string {
  return `${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`;
}
