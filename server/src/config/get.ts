import type { Root } from './root.ts';
import type { ConfigEntry, ListValue, MapValue, ScalarValue, Value } from './value.ts';

type Maybe = Value | null | undefined;
type Path = readonly string[];

/** The entry at a path of string keys, or undefined where something on the way is missing or no map. */
export function entryAt<Key extends string>(root: Root<Key>, key: Key, ...path: Path): ConfigEntry | undefined;
export function entryAt(map: Maybe, ...path: Path): ConfigEntry | undefined;
export function entryAt(map: Maybe | Root<never>, ...path: Path): ConfigEntry | undefined {
  let value = map as Maybe;
  let entry: ConfigEntry | undefined;
  for (let depth = 0; depth < path.length; depth++, value = entry.value)
    if (value?.kind !== 'map' || !(entry = value.entries.get(path[depth]!))) return undefined;
  return entry;
}

/** The value at a path of string keys. */
export function valueAt<Key extends string>(root: Root<Key>, key: Key, ...path: Path): Value | undefined;
export function valueAt(map: Maybe, ...path: Path): Value | undefined;
export function valueAt(map: Maybe | Root<never>, ...path: Path): Value | undefined {
  return entryAt(map as Maybe, ...path)?.value;
}

export function scalarAt<Key extends string>(root: Root<Key>, key: Key, ...path: Path): ScalarValue | undefined;
export function scalarAt(map: Maybe, ...path: Path): ScalarValue | undefined;
export function scalarAt(map: Maybe | Root<never>, ...path: Path): ScalarValue | undefined {
  const value = valueAt(map as Maybe, ...path);
  return value?.kind === 'scalar' ? value : undefined;
}

export function mapAt<Key extends string>(root: Root<Key>, key: Key, ...path: Path): MapValue | undefined;
export function mapAt(map: Maybe, ...path: Path): MapValue | undefined;
export function mapAt(map: Maybe | Root<never>, ...path: Path): MapValue | undefined {
  const value = valueAt(map as Maybe, ...path);
  return value?.kind === 'map' ? value : undefined;
}

export function listAt<Key extends string>(root: Root<Key>, key: Key, ...path: Path): ListValue | undefined;
export function listAt(map: Maybe, ...path: Path): ListValue | undefined;
export function listAt(map: Maybe | Root<never>, ...path: Path): ListValue | undefined {
  const value = valueAt(map as Maybe, ...path);
  return value?.kind === 'list' ? value : undefined;
}

/** Kamal's `stringish?` (`validator.rb`): what it takes where it wants a string. */
export function isStringish(value: Value): value is ScalarValue {
  return value.kind === 'scalar' && stringish.has(value.type);
}
const stringish = new Set(['string', 'symbol', 'integer', 'float', 'boolean']);

/** Ruby's `blank?`: nil, false, text of white space only, an empty list or map. False where it cannot be known. */
export function isBlank(value: Value | undefined): boolean {
  if (!value) return true;
  if (value.kind === 'map') return value.entries.size === 0 && !value.incomplete;
  if (value.kind === 'list') return value.items.length === 0 && !value.incomplete;
  if (value.kind === 'unknown') return false;
  return value.value === null || value.value === false || (value.type === 'string' && /^\s*$/.test(value.string));
}

/** Values that were found certain. A value never changes, and most stay the same from one deployment and one keystroke to the next. */
const certain = new WeakSet<Value>();

/** Does nothing below this value hang on ERB or on broken text? Values are looked at once each: they may contain themselves. */
export function isCertain(value: Value): boolean {
  if (certain.has(value)) return true;
  // What was merged of certain maps is certain.
  if (
    value.kind === 'map' &&
    value.over &&
    value.under &&
    !value.conditional &&
    !value.incomplete &&
    certain.has(value.under) &&
    certain.has(value.over)
  ) {
    certain.add(value);
    return true;
  }
  const seen = new Set<Value>();
  if (!look(value, seen)) return false;
  for (const one of seen) certain.add(one);
  return true;
}

function look(value: Value, seen: Set<Value>): boolean {
  if (value.conditional || value.kind === 'unknown') return false;
  return value.kind === 'scalar' || seen.has(value) || certain.has(value) || lookInto(value, seen);
}

function lookInto(value: MapValue | ListValue, seen: Set<Value>): boolean {
  seen.add(value);
  if (value.incomplete) return false;
  if (value.kind === 'list') return value.items.every((item) => look(item, seen));
  // What was merged of certain maps is certain; what replaces something uncertain may be, all the same.
  if (value.over && value.under && isCertain(value.under) && isCertain(value.over)) return true;
  for (const entry of value.entries.values()) if (entry.conditional || !look(entry.value, seen)) return false;
  return true;
}
