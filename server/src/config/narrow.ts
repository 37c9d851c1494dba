import { memoize } from '../memoize.ts';
import type { Alias, Node } from '../source/node.ts';
import { rubyString } from './ruby.ts';
import type { ConfigEntry } from './value.ts';

/**
 * An entry as if its map held nothing but some of its keys; one that is no map as it is. The same object as long as these are the same, so
 * the map itself has no place but its key's.
 */
export function narrow(entry: ConfigEntry, keys: readonly string[]): ConfigEntry {
  const { value } = entry;
  if (value.kind !== 'map') return entry;
  const flags = (entry.conditional ? 1 : 0) + (value.conditional ? 2 : 0) + (value.incomplete ? 4 : 0);
  return narrowed(flags, entry.key, keys, value.alias ?? absent, ...keys.map((key) => value.entries.get(key) ?? absent));
}

/** Stands for what is not there, so that all is kept by objects. */
const absent = { kind: 'absent' } as const;

const narrowed = memoize(
  (
    flags: number,
    key: Node,
    keys: readonly string[],
    alias: Alias | typeof absent,
    ...held: readonly (ConfigEntry | typeof absent)[]
  ): ConfigEntry => ({
    name: key.kind === 'scalar' ? rubyString(key) : '',
    key,
    keyType: 'string',
    conditional: (flags & 1) > 0,
    value: {
      kind: 'map',
      node: key,
      at: key.at,
      conditional: (flags & 2) > 0,
      incomplete: (flags & 4) > 0,
      ...('name' in alias && { alias }),
      entries: new Map(held.flatMap((entry, index) => (entry === absent ? [] : [[keys[index]!, entry as ConfigEntry]]))),
    },
  }),
);
