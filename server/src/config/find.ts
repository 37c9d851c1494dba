import type { ConfigEntry, MapValue, Value } from './value.ts';
import { isCertain } from './get.ts';
import type { At } from '../source/node.ts';

/** What a key has in a map: nothing, a value, or what only ERB tells. */
export type Found =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly at: readonly At[] }
  | { readonly kind: 'value'; readonly value: Value; readonly at: readonly At[] };

/**
 * What stands at a path of string keys. A value of which any part hangs on ERB is unknown, and so is a key that is not there where ERB may
 * add it.
 */
export function find(map: Value | null | undefined, ...path: readonly string[]): Found {
  let value: Value | null | undefined = map;
  for (const [index, key] of path.entries()) {
    if (!value || value.kind === 'scalar' || value.kind === 'list') return { kind: 'absent' };
    if (value.kind === 'unknown') return { kind: 'unknown', at: [value.at] };
    const entry: ConfigEntry | undefined = value.entries.get(key);
    if (!entry) return value.incomplete ? { kind: 'unknown', at: [value.at] } : { kind: 'absent' };
    if (entry.conditional || (index === path.length - 1 ? !isCertain(entry.value) : entry.value.conditional))
      return { kind: 'unknown', at: [entry.value.at] };
    value = entry.value;
  }
  return value ? { kind: 'value', value, at: [value.at] } : { kind: 'absent' };
}

/** The map at a path; undefined where there is none. Parts of it may hang on ERB. */
export function mapOrNone(map: Value | null | undefined, key: string): MapValue | 'unknown' | undefined {
  if (!map || map.kind === 'scalar' || map.kind === 'list') return undefined;
  if (map.kind === 'unknown') return 'unknown';
  const entry = map.entries.get(key);
  if (!entry) return map.incomplete ? 'unknown' : undefined;
  if (entry.conditional || entry.value.conditional || entry.value.kind === 'unknown') return 'unknown';
  return entry.value.kind === 'map' ? entry.value : undefined;
}
