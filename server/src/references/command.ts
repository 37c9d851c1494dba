import { commands } from '../schema/commands.ts';
import type { NameKind } from './mention.ts';
import { parts, shellWords, type Word } from './words.ts';

/** A name in a command line, and what it is the name of. */
export interface NameInCommand {
  readonly kind: NameKind;
  readonly word: Word;
}

/** Options of every command that take names, several by comma (`cli/base.rb`). */
const options: Readonly<Record<string, NameKind>> = {
  '-r': 'role',
  '--roles': 'role',
  '-h': 'host',
  '--hosts': 'host',
  '-d': 'destination',
  '--destination': 'destination',
};

/** Options without a value. Any other takes the word behind it, unless that begins with a dash (Thor's `parse_peek`). */
const switches = new Set(
  ['-v', '--verbose', '-q', '--quiet', '-p', '--primary', '-H', '--skip-hooks', '-i', '--interactive', '--reuse', '--raw', '-y'].concat([
    '--confirmed',
    '-T',
    '--skip-timestamps',
    '--detach',
    '--rolling',
    '--stop',
    '--skip-push',
    '-P',
  ]),
);

/**
 * The names in what a command alias stands for: arguments of `kamal` (`cli/alias/command.rb`).
 * @param line as written under `aliases`, without `kamal`; offsets of the words count from its start
 */
export function namesInCommand(line: string): NameInCommand[] {
  const found: NameInCommand[] = [];
  const plain: Word[] = [];
  const words = shellWords(line);
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word.text === '--') break;
    const joined = /^(--[\w-]+|-\w)=(.*)$/s.exec(word.text);
    const option = joined?.[1] ?? word.text;
    if (!option.startsWith('-')) {
      plain.push(word);
      continue;
    }
    const next = words[index + 1];
    const value = joined ? inner(word, joined[2]!) : switches.has(option) || next?.text.startsWith('-') ? undefined : words[++index];
    const kind = options[option];
    if (!kind || !value) continue;
    // Kamal splits at commas and keeps the spaces: such a name matches nothing, and is shown without them all the same.
    found.push(...parts(value.text, ',', value.from).map((name) => ({ kind, word: name })));
  }
  const [command, subcommand, accessory] = plain;
  if (command && !isOwnCommand(command.text)) found.push({ kind: 'alias', word: command });
  if (
    command &&
    command.text.length > 1 &&
    'accessory'.startsWith(command.text) &&
    subcommand?.text !== 'help' &&
    accessory &&
    accessory.text !== 'all'
  )
    found.push({ kind: 'accessory', word: accessory });
  return found;
}

/** The value of `--roles=web`, without quotes of its own. */
function inner({ to }: Word, value: string): Word {
  const bare = /^(["'])(.*)\1$/s.exec(value)?.[2] ?? value;
  const end = bare === value ? to : to - 1;
  return { text: bare, from: end - bare.length, to: end };
}

/** Thor takes the beginning of a command's name for the command, before it asks for aliases (Thor 1.5.0, `find_command_possibilities`). */
export function isOwnCommand(word: string): boolean {
  return ['help', ...Object.keys(commands)].some((command) => command.startsWith(word));
}

/**
 * Does a name in `-r` or `-h` match? `File.fnmatch` with FNM_EXTGLOB (`Utils#filter_specific_items`): `*`, `?`, `[ab]` and `{a,b}`, of which the
 * comma has ended a name before.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  const source = pattern.replace(/\[!?[^\]]+\]|[\\^$.|?*+(){}[\]]/g, (part) =>
    part === '*' ? '.*' : part === '?' ? '.' : part.length > 1 ? part.replace(/^\[!/, '[^') : `\\${part}`,
  );
  try {
    // A name that begins with a dot is not matched by a wildcard.
    return new RegExp(`^${/^[*?[]/.test(pattern) ? '(?!\\.)' : ''}${source}$`, 's').test(name);
  } catch {
    return false;
  }
}

export function isPattern(text: string): boolean {
  return /[*?[]/.test(text);
}
