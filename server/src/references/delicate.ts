import type { Deployment } from '../deployment/deployment.ts';
import { isCredential, isCredentialName } from '../files/credential.ts';
import { memoize } from '../memoize.ts';
import { keyText } from '../source/locate.ts';
import type { ListNode, MapNode, Node } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import { envsOf, isTellingName, usesOf, type Env, type Use } from './secretUses.ts';

/** What may be a secret in the files of a deployment, each once: nothing of it may be repeated to anybody. */
export function delicateIn(deployment: Deployment): readonly string[] {
  const { layers } = deployment.config;
  const found = [
    ...layers.map(({ source }) => delicateInSource(source)),
    misplaced(usesOf(deployment)),
    ...(layers.some(({ hasAliases }) => hasAliases) ? envsOf(deployment).map(aliased) : []),
  ].filter(({ length }) => length > 0);
  return found.length === 0 ? none : found.length === 1 ? found[0]! : [...new Set(found.flat())];
}

const none: readonly string[] = [];

/** Where Kamal wants the name of a secret: what can be none, or the value behind it. */
const misplaced = memoize((uses: readonly Use[]): readonly string[] =>
  withParts(
    uses.flatMap(({ name, value }) => {
      if (isTellingName(name)) return [];
      const [, assigned = ''] = /^[\w.]+\s*[=:]\s*([^]+)$/.exec(value.string) ?? [];
      return [value.string, name, assigned].map((text) => text.trim());
    }),
  ),
);

/** Variables whose values stand elsewhere in the file. */
const aliased = memoize(({ clear }: Env): readonly string[] =>
  withParts([...clear.values()].flatMap(({ name, value }) => (value.kind === 'scalar' && isDelicate(name) ? orNothing(value.string) : []))),
);

/** A key or variable that is called as credentials are, and its value on the same line, in which another may begin. */
const assignment =
  /(?<![\w.-])([\w.-]*(?:passw(?:or)?d|passphrase|secrets?|token|key|key_base|key_data|credentials?|pass|pwd|_pem)(?:[_-]?\d{1,4}|[_-](?:old|new|prod|production|staging|stage|test|dev|live))?)["']?(?:[ \t]*[:=][ \t]*|(?<=--[\w-]+)[ \t]+)(?=("[^"\n]{0,999}|'[^'\n]{0,999}|[^\s,[\]{}"'&*<$|>][^\s,\]}"'<]{0,299}))/gi;
/** Such a key with nothing behind it, and what stands below: a text, or the first of a list. YAML breaks lines at more than most do. */
const assignedBelow =
  /^([ \t]*)(?:-[ \t]+)?["']?([\w.-]+)["']?[ \t]*:[ \t]*(?:#.*)?(?=(?:\r?\n\1[ \t]+|[\x85\u2028\u2029][ \t]*)(?:-[ \t]+)?([^\s#].*))/gm;
/** The password in an address, also while that is being typed; one that has signs of addresses in it is taken up to the last `@`. */
const addresses = [/(?:\/\/|^[ \t]*)[^/\s:@]*:([^/\s@<$]+)@/gm, /\/\/[^/\s:@]*:([^\s<"']{1,200})@/g];
/** What the code of such a key falls back to. */
const inErb = /(?<![\w.-])([\w.-]+)["']?[ \t]*[:=][ \t]*["']?<%([^\n]*?)(?:%>|$)/gm;
const shapes = [
  /\b((?:gh[pousr]_|github_pat_)\w{20,}|[sr]k_live_\w{8,}|AKIA[A-Z0-9]{12,}|xox[abprs]-[\w-]+|glpat-[\w-]+)/g,
  /\bBearer[ \t]+([\w.~+/=-]{8,})/g,
];
const pem = /-----BEGIN [A-Z ]*PRIVATE KEY-----([^]*?)(?:-----|$)/g;

/** Values in a text that are secrets by the name or by the place that they stand at, or by their form. */
export const delicateInText = memoize(({ text }: { readonly text: string }): readonly string[] => {
  return withParts([
    // The colon belongs to the key that it is a part of.
    ...[...text.matchAll(assignment)].flatMap(([, name = '', value = '']) =>
      isDelicate(name) ? orNothing(value.replace(/^["']/, '').trim().replace(/:$/, '')) : [],
    ),
    ...[...text.matchAll(assignedBelow)].flatMap(([, , name = '', line = '']) => {
      const value = line
        .replace(/(?<![ \t])[ \t]+#[^]*$/, '')
        .replace(/^(["'])(.*)\1$/, '$2')
        .trim();
      return isDelicate(name) && !/^["']?[\w.-]+["']?[ \t]*:(?:\s|$)/.test(value) ? orNothing(value) : [];
    }),
    ...addresses.flatMap((one) => caught(one, text)).filter((password) => !/^\d+(\/|$)/.test(password)),
    ...(text.includes('<%') ? [...text.matchAll(inErb)] : []).flatMap(([, name = '', code = '']) =>
      isDelicate(name) ? [...code.matchAll(/(["'])(.*?)\1/g)].flatMap(([, , literal = '']) => orNothing(literal)) : [],
    ),
    ...shapes.flatMap((one) => caught(one, text)),
    ...(text.includes('-----BEGIN') ? caught(pem, text) : []).flatMap((body) =>
      body.split(/\s+|\\n/).filter((line) => /^[\w+/=]{16,}$/.test(line)),
    ),
  ]);
});

const caught = (pattern: RegExp, text: string): string[] => [...text.matchAll(pattern)].map(([, value = '']) => value);

/**
 * What may be a secret in one file. Read chunk by chunk, and section by section: of both all but one are those of the last keystroke. The text tells
 * what stands in a broken line or in a command, the tree what a value is that has escapes or several lines.
 */
export const delicateInSource = memoize(({ chunks, root }: Source): readonly string[] => {
  const inTree = root?.kind === 'map' || root?.kind === 'list' ? below(root) : none;
  return [
    ...new Set([
      ...chunks.flatMap((chunk, at) => delicateInText(isCutOff(chunk) ? { text: chunk.text + (chunks[at + 1]?.text ?? '') } : chunk)),
      ...inTree,
    ]),
  ];
});

/** A line break that most do not know may stand within a line of ours: what stands behind it is read as another section. */
const isCutOff = ({ text }: { readonly text: string }): boolean => /[\x85\u2028\u2029]$/.test(text);

const below = memoize((node: MapNode | ListNode): readonly string[] => {
  const found: string[] = [];
  const into = (value: Node, delicate: boolean): void => {
    if (value.kind === 'scalar') {
      if (delicate && typeof value.value === 'string') found.push(...withParts(orNothing(value.value)));
    } else if (value.kind === 'list' && delicate) for (const item of value.items) into(item, true);
    else if (value.kind === 'list' || value.kind === 'map') found.push(...below(value));
  };
  if (node.kind === 'list') for (const item of node.items) into(item, false);
  else for (const { key: name, value } of node.entries) into(value, isDelicateKey(name));
  return found;
});

const isDelicateKey = memoize((node: Node): boolean => node.kind === 'scalar' && isDelicate(keyText(node)));

/** Is this what a credential is kept in, by its name? */
export function isDelicate(name: string): boolean {
  const kept = name.replace(addition, '');
  return (
    isCredentialName(kept) ||
    /(key_base|key_data|_pem|secrets|credentials?|_pass|^pass|pwd|passphrase|api-?key|-key)$|[a-z]Key$/i.test(kept)
  );
}

/** Which of several it is. */
const addition = /(?:[_-]?\d{1,4}|[_-](?:old|new|prod|production|staging|stage|test|dev|live))$/i;

/** Lines of several are secrets, too. */
const orNothing = (value: string): string[] =>
  isHarmless(value) ? [] : [value, ...(value.includes('\n') ? value.split('\n') : [])].map((one) => one.trim());

/**
 * May what stands where a credential is kept be repeated? A name, a switch, a small number, a reference to what is elsewhere: a variable, ERB, a path, an
 * address without a password in it.
 */
export function isHarmless(value: string): boolean {
  return (
    isTellingName(value) ||
    /^(?:true|false|yes|no|on|off|null|~|\d{1,5}|#.*|\$(?:[({].*|\w+)|<%[^]*)$/i.test(value) ||
    /^[A-Z][A-Z\d_]*:[A-Z][A-Z\d_]*$/.test(value) ||
    /^(?:(?:~|\.{1,2})?(?:\/[a-z\d._-]+)+|[a-z\d._-]+(?:\/[a-z\d._-]+)*\/[a-z\d._-]+\.[a-z]{2,5})$/.test(value) ||
    (/^[a-z][a-z\d+.-]*:\/\/[^\s@]*$/.test(value) && value.length < longestAddress)
  );
}

/** Longer ones have the secret in their path, as hooks of chats have. */
const longestAddress = 60;

/** And what stands between signs in them: others than we take a value apart, and say what is wrong with a part. */
function withParts(values: readonly string[]): readonly string[] {
  const parts = values.flatMap((value) => value.split(/[\s:/,;=@|&?#"'\\`<>()[\]{}]+/).filter((part) => part !== value && isMixed(part)));
  return [...values, ...parts].filter(({ length }) => length >= shortest);
}

/** Letters and digits, or capitals and small ones, as no word has them: neither a region nor a server. */
const isMixed = (part: string): boolean =>
  part.length >= 6 &&
  (isCredential(part) ||
    (/[a-z]/i.test(part) && /\d|[a-z][A-Z]/.test(part) && !/^[a-z.-]*(?:\d{1,3}(?:[a-z-]*\.[a-z\d.-]*)?)?$/.test(part)));

/** Longer ones are known by as many characters where the text alone tells of them: each may begin within another. */
export const longestKnown = 300;

/** Shorter ones are no secrets, and would be found in ordinary words. */
export const shortest = 4;
