import type { Command, Option } from '../command.ts';
import { general } from '../options.ts';

/** A function for zsh's completion system, found by its first line in any folder of `$fpath`. */
export function zsh(commands: readonly Command[]): string {
  const [standard] = commands;
  const cases = commands.map(
    (one) =>
      `    ${one.name})\n      _arguments -s -S \\\n${specs(one)
        .map((spec) => `        ${spec}`)
        .join(' \\\n')}\n      ;;`,
  );
  return `#compdef kamal-check
_kamal-check() {
  local command=${standard!.name}
  local -a commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  if (( CURRENT > 2 )) && [[ $words[2] == (${commands.map(({ name }) => name).join('|')}) ]]; then
    command=$words[2]
    shift words
    (( CURRENT-- ))
  elif (( CURRENT == 2 )); then
    _describe command commands
  fi
  case $command in
${cases.join('\n')}
  esac
}
_kamal-check "$@"
`;
}

/** As \`_arguments\` takes them: what else an option goes by, what it does, and what its value may be. */
function specs({ options, words, choices }: Command): string[] {
  const flags = Object.entries<Option>({ ...options, ...general }).map(
    ([name, { short, value, values, suggestions, path, many, about }]) => {
      const list = values ?? suggestions;
      const action = path ? '_files' : list ? `(${list.join(' ')})` : ' ';
      const told = `[${about.replace(/[[\]\\:]/g, '\\$&')}]${value === undefined ? '' : `:${value}:${action}`}`;
      const both = short ? `'(-${short} --${name})'{-${short},--${name}}` : many ? `'*'--${name}` : `--${name}`;
      return `${both}${quoted(told)}`;
    },
  );
  const rest = choices ? [`'1:word:(${choices.join(' ')})'`] : words?.includes('PATH') ? [`'*:path:_files'`] : [];
  return [...flags, ...rest];
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
