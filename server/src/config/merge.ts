import type { ConfigEntry, MapValue, Value } from './value.ts';

/**
 * ActiveSupport's `deep_merge!`, which Kamal uses for a destination over the base (`configuration.rb`) and a role's proxy over the root's
 * (`configuration/role.rb`): two maps merge key by key, anything else is replaced, lists too. Order: the lower map's keys, then new ones.
 * Values that are not overlaid are handed on as the same objects.
 * @param lower the base
 * @param upper what is laid over it and wins
 */
export function deepMerge(lower: MapValue, upper: MapValue): MapValue {
  const entries = new Map<string, ConfigEntry>(lower.entries);
  for (const [id, entry] of upper.entries) {
    const below = entries.get(id);
    entries.set(id, below ? { ...entry, shadows: below, value: mergeValues(below.value, entry.value) } : entry);
  }
  return { ...lower, entries, open: lower.open || upper.open, maybe: lower.maybe && upper.maybe, over: upper };
}

function mergeValues(below: Value, above: Value): Value {
  return below.kind === 'map' && above.kind === 'map' ? deepMerge(below, above) : above;
}
