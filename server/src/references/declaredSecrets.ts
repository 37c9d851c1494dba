import { scalarAt } from '../config/get.ts';
import type { Part } from '../deployment/deployment.ts';
import type { Source } from '../source/source.ts';
import type { Files } from '../files/files.ts';
import { memoize } from '../memoize.ts';
import { readDotenv, type Dotenv } from '../files/dotenv.ts';

/** A secrets file that is there. */
export interface SecretsFile extends Dotenv {
  readonly path: string;
  readonly source: Source;
}

export interface Secrets {
  readonly files: readonly SecretsFile[];
  /** Where a new secret of this deployment belongs: the file of its destination, or the one without. */
  readonly own: string;
  /** The file that every destination reads. */
  readonly common: string;
  /** Names that Kamal finds. */
  readonly names: ReadonlySet<string>;
}

/**
 * The files that Kamal reads for a deployment (`secrets.rb`): `<path>-common`, then `<path>.<destination>` or, without one, `<path>`.
 * @returns paths relative to the project's root, where Kamal is run; null where ERB decides the path
 */
export function secretsPaths({ root, destination }: Part<'destination', 'secrets_path'>): readonly [common: string, own: string] | null {
  const entry = root.entries.get('secrets_path');
  if (entry && (entry.conditional || entry.value.kind !== 'scalar')) return null;
  const path = scalarAt(root, 'secrets_path')?.string.replace(/^\.\//, '') ?? '.kamal/secrets';
  return [`${path}-common`, destination !== null ? `${path}.${destination}` : path];
}

/**
 * What the secrets files of a deployment declare.
 * @returns null while a file has not been read yet, or where the path is unknown
 */
export const secretsOf = memoize((deployment: Part<'destination', 'secrets_path'> & { readonly files: Files }): Secrets | null => {
  const { files } = deployment;
  const paths = secretsPaths(deployment);
  if (!paths) return null;
  const found: SecretsFile[] = [];
  for (const path of paths) {
    const file = secretsFile(files, path);
    if (file === 'unread') return null;
    if (file !== 'absent') found.push(file);
  }
  return {
    files: found,
    common: paths[0],
    own: paths[1],
    names: new Set(found.flatMap(({ assignments }) => assignments.map(({ key }) => key))),
  };
});

/** One file with dotenv's syntax, read once for each version of it. */
export function secretsFile(files: Files, path: string): SecretsFile | 'absent' | 'unread' {
  const answer = files.get(path);
  if (typeof answer === 'string') return answer;
  const source = files.source(path);
  return source ? read(source) : 'absent';
}

const read = memoize((source: Source): SecretsFile => ({ path: source.file, source, ...readDotenv(source.text) }));
