import type { ConfigEntry, Value } from './value.ts';

/** The entry at a path, where it is there for certain and its value is written down: not where ERB decides, nor for the default in `ENV.fetch`. */
export function certainEntry(map: Value | null | undefined, ...path: readonly string[]): ConfigEntry | undefined {
  let value: Value | null | undefined = map;
  let entry: ConfigEntry | undefined;
  for (const key of path) {
    entry = value?.kind === 'map' ? value.entries.get(key) : undefined;
    if (!entry || entry.conditional || !isWritten(entry.value)) return undefined;
    value = entry.value;
  }
  return entry;
}

/** Does it stand in the file as it is, whatever ERB and the environment say? What is inside a map or list is another question. */
export function isWritten(value: Value): boolean {
  return (
    !value.conditional &&
    value.kind !== 'unknown' &&
    !(value.kind === 'scalar' && value.node.kind === 'scalar' && value.node.fallback === true)
  );
}

/** Could ERB or broken text hold an entry of this name that is not known? */
export function mayHave(map: Value | null | undefined, key: string): boolean {
  return map?.kind === 'unknown' || (map?.kind === 'map' && (map.incomplete || (map.entries.has(key) && !certainEntry(map, key))));
}
