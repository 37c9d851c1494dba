import { scalarAt } from '../config/get.ts';
import type { Config } from '../config/config.ts';
import type { Source } from '../source/source.ts';
import type { Files } from '../files/files.ts';
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

const known = new WeakMap<Source, SecretsFile>();

/**
 * The files that Kamal reads for a deployment (`secrets.rb`): `<path>-common`, then `<path>.<destination>` or, without one, `<path>`.
 * @returns paths relative to the project's root, where Kamal is run; null where ERB decides the path
 */
export function secretsPaths({ root, destination }: Config): readonly [common: string, own: string] | null {
  const entry = root.entries.get('secrets_path');
  if (entry && (entry.conditional || entry.value.kind !== 'scalar')) return null;
  const path = scalarAt(root, 'secrets_path')?.string.replace(/^\.\//, '') ?? '.kamal/secrets';
  return [`${path}-common`, destination ? `${path}.${destination.name}` : path];
}

/**
 * What the secrets files of a deployment declare.
 * @returns null while a file has not been read yet, or where the path is unknown
 */
export function secretsOf({ config, files }: { readonly config: Config; readonly files: Files }): Secrets | null {
  const paths = secretsPaths(config);
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
}

/** One file with dotenv's syntax, read once for each version of it. */
export function secretsFile(files: Files, path: string): SecretsFile | 'absent' | 'unread' {
  const answer = files.get(path);
  if (typeof answer === 'string') return answer;
  const source = files.source(path);
  if (!source) return 'absent';
  let file = known.get(source);
  if (!file) {
    file = { path, source, ...readDotenv(answer.text) };
    known.set(source, file);
  }
  return file;
}
