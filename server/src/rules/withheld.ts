import type { Deployment } from '../deployment/deployment.ts';
import { memoize } from '../memoize.ts';
import { isCredentialName } from '../files/credential.ts';
import { isTellingName, usesOf } from '../references/secretUses.ts';
import type { Source } from '../source/source.ts';
import type { Finding } from './rule.ts';

const veil = '•••';

/**
 * Findings that repeat no secret: what stands in a deploy file in the place of a secret, or of its name, is veiled wherever a rule quotes it. Here for
 * all rules and all outputs, since a rule can't know what else stands in the value that it is about.
 */
export function withheld(findings: readonly Finding[], deployment: Deployment): Finding[] {
  if (findings.length === 0) return [];
  const secrets = new Set([...deployment.config.layers.flatMap(({ source }) => secretsIn(source)), ...misplaced(deployment)]);
  // The longest first, as one may be a part of another.
  const list = [...secrets].filter((secret) => secret.length >= shortest).sort((a, b) => b.length - a.length);
  return list.length > 0 ? findings.map((finding) => without(list, finding)) : [...findings];
}

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
function misplaced(deployment: Deployment): string[] {
  return usesOf(deployment).flatMap(({ name, value }) => {
    if (isTellingName(name)) return [];
    const [, assigned = ''] = /^[\w.]+\s*[=:]\s*([^]+)$/.exec(value.string) ?? [];
    return [value.string, name, assigned].map((text) => text.trim());
  });
}

/** A key or variable that is called as credentials are, and its value on the same line; and the password in an address. */
const assignment =
  /(?<![\w.-])([\w.-]*(?:passw(?:or)?d|passphrase|secret|token|key|key_base|credentials?|_pass|pwd))["']?[ \t]*[:=][ \t]*("[^"\n]*|'[^'\n]*|[^\s,[\]{}"'&*<$|>][^\s,\]}"'<]*)/gi;
const address = /:\/\/[^/\s:@]*:([^/\s@<$]+)@/g;

/** Values in a file that are secrets by the name or by the place that they stand at. */
export const secretsIn = memoize(({ text }: Pick<Source, 'text'>): readonly string[] => [
  ...[...text.matchAll(assignment)].flatMap(([, name = '', value = '']) => {
    const plain = value.replace(/^["']/, '').trim();
    const delicate = isCredentialName(name.toUpperCase()) || /(key_base|credentials?|_pass|pwd|passphrase)$/i.test(name);
    return delicate && !isTellingName(plain) && !/^(?:true|false|yes|no|null|~|\d{1,5})$/i.test(plain) && !plain.startsWith('#')
      ? [plain]
      : [];
  }),
  ...[...text.matchAll(address)].map(([, password = '']) => password),
]);
