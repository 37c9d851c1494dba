import type { ConfigEntry, MapValue, Value } from './value.ts';

/**
 * ActiveSupport's `deep_merge!`, which Kamal uses for a destination over the base (`configuration.rb`) and a role's proxy over the root's
 * (`configuration/role.rb`): two maps merge key by key, anything else is replaced, lists too. Order: the lower map's keys, then new ones.
 * Values that are not overlaid are handed on as the same objects. Maps that contain themselves, with which Ruby runs out of stack, come out
 * containing themselves.
 * @param lower the base
 * @param upper what is laid over it and wins
 */
export function deepMerge(lower: MapValue, upper: MapValue): MapValue {
  return merge(lower, upper, new Map());
}

/** What was made of two maps, by both of them: an alias may bring the same two together often, or inside themselves. */
type Merged = Map<MapValue, Map<MapValue, MapValue>>;

function merge(lower: MapValue, upper: MapValue, merged: Merged): MapValue {
  const known = merged.get(lower)?.get(upper);
  if (known) return known;
  const entries = new Map<string, ConfigEntry>(lower.entries);
  const map: MapValue = {
    ...lower,
    entries,
    incomplete: lower.incomplete || upper.incomplete,
    conditional: lower.conditional && upper.conditional,
    over: upper,
  };
  merged.set(lower, (merged.get(lower) ?? new Map<MapValue, MapValue>()).set(upper, map));
  for (const [id, entry] of upper.entries) {
    const below = entries.get(id);
    entries.set(id, below ? { ...entry, shadows: below, value: mergeValues(below.value, entry.value, merged) } : entry);
  }
  return map;
}

function mergeValues(below: Value, above: Value, merged: Merged): Value {
  return below.kind === 'map' && above.kind === 'map' ? merge(below, above, merged) : above;
}
