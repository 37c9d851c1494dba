import { report } from '../report.ts';
import { rule, type Given } from '../rule.ts';
import type { ScalarValue } from '../../config/value.ts';
import type { Fix } from '../../edit/change.ts';
import { spanOf, unsafeFix } from '../../edit/index.ts';
import { nearest } from '../validation/nearest.ts';
import { secretsFile, secretsOf, type Secrets } from '../../references/declaredSecrets.ts';
import type { Files } from '../../files/files.ts';
import { appended } from '../../files/append.ts';
import { isTellingName, usesOf, type Use } from '../../references/secretUses.ts';

/** A secret that none of the files declares which Kamal reads for this deployment (`secrets.rb`). Only names are looked at. */
export const secretNotDeclared = rule({
  id: 'secret-not-declared',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A secret is used that no secrets file declares',
  reads: ['roles', 'accessories', 'base', 'destination', 'files', 'hasDestinations', 'family'],
  keys: ['env.secret', 'env.tags', 'registry', 'builder', 'proxy', 'ssh', 'secrets_path'],
  *check(given) {
    const secrets = secretsOf(given);
    if (!secrets) return;
    const { destination, files, hasDestinations, family } = given;
    const undeclared = [...new Map(usesOf(given).map((use) => [use.name, use])).values()].filter(({ name }) => !secrets.names.has(name));
    // A token in the place of its name must not be repeated, nor written into another file.
    for (const { value, by } of undeclared.filter(({ name }) => !isTellingName(name))) yield report(this, value.at, itself(by, secrets));
    const missing = undeclared.filter(({ name }) => isTellingName(name));
    // Who keeps a file for each destination and none for the base does not deploy the base.
    const has = (one: (typeof family)[number]): boolean => secretsOf(one)?.files.some(({ path }) => path === secretsOf(one)!.own) === true;
    if (destination === null && !has(given) && family.some(has)) return;
    const beside = unreadBeside(given, secrets, missing);
    if (isElsewhere(secrets, files) && !beside) {
      // One note for the project, at the first deployment that is without. The login alone says nothing: most projects without any secrets
      // file keep theirs elsewhere, or are only being begun.
      const lead = family.find((one) => isElsewhere(secretsOf(one), files) && without(one).length > 0);
      const told = lead ? without(lead) : [];
      const [first] = told;
      if (!lead || !first || !missing.some(({ value }) => value.at === first.value.at)) return;
      const ignored = isIgnored(files, secrets.own);
      yield report(this, first.value.at, noFile(told, first, secretsOf(lead)!, lead.destination, ignored), {
        severity: ignored ? 'hint' : 'information',
        fixes: begin(missing, secrets),
      });
      return;
    }
    if (beside) {
      yield report(this, beside.first.value.at, misnamed(beside, secrets, destination, missing));
      if (secrets.files.length === 0) return;
    }
    const used = new Set(usesOf(given).map(({ name }) => name));
    const dotenv = secretsFile(files, '.env');
    for (const { name, value, by } of missing) {
      if (beside?.names.has(name)) continue;
      const inDotenv = typeof dotenv === 'object' && dotenv.assignments.some(({ key }) => key === name);
      const near = nearest(
        name,
        [...secrets.names].filter((other) => !used.has(other)),
      );
      const target = declaredIn(secrets, hasDestinations);
      // With a destination Kamal does not read the file of the deployment alone: a name that stands there alone is missing everywhere else.
      const forAll = destination !== null || !hasDestinations || target === secrets.common;
      yield report(this, value.at, message(name, by, secrets, inDotenv, destination, near, target), {
        fixes: [...(near ? rename(value, name, near) : []), ...declare(name, secrets, target, near === undefined && forAll)],
      });
    }
  },
});

function itself(by: string, { own }: Secrets): string {
  return `This looks like a secret itself, where Kamal wants the name of one for ${by}: the deployment stops, because no secrets file declares such a name. Write a name such as \`API_TOKEN\` here, declare it in ${own}, and change the secret: it is known now.`;
}

/** What a deployment looks up that no file here declares, the logins aside. */
function without(one: Parameters<typeof usesOf>[0] & Parameters<typeof secretsOf>[0]): Use[] {
  const names = secretsOf(one)?.names;
  return [...new Map(usesOf(one).map((use) => [use.name, use])).values()].filter(
    ({ login, name }) => !login && isTellingName(name) && !names?.has(name),
  );
}

/** No secrets file is here, or not the deployment's own one, which git ignores: it lies where the deployment is made from. */
function isElsewhere(secrets: Secrets | null, files: Files): boolean {
  if (!secrets) return false;
  return secrets.files.length === 0 || (!secrets.files.some(({ path }) => path === secrets.own) && isIgnored(files, secrets.own));
}

/** A secrets file that Kamal does not read for this deployment, although it declares what is missing. */
interface Unread {
  readonly path: string;
  readonly names: ReadonlySet<string>;
  /** The first name that is missing and stands there. */
  readonly first: Use;
}

/**
 * `.kamal/secrets`, which is not read with `-d`; `.kamal/secrets-staging`, whose dash should be a dot; `.kamal/secrets.common`, whose dot should be
 * a dash; `.kamal/secrets.worker`, which is not read with `-c config/deploy.worker.yml`.
 */
function unreadBeside(
  given: Given<'base' | 'destination' | 'files' | 'family', 'secrets_path'>,
  { own, common }: Secrets,
  missing: readonly Use[],
): Unread | undefined {
  const { base, destination, files, family } = given;
  if (missing.length === 0) return undefined;
  const plain = destination === null ? own : own.slice(0, -destination.length - 1);
  const [, configuration] = /deploy\.([\w-]+)\.ya?ml$/.exec(base) ?? [];
  const apart =
    destination !== null ? [plain, `${plain}-${destination}`, `${plain}_${destination}`] : configuration ? [`${own}.${configuration}`] : [];
  const dotted = family.some((one) => one.destination === 'common') ? [] : [`${plain}.common`, `${plain}_common`];
  for (const path of [...apart, ...dotted]) {
    const file = path === common ? 'absent' : secretsFile(files, path);
    if (typeof file === 'string') continue;
    const names = new Set(file.assignments.map(({ key }) => key));
    const first = missing.find(({ name }) => names.has(name));
    if (first) return { path, names, first };
  }
  return undefined;
}

function misnamed(
  { path, first, names }: Unread,
  { own, common, files }: Secrets,
  destination: string | null,
  missing: readonly Use[],
): string {
  const hasOwn = files.some((file) => file.path === own);
  const others = (hasOwn ? missing.filter(({ name }) => names.has(name)).length : names.size) > 1 ? ' and others' : '';
  const isCommon = /[._]common$/.test(path);
  const rename =
    path.endsWith(`-${destination}`) || path.endsWith(`_${destination}`)
      ? `Rename it to \`${own}\`.`
      : destination === null && !isCommon
        ? `Name it under \`secrets_path\`.`
        : isCommon
          ? `Rename it to \`${common}\`, with a dash.`
          : hasOwn
            ? `Add it to \`${own}\`, which is read instead.`
            : `Rename it to \`${common}\`, which every destination reads, or add \`${own}\`.`;
  return `\`${path}\` declares \`${first.name}\`${others}, and Kamal does not read it${isCommon || destination === null ? '' : ` with \`-d ${destination}\``}: the deployment stops with "Secret '${first.name}' not found". ${rename}`;
}

/** Does a `.gitignore` name the file? Then it is on the machines of those who deploy. */
function isIgnored(files: Files, path: string): boolean {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const [root, inner] = ['.gitignore', `${folder}.gitignore`].map((file) => files.get(file));
  // Nothing can be taken out of a folder that is ignored as a whole.
  if (folder !== '' && isNamed(root!, folder)) return true;
  return (folder === '' ? undefined : isNamed(inner!, path.slice(folder.length))) ?? isNamed(root!, path) ?? false;
}

/** What the last line says that fits; undefined where none does. */
function isNamed(answer: ReturnType<Files['get']>, path: string): boolean | undefined {
  if (typeof answer !== 'object') return undefined;
  const last = answer.text.split(/\r?\n/).findLast((line) => {
    // In any folder, as a pattern without `**/` may be here too.
    const pattern = line.trim().replace(/^!?\/?(\*\*\/)*/, '');
    if (pattern === '' || pattern.startsWith('#')) return false;
    const expression = pattern
      .replace(/[.+^$()|{}[\]\\]/g, '\\$&')
      .replaceAll('**', '\0')
      .replace(/(?<=\/)\*$/, '[^/]+')
      .replace(/\*/g, '[^/]*')
      .replaceAll('\0', '.*')
      .replaceAll('?', '[^/]');
    return new RegExp(`(^|/)${expression}${pattern.endsWith('/') ? '' : '(/|$)'}`).test(path);
  });
  return last === undefined ? undefined : !last.trim().startsWith('!');
}

/** One for all: a list of hundreds would say no more. */
function noFile(missing: readonly Use[], { name, by }: Use, { own }: Secrets, destination: string | null, ignored: boolean): string {
  const what =
    missing.length > 1
      ? `${missing.length} secrets have no secrets file here, the first is \`${name}\`, for ${by}`
      : `\`${name}\`, for ${by}, has no secrets file here`;
  const why = ignored ? `git ignores ${own}` : `${own} is missing; does git ignore it?`;
  const where = destination === null ? '' : ` to ${destination}`;
  return `${what} (${why}). Without one the deployment${where} stops with "Secret '${name}' not found": where it is deployed from, ${own} needs a line such as \`${name}=$${name}\`.`;
}

function begin(missing: readonly Use[], { own }: Secrets): Fix[] {
  const lines = missing.map(({ name }) => `${name}=$${name}\n`).join('');
  return [
    {
      title: `Create ${own} with ${missing.length > 1 ? `all ${missing.length} names` : `\`${lines.trim()}\``}`,
      safety: 'unsafe',
      preferred: false,
      edits: () => new Map([[own, [{ from: 0, to: 0, text: lines }]]]),
    },
  ];
}

function message(
  name: string,
  by: string,
  { files }: Secrets,
  inDotenv: boolean,
  destination: string | null,
  near: string | undefined,
  target: string,
): string {
  const where = `${files.map(({ path }) => path).join(' and ')} ${files.length > 1 ? 'do' : 'does'} not declare it`;
  const env = inDotenv ? ' It stands in .env, which Kamal does not read.' : '';
  return `\`${name}\` is needed for ${by}, but ${where}: the deployment${destination === null ? '' : ` to ${destination}`} stops with "Secret '${name}' not found".${env} ${near ? `Did you mean \`${near}\`?` : `Add a line such as \`${name}=$${name}\` to ${target}.`}`;
}

/** Where to declare it: in a file that is there, and where there are destinations in the one that all of them read. */
function declaredIn({ own, common, files }: Secrets, destinations: boolean): string {
  const paths = destinations ? [common, own] : [own, common];
  return paths.find((path) => files.some((file) => file.path === path)) ?? own;
}

/** Another name for the secret: of `NAME:SECRET` the second word. */
function rename({ node, alias }: ScalarValue, name: string, near: string): Fix[] {
  if (alias || node.kind !== 'scalar' || node.anchor !== undefined) return [];
  return [
    unsafeFix(`Write \`${near}\`, which is declared`, node.at.chunk.file, (source) => {
      const { from, to } = spanOf(source, node);
      const at = source.text.slice(from, to).lastIndexOf(name);
      return at < 0 ? undefined : [{ from: from + at, to: from + at + name.length, text: near }];
    }),
  ];
}

/**
 * A reference to the environment of whoever deploys: a value never goes into the file. Where there are destinations, all of them need it.
 * Sure only in a file that is there: a new one is read for other deployments too, which then miss names of their own.
 */
function declare(name: string, { own, common, files }: Secrets, target: string, preferred: boolean): Fix[] {
  const line = `${name}=$${name}`;
  const paths = [target, ...[own, common].filter((path) => path !== target)];
  return paths.map((path) => ({
    title: `Add \`${line}\` to ${path}: without that variable the secret is empty`,
    safety: 'unsafe',
    preferred: preferred && path === target && files.some((file) => file.path === path),
    edits: (texts) => new Map([[path, [appended(texts.source(path)?.text, line)]]]),
  }));
}
