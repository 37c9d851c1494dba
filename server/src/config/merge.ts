import { memoize } from '../memoize.ts';
import type { ConfigEntry, MapValue, Value } from './value.ts';

/**
 * What was laid over what: first by the upper one, which lives on while somebody types in the base. Known before anybody looks into it, as
 * an alias may bring the same two together inside themselves.
 */
const merged = new WeakMap<MapValue, WeakMap<MapValue, MapValue>>();

/**
 * ActiveSupport's `deep_merge!`, which Kamal uses for a destination over the base (`configuration.rb`) and a role's proxy over the root's
 * (`configuration/role.rb`): two maps merge key by key, anything else is replaced, lists too. Order: the lower map's keys, then new ones.
 * Values that are not overlaid are handed on as the same objects. Maps that contain themselves, with which Ruby runs out of stack, come out
 * containing themselves.
 * @param lower the base
 * @param upper what is laid over it and wins
 * @param depth how far below the root the two stand
 */
export function deepMerge(lower: MapValue, upper: MapValue, depth = 0): MapValue {
  let known = merged.get(upper);
  if (!known) merged.set(upper, (known = new WeakMap()));
  const found = known.get(lower);
  if (found) return found;
  const below = upper.incomplete ? unsettled(lower) : lower;
  const map: MapValue = {
    ...lower,
    entries: depth === 0 ? overlaid(below.entries, upper.entries) : new Overlaid(below.entries, upper.entries, depth),
    incomplete: lower.incomplete || upper.incomplete,
    conditional: lower.conditional && upper.conditional,
    over: upper,
    under: below,
  };
  known.set(lower, map);
  return map;
}

/** A map over which ERB, or a text that is broken, may lay any key: what is in it may be there as it is, or have become something else. */
export const unsettled: (map: MapValue) => MapValue = memoize((map: MapValue): MapValue => {
  const { over: _over, under: _under, ...rest } = map;
  const entries = new Map<string, ConfigEntry>();
  const open: MapValue = { ...rest, incomplete: true, entries };
  opened.set(map, open);
  for (const [id, entry] of map.entries)
    entries.set(id, {
      ...entry,
      conditional: true,
      value: entry.value.kind === 'map' ? (opened.get(entry.value) ?? unsettled(entry.value)) : entry.value,
    });
  return open;
});

/** Maps that contain themselves come out containing themselves. */
const opened = new WeakMap<MapValue, MapValue>();

/**
 * An entry laid over another one: the same object as long as both are the same, whatever else in their maps is another. Sections, roles,
 * accessories and variables are known by it.
 */
function mergeEntries(entry: ConfigEntry, below: ConfigEntry, depth: number): ConfigEntry {
  const slot = slotOf(entry);
  if (slot.last?.shadows === below) return slot.last;
  const { name, key, keyType, conditional } = entry;
  slot.last = { name, key, keyType, value: mergeValues(below.value, entry.value, depth), conditional, shadows: below };
  return slot.last;
}

/** What an entry was laid over last: while somebody types in the base, an entry of a destination lies over one at a time. */
const slotOf = memoize((_: ConfigEntry): { last?: ConfigEntry } => ({}));

function mergeValues(below: Value, above: Value, depth: number): Value {
  return below.kind === 'map' && above.kind === 'map' ? deepMerge(below, above, depth + 1) : above;
}

type Entries = ReadonlyMap<string, ConfigEntry>;

/** The sections, which are few and all looked at. */
function overlaid(lower: Entries, upper: Entries): Entries {
  const all = new Map(lower);
  for (const [id, entry] of upper) {
    const below = all.get(id);
    all.set(id, below ? mergeEntries(entry, below, 0) : entry);
  }
  return all;
}

/** Entries laid over others, merged one by one as somebody asks for them: of hundreds of variables most are never looked at. */
class Overlaid implements Entries {
  declare private readonly lower: Entries;
  declare private readonly upper: Entries;
  declare private readonly depth: number;
  declare private whole: Entries | undefined;

  constructor(lower: Entries, upper: Entries, depth: number) {
    Object.assign(this, { lower, upper, depth, whole: undefined });
  }

  get(id: string): ConfigEntry | undefined {
    const entry = this.upper.get(id);
    return entry ? this.over(id, entry) : this.lower.get(id);
  }

  private over(id: string, entry: ConfigEntry): ConfigEntry {
    const below = this.lower.get(id);
    return below ? mergeEntries(entry, below, this.depth) : entry;
  }

  has(id: string): boolean {
    return this.lower.has(id) || this.upper.has(id);
  }

  /** All of them, in Ruby's order. */
  private all(): Entries {
    if (!this.whole) {
      const all = new Map(this.lower);
      for (const [id, entry] of this.upper) all.set(id, this.over(id, entry));
      this.whole = all;
    }
    return this.whole;
  }

  get size(): number {
    return this.all().size;
  }

  forEach(each: (entry: ConfigEntry, id: string, all: Entries) => void): void {
    for (const [id, entry] of this.all()) each(entry, id, this);
  }

  entries(): MapIterator<[string, ConfigEntry]> {
    return this.all().entries();
  }

  keys(): MapIterator<string> {
    return this.all().keys();
  }

  values(): MapIterator<ConfigEntry> {
    return this.all().values();
  }

  [Symbol.iterator](): MapIterator<[string, ConfigEntry]> {
    return this.entries();
  }
}
