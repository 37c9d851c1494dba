import type { ConfigEntry, ListValue, MapValue, ScalarValue, Value } from './value.ts';

/** The entry at a path of string keys, or undefined where something on the way is missing or no map. */
export function entryAt(map: Value | null | undefined, ...path: readonly string[]): ConfigEntry | undefined {
  let value: Value | null | undefined = map;
  let entry: ConfigEntry | undefined;
  for (const key of path) {
    entry = value?.kind === 'map' ? value.entries.get(key) : undefined;
    if (!entry) return undefined;
    value = entry.value;
  }
  return entry;
}

/** The value at a path of string keys. */
export function valueAt(map: Value | null | undefined, ...path: readonly string[]): Value | undefined {
  return entryAt(map, ...path)?.value;
}

export function scalarAt(map: Value | null | undefined, ...path: readonly string[]): ScalarValue | undefined {
  const value = valueAt(map, ...path);
  return value?.kind === 'scalar' ? value : undefined;
}

export function mapAt(map: Value | null | undefined, ...path: readonly string[]): MapValue | undefined {
  const value = valueAt(map, ...path);
  return value?.kind === 'map' ? value : undefined;
}

export function listAt(map: Value | null | undefined, ...path: readonly string[]): ListValue | undefined {
  const value = valueAt(map, ...path);
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
  const seen = new Set<Value>();
  if (!look(value, seen)) return false;
  for (const one of seen) certain.add(one);
  return true;
}

function look(value: Value, seen: Set<Value>): boolean {
  if (value.conditional || value.kind === 'unknown') return false;
  if (value.kind === 'scalar' || seen.has(value) || certain.has(value)) return true;
  seen.add(value);
  if (value.incomplete) return false;
  if (value.kind === 'list') return value.items.every((item) => look(item, seen));
  for (const entry of value.entries.values()) if (entry.conditional || !look(entry.value, seen)) return false;
  return true;
}

/** Is this the same key with the same value, both of them untouched since? An entry's own object is made anew with its map. */
export function isSameEntry(a: ConfigEntry | undefined, b: ConfigEntry | undefined): boolean {
  return (
    a === b ||
    (a !== undefined &&
      b !== undefined &&
      a.key === b.key &&
      a.value === b.value &&
      a.shadows === b.shadows &&
      a.conditional === b.conditional)
  );
}
