import { matches } from './path.ts';
import type { Path } from './path.ts';

interface Alternatives {
  /** Maps in which only one of the keys may stand, or only one counts. */
  readonly maps: readonly Path[];
  readonly keys: readonly string[];
}

const proxies: readonly Path[] = [['proxy'], ['servers', '*', 'proxy'], ['accessories', '*', 'proxy']];

/** Keys of one map that exclude each other: Kamal refuses several of them, or reads only one (`path_prefixes` wins). */
const alternatives: readonly Alternatives[] = [
  { maps: proxies, keys: ['host', 'hosts'] },
  { maps: proxies, keys: ['path_prefix', 'path_prefixes'] },
  { maps: [['accessories', '*']], keys: ['host', 'hosts', 'role', 'roles', 'tag', 'tags'] },
];

const envs: readonly Path[] = [['env'], ['env', 'tags', '*'], ['servers', '*', 'env'], ['accessories', '*', 'env']];
const envWords = ['clear', 'secret', 'tags'];

/**
 * The keys that exclude one another in the map at `path`, this one among them; none where it stands for itself.
 * @param path the map's, with the names of role or accessory as they are
 */
export function alternativesTo(path: Path, key: string): readonly string[] {
  return alternatives.find(({ maps, keys }) => keys.includes(key) && maps.some((map) => matches(map, path)))?.keys ?? [];
}

/** Is this an `env`, where variables and `clear`, `secret` and `tags` cannot stand side by side (`validator/env.rb`)? */
export function excludesEnvWords(path: Path, present: readonly string[]): boolean {
  return envs.some((env) => matches(env, path)) && present.some((name) => !envWords.includes(name));
}
