import { mapAt, valueAt } from '../config/get.ts';
import type { ConfigEntry, MapValue, Value } from '../config/value.ts';
import { memoize } from '../memoize.ts';
import type { Host, Part, Role } from './deployment.ts';

/** Environment of a container: clear values by name, and secrets by name (`NAME` or `NAME:KEY IN THE SECRETS FILE`). */
export interface Environment {
  readonly clear: ReadonlyMap<string, ConfigEntry>;
  readonly secret: readonly Value[];
}

/**
 * What a role's container sees on one host (`configuration/role.rb`): root env, then the role's, then that of the host's tags in their
 * order. Clear values replace each other by name, secrets add up.
 * @returns null where Kamal crashes: a tagged host without any root `env:`
 */
export function environmentOf({ root }: Part<never, 'env'>, role: Role, host: Host): Environment | null {
  const rootEnv = valueAt(root, 'env');
  if (host.tags.length && !rootEnv) return null;
  const tags = host.tags.map((tag) => valueAt(rootEnv, 'tags', tag));
  const clear = new Map<string, ConfigEntry>();
  const secret = new Map<string, Value>();
  for (const env of [rootEnv, valueAt(role.map, 'env'), ...tags]) {
    if (env?.kind !== 'map') continue;
    const parts = partsOf(env);
    for (const [id, entry] of parts.clear) clear.set(id, entry);
    for (const value of parts.secret) if (value.kind === 'scalar') secret.set(`${value.type}:${value.string}`, value);
  }
  return { clear, secret: [...secret.values()] };
}

interface Parts {
  readonly clear: ReadonlyMap<string, ConfigEntry>;
  /** What holds the clear values: `env` itself, or its `clear`. */
  readonly clearMap: MapValue | null;
  readonly secret: readonly Value[];
  readonly complex: boolean;
}

/** The two forms of `env` (`configuration/env.rb`): one of `clear`, `secret`, `tags` makes it the complex one. */
export const partsOf = memoize((env: MapValue): Parts => {
  const complex = ['clear', 'secret', 'tags'].some((key) => env.entries.has(key));
  if (!complex) return { clear: env.entries, clearMap: env, secret: none, complex };
  const clearMap = mapAt(env, 'clear') ?? null;
  const secret = valueAt(env, 'secret');
  return { clear: clearMap?.entries ?? new Map(), clearMap, secret: secret?.kind === 'list' ? secret.items : none, complex };
});

const none: readonly Value[] = [];
