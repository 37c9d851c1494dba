import { hasCredential } from '../../files/credential.ts';
import { isDelicate, isHarmless } from '../../references/delicate.ts';
import { isTellingName } from '../../references/secretUses.ts';
import type { Veil } from '../../references/veil.ts';

/** What a terminal shows may stay in the log of a build, for everyone to read. */
type Redaction = (line: string) => string;
/** The same around what a finding marks. */
type Marked = (line: string, from: number, to: number) => string;

const dots = (text: string): string => text.replace(/\S/g, '•');

/** The marked text is the secret. */
const marked: Marked = (line, from, to) => line.slice(0, from) + dots(line.slice(from, to)) + line.slice(to);

/** A line of a secrets file: only what may be the name before `=` is none. */
const afterName: Redaction = (line) =>
  line.replace(/^(\s*(?:export\s+)?\w*\s*=?)([^]*)$/, (_, name: string, rest: string) => name + dots(rest));

/** Of a key that is written twice only the key matters. */
const afterKey: Marked = (line, _, to) =>
  line.slice(0, to) +
  line
    .slice(to)
    .replace(
      /^(["']?\s*:\s+)(?![[{])(.+)$/,
      (_all, colon: string, value: string) => colon + (/^[a-z\d_-]{1,12}$/.test(value) ? value : dots(value)),
    );

/** By rule. */
const veils: Readonly<Record<string, Marked>> = {
  'secret-in-clear': marked,
  'duplicate-key': afterKey,
};

/** What a key holds that a credential is kept in by its name, whatever the finding is about; the names of secrets may be seen. */
const held = (before: string, key: string, value: string): string => {
  const delicate = isDelicate(key) || hasCredential(value);
  const names = value
    .replace(/[[\]"',]/g, ' ')
    .trim()
    .split(/\s+/);
  return before + (delicate && !isHarmless(value.replace(/^["']|["']$/g, '')) && !names.every(isHarmless) ? dots(value) : value);
};

/** `- NAME=value`: where a name alone is wanted, and in options. */
const itemised: Redaction = (line) =>
  line.replace(
    /(?<![\w.])([\w.]+=)([^\s,\]"']+)/g,
    (_, name: string, value: string) => name + (isTellingName(value) ? value : dots(value)),
  );

/** The key at the start of a line, and those of a map within it. */
const assigned: Redaction = (line) =>
  line
    .replace(
      /([{,]\s*["']?([\w.-]+)["']?\s*:\s*)("[^"]*"|'[^']*'|\[[^\]]*\]?|[^\s,[{}][^,}]*)/g,
      (_, before: string, key: string, value: string) => held(before, key, value),
    )
    .replace(/^(\s*(?:- )?["']?([\w.-]+)["']?\s*:\s*)(\S.*)$/, (_, before: string, key: string, value: string) => held(before, key, value));

/** What is quoted within ERB: it may be what a credential falls back to. */
const inErb: Redaction = (line) => line.replace(/<%(?:[^%]|%(?!>))*/g, (tag) => tag.replace(/"[^"]*"?|'[^']*'?/g, dots));

/** Files in which no line is a secret's by itself. All others may be secrets files, which `secrets_path` may give any name. */
const open = /(\.ya?ml|(^|\/)(Dockerfile[^/]*|Gemfile\.lock|\.(git|docker)ignore|hooks\/[^/]+))$/;

/**
 * A line of a file as it may be shown: as long as it is, without the secrets that may stand in it.
 * @param veil over the secrets of the whole file
 */
export function redact(file: string, line: string, veil: Veil): string {
  return open.test(file) ? veil(inErb(itemised(assigned(line))), dots) : afterName(line);
}

/** The same with a finding of a rule on it: what that says is none of anybody's business either. @param line by `redact` */
export function redactMarked(file: string, rule: string, line: string, from: number, to: number): string {
  return (open.test(file) ? veils[rule]?.(line, from, to) : undefined) ?? line;
}
