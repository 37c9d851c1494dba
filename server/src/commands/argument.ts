import type { At } from '../source/node.ts';

/** Stands in every line for what only the moment of the deploy tells: the version, and the id of a new container. */
export const version = 'VERSION';
export const target = 'TARGET';

/**
 * Why an argument is there. `at` holds the places in the files that decide it: for a `value` the value itself, for a `rule` what the rule
 * looks at (a container's name is made of the service's and the role's), for a `default` nothing.
 * `source` is a file of Kamal's, below `lib/kamal`.
 */
export interface Origin {
  readonly kind: 'value' | 'default' | 'rule';
  readonly at: readonly At[];
  readonly source: string;
}

/** Kamal loads the configuration and falls over when it makes the argument. */
export interface Crash {
  /** Ruby's class: `NoMethodError`. */
  readonly error: string;
  /** What Kamal did to which value, for a person. */
  readonly because: string;
}

/** One argument of a command, with its flag where it has one. */
export interface Argument {
  /** As it stands in the line, escaped as Kamal escapes it. null: hangs on ERB, or Kamal falls over. */
  readonly text: string | null;
  /** `--env`, `--host`; null for a word by itself. */
  readonly flag: string | null;
  /** What stands before `=` behind the flag: the name of a variable, a label, an option of a log driver. */
  readonly name: string | null;
  /** What docker or kamal-proxy reads there, without escapes; null where nothing is given, or where `text` is null. */
  readonly value: string | null;
  readonly origin: Origin;
  readonly crash?: Crash;
}

/** A command as data: its words in the order of the line. */
export interface Command {
  readonly arguments: readonly Argument[];
}

/** The line that Kamal runs; null where an argument hangs on ERB, or where Kamal falls over. */
export function lineOf({ arguments: all }: Command): string | null {
  return all.some(({ text }) => text === null) ? null : all.map(({ text }) => text).join(' ');
}

/** Why there is no line: the first argument on which Kamal falls over. */
export function crashOf({ arguments: all }: Command): Crash | null {
  return all.find(({ crash }) => crash)?.crash ?? null;
}

export const rule = (source: string, ...at: readonly At[]): Origin => ({ kind: 'rule', at, source });
export const byDefault = (source: string): Origin => ({ kind: 'default', at: [], source });

/** Words that Kamal always writes. */
export function words(source: string, ...all: readonly string[]): Argument[] {
  return all.map((text) => ({ text, flag: null, name: null, value: text, origin: rule(source) }));
}

/** `--flag value` as it is, with nothing escaped. @param value null: hangs on ERB */
export function raw(flag: string | null, value: string | null, origin: Origin): Argument {
  return { text: value === null ? null : flag === null ? value : `${flag} ${value}`, flag, name: null, value, origin };
}

/** What may stand here hangs on ERB. */
export function unknown(flag: string | null, origin: Origin, name: string | null = null): Argument {
  return { text: null, flag, name, value: null, origin };
}

export function crashed(error: string, because: string, origin: Origin): Argument {
  return { text: null, flag: null, name: null, value: null, origin, crash: { error, because } };
}
