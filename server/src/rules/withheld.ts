import type { Deployment } from '../deployment/deployment.ts';
import { memoize } from '../memoize.ts';
import { isCredentialName } from '../files/credential.ts';
import { isTellingName, usesOf, type Use } from '../references/secretUses.ts';
import type { Source } from '../source/source.ts';
import type { Finding } from './rule.ts';

const veil = '•••';

/**
 * Findings that repeat no secret: what stands in a deploy file in the place of a secret, or of its name, is veiled wherever a rule quotes it. Here for
 * all rules and all outputs, since a rule can't know what else stands in the value that it is about.
 */
export function withheld(findings: readonly Finding[], secrets: readonly string[]): readonly Finding[] {
  return secrets.length > 0 ? findings.map((finding) => without(secrets, finding)) : findings;
}

/** What may be a secret in the files of a deployment. The longest first, as one may be a part of another. */
export function secretsOf(deployment: Deployment): readonly string[] {
  const found = deployment.config.layers.map(({ source }) => secretsOfSource(source));
  found.push(misplaced(usesOf(deployment)));
  if (found.every(({ length }) => length === 0)) return none;
  return [...new Set(found.flat())].filter((secret) => secret.length >= shortest).sort((a, b) => b.length - a.length);
}

const none: readonly string[] = [];

/** Shorter ones are no secrets, and would be found in ordinary words. */
const shortest = 4;

function without(secrets: readonly string[], finding: Finding): Finding {
  const { message, kamal, related, fixes } = finding;
  const told = [message, kamal ?? '', ...related.map((one) => one.message), ...fixes.map(({ title }) => title)].join('\n');
  const found = secrets.filter((secret) => told.includes(secret));
  if (found.length === 0) return finding;
  const veiled = (text: string): string => found.reduce((left, secret) => left.replaceAll(secret, veil), text);
  return {
    ...finding,
    message: veiled(message),
    ...(kamal === undefined ? {} : { kamal: veiled(kamal) }),
    related: related.map((one) => ({ ...one, message: veiled(one.message) })),
    fixes: fixes.map((fix) => ({ ...fix, title: veiled(fix.title) })),
  };
}

/** Where Kamal wants the name of a secret: what can be none, or the value behind it. */
const misplaced = memoize((uses: readonly Use[]): readonly string[] =>
  uses.flatMap(({ name, value }) => {
    if (isTellingName(name)) return [];
    const [, assigned = ''] = /^[\w.]+\s*[=:]\s*([^]+)$/.exec(value.string) ?? [];
    return [value.string, name, assigned].map((text) => text.trim());
  }),
);

/** A key or variable that is called as credentials are, and its value on the same line; and the password in an address, also while that is being typed. */
const assignment =
  /(?<![\w.-])([\w.-]*(?:passw(?:or)?d|passphrase|secret|token|key|key_base|credentials?|_pass|pwd))["']?[ \t]*[:=][ \t]*("[^"\n]*|'[^'\n]*|[^\s,[\]{}"'&*<$|>][^\s,\]}"'<]*)/gi;
const address = /(?:\/\/|^[ \t]*)[^/\s:@]*:([^/\s@<$]+)@/gm;

/** Read chunk by chunk: a name and its value stand in one line, and of the chunks all but one are those of the last keystroke. */
const secretsOfSource = memoize(({ chunks }: Source): readonly string[] => {
  const found = chunks.map(secretsIn).filter(({ length }) => length > 0);
  return found.length > 0 ? found.flat() : none;
});

/** Values in a text that are secrets by the name or by the place that they stand at. */
export const secretsIn = memoize(({ text }: { readonly text: string }): readonly string[] => [
  ...[...text.matchAll(assignment)].flatMap(([, name = '', value = '']) => {
    // The colon belongs to the key that it is a part of.
    const plain = value.replace(/^["']/, '').trim().replace(/:$/, '');
    const delicate = isCredentialName(name.toUpperCase()) || /(key_base|credentials?|_pass|pwd|passphrase)$/i.test(name);
    return delicate && !isTellingName(plain) && !/^(?:true|false|yes|no|null|~|\d{1,5})$/i.test(plain) && !plain.startsWith('#')
      ? [plain]
      : [];
  }),
  ...[...text.matchAll(address)].map(([, password = '']) => password),
]);
