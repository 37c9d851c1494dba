import { mapAt } from '../../config/get.ts';
import type { MapValue, ScalarValue, Value } from '../../config/value.ts';
import { commands } from '../../schema/commands.ts';
import { memoize } from '../../memoize.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { writeText } from '../fixes/scalarFixes.ts';
import { isWritten } from '../../config/certain.ts';
import { isOwnCommand } from '../../references/command.ts';
import { nearest } from '../validation/nearest.ts';

/** Commands of `kamal app` that people take for Kamal's own (`cli/app.rb`). */
const appCommands = new Set(['boot', 'containers', 'exec', 'images', 'live', 'logs', 'maintenance', 'start', 'stop']);

/** What an alias stands for is given to `kamal` as its arguments (`cli/alias/command.rb`): it begins with one of Kamal's commands. */
export const aliasCommand = rule({
  id: 'alias-command',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An alias stands for no command of Kamal',
  keys: ['aliases'],
  *check({ root }) {
    const aliases = mapAt(root, 'aliases');
    for (const { value, message, fixes } of aliases ? problemsIn(aliases) : []) yield report(this, value.at, message, { fixes });
  },
});

interface Wrong {
  readonly value: ScalarValue;
  readonly message: string;
  readonly fixes: Fix[];
}

const problemsIn = memoize((aliases: MapValue): readonly Wrong[] =>
  [...aliases.entries.values()].flatMap(({ name, value, conditional, keyType }) => {
    if (conditional || keyType !== 'string' || value.kind !== 'scalar' || value.type !== 'string' || !isWritten(value)) return [];
    // Under such a name it is never asked for.
    const problem = isOwnCommand(name) ? undefined : problemOf(name, value, aliases);
    return problem ? [{ value, ...problem }] : [];
  }),
);

function problemOf(name: string, value: ScalarValue, aliases: MapValue): { message: string; fixes: Fix[] } | undefined {
  const first = firstWord(value.string);
  // Quotes and options in front are for a person to read.
  if (first === undefined || /^["'\\-]/.test(first)) return undefined;
  const kamal = /^\s*((?:bundle\s+exec\s+)?(?:\.?\/?\S*\/)?kamal)(?:\s+|$)/.exec(value.string);
  if (kamal) {
    const rest = value.string.slice(kamal[0].length).trim();
    return {
      message: `Kamal puts \`kamal\` in front itself: \`kamal ${name}\` would run \`kamal ${value.string.trim()}\`, and there is no command \`${first}\`. Write ${rest ? `\`${rest}\`` : "the command's name"} alone.`,
      fixes: rest !== '' && isRunnable(name, rest, aliases) ? writeText(value, rest, true) : [],
    };
  }
  if (isOwnCommand(first)) return undefined;
  if (leadsTo(name, first, aliases))
    return {
      message: `\`kamal ${name}\` would call itself again and again until you stop it: ${first === name ? 'it begins with its own name' : `\`${first}\` leads back to it`}. Begin with one of Kamal's commands, such as \`app exec\`.`,
      fixes: [],
    };
  if (isKnown(first, aliases)) return undefined;
  const near =
    aliases.entries.size > 100
      ? undefined
      : nearest(
          first,
          [...Object.keys(commands), ...names(aliases)].filter((other) => other !== name),
        );
  const rest = value.string.trimStart().slice(first.length);
  const inApp = appCommands.has(first) ? `app ${value.string.trim()}` : undefined;
  const inContainer = inApp ?? `app exec --interactive --reuse "${value.string.trim()}"`;
  return {
    message: `There is no command \`kamal ${first}\`: \`kamal ${name}\` stops with "Could not find command". ${near ? `Did you mean \`${near}\`?` : inApp ? `It is \`${inApp}\` in full.` : "An alias begins with one of Kamal's commands; to run this in a container, write `app exec` before it."}`,
    fixes: [
      ...(near && isRunnable(name, near + rest, aliases) ? writeText(value, near + rest, true) : []),
      ...(!near && (inApp || !/["\\]/.test(value.string)) ? writeText(value, inContainer) : []),
    ],
  };
}

function firstWord(text: string): string | undefined {
  return /\S+/.exec(text)?.[0];
}

function names(aliases: MapValue): string[] {
  return [...aliases.entries.values()].flatMap(({ keyType, name }) => (keyType === 'string' ? [name] : []));
}

/** Thor takes the beginning of a command's name for the command, before it asks for aliases (Thor 1.5.0, `find_command_possibilities`). */
function isKnown(word: string, aliases: MapValue): boolean {
  return aliases.incomplete || aliases.entries.has(word) || isOwnCommand(word);
}

/** How many aliases that stand for each other are followed. */
const hops = 20;

/** Does the alias come back to itself, directly or by way of others? */
function leadsTo(name: string, first: string, aliases: MapValue): boolean {
  const seen = new Set<string>();
  for (let word: string | undefined = first; word !== undefined && !seen.has(word) && seen.size < hops;) {
    if (word === name) return true;
    seen.add(word);
    const next: Value | undefined = aliases.entries.get(word)?.value;
    word = next?.kind === 'scalar' && isWritten(next) ? firstWord(next.string) : undefined;
  }
  return false;
}

function isRunnable(name: string, text: string, aliases: MapValue): boolean {
  const first = firstWord(text);
  return first !== undefined && !/^["'\\-]/.test(first) && first !== 'kamal' && isKnown(first, aliases) && !leadsTo(name, first, aliases);
}
