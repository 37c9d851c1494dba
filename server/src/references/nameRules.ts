import { commands } from '../schema/commands.ts';
import type { NameKind } from './mention.ts';

interface NameRule {
  /** With its article, for messages. */
  readonly word: string;
  readonly takes: RegExp;
  /** What it takes, and why. */
  readonly because: string;
  /** Names that look right and are not to be had. */
  readonly taken?: (name: string) => string | undefined;
}

const container = "made of letters, digits, `_`, `.` and `-`: it becomes a part of the containers' names";

/** Which names each kind of thing can have. */
export const nameRules: Readonly<Record<NameKind, NameRule>> = {
  role: { word: 'A role', takes: /^[A-Za-z0-9_.-]+$/, because: container },
  accessory: {
    word: 'An accessory',
    takes: /^[A-Za-z0-9_.-]+$/,
    because: container,
    taken: (name) => (name === 'all' ? '`kamal accessory boot all` means every accessory' : undefined),
  },
  host: { word: 'A server', takes: /^[^\s,*?"'`]+$/, because: 'an address or host name, without spaces and commas' },
  proxyHost: { word: 'A host of the proxy', takes: /^(\*\.)?[^\s,/:*"'`]+$/, because: 'a host name alone: no `https://`, port or path' },
  tag: { word: 'A tag', takes: /^[^\s,"'`](.*[^\s"'`])?$/, because: 'any text without quotes around it' },
  secret: {
    word: 'A secret',
    takes: /^[A-Za-z_][A-Za-z0-9_]*$/,
    because: 'made of letters, digits and `_`, and no digit at its start: it is the name of a variable',
  },
  // `validator/alias.rb`
  alias: {
    word: 'An alias',
    takes: /^[a-z0-9_-]+$/,
    because: 'made of lower-case letters, digits, `-` and `_`',
    taken: (name) => (name === 'help' || Object.hasOwn(commands, name) ? `\`kamal ${name}\` is a command of Kamal's own` : undefined),
  },
  anchor: { word: 'An anchor', takes: /^[\w-]+$/, because: 'made of letters, digits, `_` and `-`' },
  destination: { word: 'A destination', takes: /^$/, because: 'the name of its file' },
};

/** Why a thing of this kind cannot be called so; undefined where it can. */
export function whyNot(kind: NameKind, name: string): string | undefined {
  const { word, takes, because, taken } = nameRules[kind];
  if (!takes.test(name)) return `${word} cannot be called \`${name}\`. Its name is ${because}.`;
  const reason = taken?.(name);
  return reason && `${word} cannot be called \`${name}\`: ${reason}.`;
}
