import type { Wanted } from './wanted.ts';

/** A file of the project as far as it can be looked at: what tells its contents apart, or why there is nothing to compare. */
export type Looked = { readonly content: string } | 'missing' | 'unknown';

/** One version of a project's files, as Kamal reads them when it runs. */
export interface Version {
  readonly wanted: Wanted;
  /** What stands behind the image's name: `v1`. */
  readonly name: string;
  /** The value of a secret. */
  secret(key: string): Looked;
  /** A file that is uploaded. */
  local(path: string): Looked;
  /** Why Kamal does not load the configuration; null where it does. */
  readonly refused: string | null;
}

/** The same files, deployed again. */
export function asVersion(version: Version, name: string): Version {
  return { ...version, name };
}
