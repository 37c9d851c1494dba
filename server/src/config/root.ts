import type { root } from '../schema/root.ts';
import type { ConfigEntry } from './value.ts';

/** A key that Kamal knows at the root of deploy.yml. */
export type RootKey = keyof typeof root & string;

/** A root key, or one with what is looked at below it: `env.tags`. */
export type KeyPath = RootKey | `${RootKey}.${string}`;

/** The root key of such a path. */
export type HeadOf<Path extends string> = Path extends `${infer Head}.${string}` ? Head : Path;

/** The root of a configuration as far as some of its keys: asking it for another one does not compile. */
export interface Root<Key extends string> {
  readonly entries: {
    readonly get: (key: Key) => ConfigEntry | undefined;
    readonly has: (key: Key) => boolean;
  };
  /** ERB or broken text may add keys. */
  readonly incomplete: boolean;
}
