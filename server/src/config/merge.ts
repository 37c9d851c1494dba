import { memoize } from '../memoize.ts';
import type { ConfigEntry, MapValue, Value } from './value.ts';

/** By both maps: most stay the same at a keystroke. Known before it is filled, as an alias may bring the same two together inside themselves. */
const merged = new WeakMap<MapValue, WeakMap<MapValue, MapValue>>();

/**
 * ActiveSupport's `deep_merge!`, which Kamal uses for a destination over the base (`configuration.rb`) and a role's proxy over the root's
 * (`configuration/role.rb`): two maps merge key by key, anything else is replaced, lists too. Order: the lower map's keys, then new ones.
 * Values that are not overlaid are handed on as the same objects. Maps that contain themselves, with which Ruby runs out of stack, come out
 * containing themselves.
 * @param lower the base
 * @param upper what is laid over it and wins
 */
export function deepMerge(lower: MapValue, upper: MapValue): MapValue {
  let known = merged.get(lower);
  if (!known) merged.set(lower, (known = new WeakMap()));
  const found = known.get(upper);
  if (found) return found;
  const entries = new Map<string, ConfigEntry>(lower.entries);
  const map: MapValue = {
    ...lower,
    entries,
    incomplete: lower.incomplete || upper.incomplete,
    conditional: lower.conditional && upper.conditional,
    over: upper,
    under: lower,
  };
  known.set(upper, map);
  for (const [id, entry] of upper.entries) {
    const below = entries.get(id);
    entries.set(id, below ? mergeEntries(below, entry) : entry);
  }
  return map;
}

const mergeEntries = memoize((below: ConfigEntry, entry: ConfigEntry): ConfigEntry => ({
  ...entry,
  shadows: below,
  value: mergeValues(below.value, entry.value),
}));

function mergeValues(below: Value, above: Value): Value {
  return below.kind === 'map' && above.kind === 'map' ? deepMerge(below, above) : above;
}
