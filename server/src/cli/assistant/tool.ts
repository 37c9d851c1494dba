import { printable } from '../../report/printable.ts';
import type { Terminal } from '../terminal.ts';

/** What an assistant is told of a tool. */
export interface ToolDescription {
  readonly name: string;
  readonly title: string;
  /** When to use it and what comes back, for whoever chooses among tools. */
  readonly description: string;
  /** JSON Schema of the arguments: a map. */
  readonly inputSchema: { readonly properties: Readonly<Record<string, object>>; readonly required?: string[] };
}

/** What an assistant may ask for; it reads, and changes nothing. */
export interface Tool extends ToolDescription {
  /** @param given what the client sent, which need not fit the schema */
  call(given: Readonly<Record<string, unknown>>): Answer;
}

export interface Answer {
  readonly text: string;
  readonly data?: Record<string, unknown>;
  /** The text says what cannot be done. */
  readonly wrong?: true;
}

export const refusal = (text: string): Answer => ({ text: printable(text), wrong: true });

/** The arguments of these names. @returns what is wrong where one is no text */
export function texts<Name extends string>(
  given: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): Readonly<Record<Name, string | undefined>> | Error {
  const wrong = names.find((name) => given[name] !== undefined && typeof given[name] !== 'string');
  return wrong === undefined ? (given as Record<Name, string | undefined>) : new Error(`\`${wrong}\` has to be a text.`);
}

/** An assistant sees the folder that the program was started in, and what is below it. */
export function isOutside(path: string, disk: Terminal['disk']): boolean {
  const absolute = disk.absolute(path);
  const here = disk.absolute('.').replace(/\/$/, '');
  return absolute !== here && !absolute.startsWith(`${here}/`);
}
