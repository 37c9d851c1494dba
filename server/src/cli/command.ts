import type { Terminal } from './terminal.ts';

/** How it ended: 0 nothing is wrong, 1 something is, 2 bad usage or a file that cannot be read or written, 3 what `plan --fail-on` asked for. */
export type Status = 0 | 1 | 2 | 3;

/** An option of the command line: all that parsing, help and the completions of shells know of it. */
export interface Option {
  /** One letter, as in `-d`. */
  readonly short?: string;
  /** What the help calls its value; without one the option is a switch. */
  readonly value?: string;
  /** The only values that it may have. */
  readonly values?: readonly string[];
  /** Values that a shell may offer, among others. */
  readonly suggestions?: readonly string[];
  /** It may be given several times. */
  readonly many?: true;
  /** Its value is the path of a file, which shells complete. */
  readonly path?: true;
  /** What it does, in a few words; shown in help. */
  readonly about: string;
  /** @returns what is wrong with a value, after its name */
  readonly wrong?: (value: string) => string | undefined;
}

/** By name, without the dashes. */
export type Options = Readonly<Record<string, Option>>;

type Value<O extends Option> = O extends { readonly values: readonly (infer V)[] } ? V : string;

/** What a person gave: a switch is there or not; a value is a string or undefined, or a list where it may be given several times. */
export type Given<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends { readonly value: string }
    ? O[Name] extends { readonly many: true }
      ? readonly Value<O[Name]>[]
      : Value<O[Name]> | undefined
    : boolean;
};

/** The same without the types: what `parse` gives. */
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One subcommand: a file in `subcommands/`, and a row in its table. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What may stand beside the options, as the usage shows it: `[PATH…]`; left out where nothing may. */
  readonly words?: string;
  /** The only words that may stand there. */
  readonly choices?: readonly string[];
  /** What `--help` tells beyond the summary and the options. */
  readonly about?: string;
  readonly options: Options;
  run(given: Values, words: readonly string[], terminal: Terminal): Status | Promise<Status>;
}

interface Row<O extends Options> extends Omit<Command, 'options' | 'run'> {
  readonly options: O;
  run(given: Given<O>, words: readonly string[], terminal: Terminal): Status | Promise<Status>;
}

/** A row of the table: the types of what is given come from the options. */
export function command<const O extends Options>(row: Row<O>): Command {
  // `parse` gives what the options say.
  return row as unknown as Command;
}
