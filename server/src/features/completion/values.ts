import { CompletionItemKind } from 'vscode-languageserver';
import { scalarText } from '../../edit/scalar.ts';
import { keyAt, shapeAt, type Key, type Path, type Shape } from '../../schema/index.ts';
import { compareVersions } from '../../schema/versions.ts';
import type { Cursor } from '../../source/cursor/cursor.ts';
import { aliasCandidates, isAlias } from './aliasCommand.ts';
import { baseAt } from './base.ts';
import { literal, type Candidate } from './candidate.ts';
import { valuesWritten } from './counts.ts';
import { formsOf } from './insert.ts';
import { anchorsAbove, hostsSeen, rolesOf, secretsDeclared, tagsKnown } from './names.ts';
import { pathCandidates, wantsPath } from './paths.ts';
import { fits, isIndex, placeOf } from './place.ts';
import type { CompletionRequest } from './request.ts';

interface Offered {
  readonly text: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  /** Nothing else may stand here. */
  readonly closed?: boolean;
  /** Written as it is: it brings its own quotes, or is a name in quotes already. */
  readonly raw?: true;
}

const roles = ['primary_role', 'accessories.*.role', 'accessories.*.roles.0'];
const servers = ['servers.0', 'servers.*.0', 'servers.*.hosts.0', 'accessories.*.hosts.0'];
const hosts = [...servers, 'accessories.*.host'];
const tags = ['accessories.*.tag', 'accessories.*.tags.0', ...servers.slice(0, 3).flatMap((item) => [`${item}.*`, `${item}.*.0`])];
const certificates = ['proxy', 'servers.*.proxy', 'accessories.*.proxy'].map((proxy) => `${proxy}.ssl.certificate_pem`);
const privateKeys = certificates.map((place) => place.replace('certificate_pem', 'private_key_pem'));

const logins = ['registry', 'accessories.*.registry'].flatMap((registry) => [`${registry}.username`, `${registry}.password`]);

/** Where the schema knows some values, and others are as good. */
const open = ['registry.server', 'accessories.*.registry.server'];

/** Where names of secrets stand, and how such names usually look there: those come first. */
const secrets: readonly (readonly [places: readonly string[], usual: RegExp])[] = [
  [['env.secret.0', 'env.tags.*.secret.0', 'servers.*.env.secret.0', 'accessories.*.env.secret.0'], /^(?!KAMAL_)/],
  [['registry.password.0', 'accessories.*.registry.password.0'], /REGISTRY|DOCKER|GHCR/i],
  [['registry.username.0', 'accessories.*.registry.username.0'], /USER/i],
  [['builder.secrets.0'], /TOKEN|BUNDLE|GITHUB|NPM/i],
  [['ssh.key_data.0'], /SSH|PRIVATE/i],
  [certificates, /CERT/i],
  [privateKeys, /KEY/i],
];

/** Values that may be written at a cursor, in the order of offering. */
export function valueCandidates(request: CompletionRequest, cursor: Cursor): Candidate[] {
  const { path, typed, lead } = cursor;
  if ((typed.startsWith('*') || path.at(-1) === '<<') && !cursor.quote) return anchorsAbove(request).map((name) => reference(`*${name}`));
  if (wantsPath(path)) return pathCandidates(request, cursor);
  if (isAlias(path)) return aliasCandidates(request, cursor);
  if (lead.endsWith('- ') && baseAt(request.base, path.slice(0, -1)).names.length > 0) return [];
  if (isListOnly(cursor)) return inBrackets(request, cursor);
  const renamed = typed.indexOf(':');
  // `NAME:OTHER` sets NAME from the secret OTHER.
  if (renamed !== -1 && fits(path, secrets[0]![0]))
    return secretsDeclared(request).map((one) => ({
      ...candidate(asSecret(one), cursor),
      range: { from: cursor.from + renamed + 1, to: cursor.to },
    }));
  return offered(request, path, cursor).map((one) => candidate(one, cursor));
}

/** Is something known that could stand at a path? Asked without working it out. */
export function hasValues({ kamal }: CompletionRequest, path: Path): boolean {
  const key = keyAt(path);
  const named = [roles, hosts, tags, ...secrets.map(([places]) => places)].some((places) => fits(path, places));
  return named || wantsPath(path) || (key !== undefined && closedValues(key, shapeAt(path), path, kamal?.version).length > 0);
}

function offered(request: CompletionRequest, path: Path, cursor: Cursor): Offered[] {
  const free = (names: readonly string[]): string[] => names.filter((name) => !cursor.present.includes(name));
  if (fits(path, roles))
    return free(rolesOf(request)).map((text) => ({ text, kind: CompletionItemKind.Reference, detail: 'role', closed: true }));
  if (fits(path, hosts)) return free(hostsSeen(request)).map((text) => ({ text, kind: CompletionItemKind.Reference, detail: 'server' }));
  if (fits(path, tags))
    return free(tagsKnown(request)).map((text) => ({
      text,
      kind: CompletionItemKind.Reference,
      detail: 'host tag',
      closed: path[0] === 'accessories',
    }));
  const secret = secrets.find(([places]) => fits(path, places));
  if (secret) return secretNames(request, cursor, secret[1]);
  const key = keyAt(path);
  if (!key) return [];
  const values = closedValues(key, shapeAt(path), path, request.kamal?.version);
  return values
    .filter((value) => !cursor.present.includes(value) && !(cursor.quote && (value === 'true' || value === 'false')))
    .map((value) => ({
      text: cursor.quote ? value.replace(/^"(.*)"$/, '$1') : value,
      kind: value === 'true' || value === 'false' ? CompletionItemKind.Keyword : CompletionItemKind.EnumMember,
      closed: !fits(path, open),
      raw: true as const,
      ...(isDefault(key, value) ? { detail: 'the default' } : {}),
    }));
}

/** Values of the schema and booleans, those first that are most often written. */
function closedValues(key: Key, shape: Shape | undefined, path: Path, version: string | undefined): string[] {
  if (!shape || !formsOf(shape).includes('scalar')) return [];
  const written = valuesWritten[placeOf(path)] ?? valuesWritten[placeOf(path.filter((step) => !isIndex(step)))] ?? {};
  const values = [...new Set([...(key.values ?? []), ...booleans(shape)])].filter((value) => isKnown(key, value, version));
  return values
    .map((value, index) => ({ value, index, count: written[value] ?? 0 }))
    .sort((a, b) => b.count - a.count || a.index - b.index)
    .map(({ value }) => value);
}

function booleans(shape: Shape): readonly string[] {
  if (shape.is === 'special') return booleans(shape.like);
  if (shape.is === 'either') return shape.of.flatMap(booleans);
  if (shape.is !== 'boolean') return [];
  return shape.only === undefined ? ['true', 'false'] : [String(shape.only)];
}

/** Does the Kamal of this project know this form of the value? */
function isKnown({ newer = [] }: Key, value: string, version: string | undefined): boolean {
  return (
    version === undefined ||
    newer.every(
      ({ since, when }) => typeof when === 'string' || !new RegExp(when.matches).test(value) || compareVersions(since, version) <= 0,
    )
  );
}

function isDefault(key: Key, value: string): boolean {
  return key.default?.split(' ')[0] === value;
}

function secretNames(request: CompletionRequest, cursor: Cursor, usual: RegExp): Offered[] {
  const taken = cursor.present.map((name) => name.split(':')[0]);
  const found = secretsDeclared(request).filter(({ name }) => !taken.includes(name));
  const sorted = [...found.filter(({ name }) => usual.test(name)), ...found.filter(({ name }) => !usual.test(name))];
  return sorted.map(asSecret);
}

function asSecret({ name, path }: { readonly name: string; readonly path: string }): Offered {
  return { text: name, kind: CompletionItemKind.Variable, detail: `secret in ${path}` };
}

/**
 * Behind the colon of a key that takes a list: the item in brackets. A login of a registry may be a text as well, but then the name
 * itself would be sent.
 */
function isListOnly({ path, lead }: Cursor): boolean {
  const shape = shapeAt(path);
  if (!shape || lead.endsWith('- ')) return false;
  const forms = formsOf(shape);
  return forms.includes('list') && (!forms.includes('scalar') || fits(path, logins));
}

function inBrackets(request: CompletionRequest, cursor: Cursor): Candidate[] {
  // Any text may be a user name.
  if (cursor.quote || (cursor.typed !== '' && cursor.path.at(-1) === 'username')) return [];
  return offered(request, [...cursor.path, '0'], cursor).map((one) => {
    const made = candidate(one, cursor);
    return { ...made, snippet: `[${made.snippet}]`, filter: one.text };
  });
}

function candidate({ text, kind, detail, raw, closed = false }: Offered, cursor: Cursor): Candidate {
  const written = raw || cursor.quote ? text : scalarText(text);
  return {
    label: text,
    kind,
    snippet: cloud(text) ?? literal(written),
    about: cursor.path,
    closed,
    ...(detail === undefined ? {} : { detail }),
    ...(raw ? { filter: text.replace(/^"(.*)"$/, '$1') } : {}),
  };
}

/** `cloud org/builder` stands for any builder of Docker Build Cloud. */
function cloud(text: string): string | undefined {
  return text === 'cloud org/builder' ? 'cloud ${1:org}/${2:builder}' : undefined;
}

function reference(text: string): Candidate {
  return { label: text, kind: CompletionItemKind.Reference, snippet: literal(text), detail: 'anchor' };
}
