import { parseArgs } from 'node:util';
import type { Options, Values } from './command.ts';

/** What stands on a command line behind the command. */
export type Parsed =
  { readonly given: Values; readonly words: readonly string[] } | { readonly unknown: string } | { readonly wrong: string };

/**
 * Reads options and words, in whatever order; `--` ends the options, and `-` alone is a word.
 * @returns `unknown`: an option that there is none of, with its dashes; `wrong`: one line that says what cannot be understood
 */
export function parse(argv: readonly string[], options: Options): Parsed {
  const types = Object.entries(options).map(
    ([name, { short, value }]) => [name, { type: value === undefined ? 'boolean' : 'string', ...(short && { short }) }] as const,
  );
  // Not strict: its errors speak to programmers.
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(types),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given: Record<string, string | boolean | string[] | undefined> = {};
  for (const [name, { value, many }] of Object.entries(options)) given[name] = many ? [] : value === undefined ? false : undefined;
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) return { unknown: rawName };
    if (option.value === undefined) {
      if (value !== undefined) return { wrong: `${rawName} takes no value` };
      given[name] = true;
      continue;
    }
    if (value === undefined || (!inlineValue && value.startsWith('-') && value !== '-')) return { wrong: `${rawName} needs a value` };
    if (option.values && !option.values.includes(value)) return { wrong: `${rawName} ${value} is none of ${option.values.join(', ')}` };
    const wrong = option.wrong?.(value);
    if (wrong !== undefined) return { wrong: `${rawName} ${value} ${wrong}` };
    given[name] = option.many ? [...(given[name] as string[]), value] : value;
  }
  return { given, words: positionals };
}
