import type { Command, Option } from '../command.ts';
import { general } from '../options.ts';

/** A function for bash's `complete`, which works without the package bash-completion. */
export function bash(commands: readonly Command[]): string {
  const cases = commands.map(
    (one) => `    ${one.name})
      options="${flags(one).join(' ')}"
      words="${one.choices?.join(' ') ?? ''}"
      paths=${one.words?.includes('PATH') ? 'yes' : ''}
      ;;`,
  );
  return `# bash completion for kamal-check
_kamal_check() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=${commands[0]!.name} options words paths
  local first=\${COMP_WORDS[1]}
  COMPREPLY=()
  case $first in
    ${commands.map(({ name }) => name).join(' | ')}) (( COMP_CWORD > 1 )) && command=$first ;;
  esac
  case "$command $before" in
${commands.flatMap(values).join('\n')}
  esac
  case $command in
${cases.join('\n')}
  esac
  (( COMP_CWORD == 1 )) && words+=" ${commands.map(({ name }) => name).join(' ')}"
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$current") )
    [[ $paths ]] && COMPREPLY+=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _kamal_check kamal-check
`;
}

const spellings = (name: string, { short }: Option): string[] => [`--${name}`, ...(short ? [`-${short}`] : [])];

function flags({ options }: Command): string[] {
  return Object.entries({ ...options, ...general }).flatMap(([name, option]) => spellings(name, option));
}

/** What stands behind an option that takes a value. */
function values({ name: command, options }: Command): string[] {
  return Object.entries<Option>({ ...options, ...general }).flatMap(([name, option]) => {
    if (option.value === undefined) return [];
    const pattern = spellings(name, option).map((flag) => `"${command} ${flag}"`);
    // bash parts words at \`=\`.
    const list = (option.values ?? option.suggestions ?? []).filter((one) => !one.includes('='));
    const reply = option.path ? 'compgen -f -- "$current"' : `compgen -W "${list.join(' ')}" -- "$current"`;
    return [`    ${pattern.join(' | ')})\n      COMPREPLY=($(${reply}))\n      return\n      ;;`];
  });
}
