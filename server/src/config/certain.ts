import type { Root } from './root.ts';
import type { ConfigEntry, Value } from './value.ts';

/** The entry at a path, where it is there for certain and its value is written down: not where ERB decides, nor for the default in `ENV.fetch`. */
export function certainEntry<Key extends string>(root: Root<Key>, key: Key, ...path: readonly string[]): ConfigEntry | undefined;
export function certainEntry(map: Value | null | undefined, ...path: readonly string[]): ConfigEntry | undefined;
export function certainEntry(map: Value | null | undefined | Root<never>, ...path: readonly string[]): ConfigEntry | undefined {
  let value = map as Value | null | undefined;
  let entry: ConfigEntry | undefined;
  for (let depth = 0; depth < path.length; depth++, value = entry.value)
    if (value?.kind !== 'map' || !(entry = value.entries.get(path[depth]!)) || !isCertainEntry(entry)) return undefined;
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

/** Is this entry there for certain, and its value written down? */
export function isCertainEntry({ conditional, value }: ConfigEntry): boolean {
  return !conditional && isWritten(value);
}

/** Could ERB or broken text hold an entry of this name that is not known? */
export function mayHave<Key extends string>(root: Root<Key>, key: Key): boolean;
export function mayHave(map: Value | null | undefined, key: string): boolean;
export function mayHave(asked: Value | null | undefined | Root<never>, key: string): boolean {
  const map = asked as Value | null | undefined;
  return map?.kind === 'unknown' || (map?.kind === 'map' && (map.incomplete || (map.entries.has(key) && !certainEntry(map, key))));
}
