import type { Command, Option } from '../command.ts';
import { general } from '../options.ts';

/** Lines for fish's `complete`. */
export function fish(commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const none = `not __fish_seen_subcommand_from ${names}`;
  const lines = commands.flatMap(({ name, summary, words, choices, options }, index) => {
    // The first is what is done without a command, too.
    const when = `__fish_seen_subcommand_from ${name}${index === 0 ? `; or ${none}` : ''}`;
    const start = `complete -c kamal-check -n ${quoted(when)}`;
    return [
      `complete -c kamal-check -n ${quoted(none)} -a ${name} -d ${quoted(summary)}`,
      ...(words?.includes('PATH') ? [] : [`${start} -f${choices ? ` -a ${quoted(choices.join(' '))}` : ''}`]),
      ...Object.entries<Option>({ ...options, ...general }).map(([long, option]) => `${start} ${flag(long, option)}`),
    ];
  });
  return `# fish completion for kamal-check\n${lines.join('\n')}\n`;
}

function flag(long: string, { short, value, values, suggestions, path, about }: Option): string {
  const list = values ?? suggestions;
  const takes = value === undefined ? '' : path ? ' -r -F' : ` -x${list ? ` -a ${quoted(list.join(' '))}` : ''}`;
  return `${short ? `-s ${short} ` : ''}-l ${long}${takes} -d ${quoted(about)}`;
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
