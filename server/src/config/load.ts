import type { Alias, Entry, Node } from '../source/node.ts';
import { rubyString } from './ruby.ts';
import type { ConfigEntry, ListValue, MapValue, ScalarValue, UnknownValue, Value } from './value.ts';

/** An alias whose anchor was not defined before it: Psych::AnchorNotDefined. */
export interface UnresolvedAlias {
  readonly alias: Alias;
}

export interface Loaded {
  readonly document: Value | null;
  readonly unresolvedAliases: readonly UnresolvedAlias[];
}

type Anchors = Map<string, Value>;

/** A subtree without aliases means the same wherever it stands: its value is kept with its node, and so lives as long as its chunk. */
interface Kept {
  readonly value: Value;
  readonly anchors: readonly (readonly [string, Value])[];
}
const kept = new WeakMap<Node, Kept>();

/**
 * The Ruby objects of one file (`Psych.unsafe_load`): aliases followed, merge keys applied in their textual place, later duplicates
 * winning at the earlier one's position. A file's root keys become symbols, so `:service` and `service` are one key there.
 * @param root the first document, or null when there is none
 */
export function load(root: Node | null): Loaded {
  if (root === null) return { document: null, unresolvedAliases: [] };
  const reader = new Reader();
  const document = reader.read(root, true);
  return { document, unresolvedAliases: reader.loose };
}

/** The id of a key in `MapValue.entries`: a string's own text; other classes carry their name, since Ruby's `5` is not `"5"`. */
export function keyId(key: Value): string {
  if (key.kind === 'scalar') return key.type === 'string' ? key.string : `\0${key.type}:${key.string}`;
  return `\0${key.kind}:${numberOf(key.node)}`;
}

/** A key that is a list, a map or unknown is taken for equal to no other; its place does not tell it apart, as that counts from its chunk. */
function numberOf(key: Node): number {
  const number = numbers.get(key) ?? ++lastNumber;
  numbers.set(key, number);
  return number;
}
const numbers = new WeakMap<Node, number>();
let lastNumber = 0;

class Reader {
  readonly loose: UnresolvedAlias[] = [];
  private readonly anchors: Anchors = new Map();
  /** Anchors in the order of their definition, and the number of aliases met: tells whether a subtree stands for itself. */
  private readonly defined: [string, Value][] = [];
  private aliases = 0;

  read(node: Node, atRoot = false): Value {
    const known = kept.get(node);
    if (known) {
      for (const [name, value] of known.anchors) this.define(name, value);
      return known.value;
    }
    const aliasesBefore = this.aliases;
    const definedBefore = this.defined.length;
    const value = this.make(node, atRoot);
    if (this.aliases === aliasesBefore && node.kind !== 'scalar') kept.set(node, { value, anchors: this.defined.slice(definedBefore) });
    return value;
  }

  private define(name: string | undefined, value: Value): void {
    if (name === undefined) return;
    this.anchors.set(name, value);
    this.defined.push([name, value]);
  }

  private make(node: Node, atRoot: boolean): Value {
    switch (node.kind) {
      case 'map':
        return this.map(node, atRoot);
      case 'list': {
        const items: Value[] = [];
        const value: ListValue = { kind: 'list', node, at: node.at, conditional: node.conditional, items, incomplete: node.incomplete };
        this.define(node.anchor, value);
        for (const item of node.items) items.push(this.read(item));
        return value;
      }
      case 'alias':
        return this.follow(node);
      case 'unknown': {
        const value: UnknownValue = {
          kind: 'unknown',
          node,
          at: node.at,
          conditional: node.conditional,
          ...(node.type && { type: node.type }),
        };
        this.define(node.anchor, value);
        return value;
      }
      case 'scalar': {
        const { at, conditional, type } = node;
        const value: ScalarValue = { kind: 'scalar', node, at, conditional, type, value: node.value, string: rubyString(node) };
        this.define(node.anchor, value);
        return value;
      }
    }
  }

  private map(node: Node & { kind: 'map' }, atRoot: boolean): MapValue {
    const entries = new Map<string, ConfigEntry>();
    const value: MapValue & { incomplete: boolean } = {
      kind: 'map',
      node,
      at: node.at,
      conditional: node.conditional,
      entries,
      incomplete: node.incomplete,
    };
    this.define(node.anchor, value);
    for (const entry of node.entries) this.enter(value, entries, entry);
    if (atRoot) symbolize(entries);
    return value;
  }

  private enter(map: { incomplete: boolean }, entries: Map<string, ConfigEntry>, entry: Entry): void {
    const key = this.read(entry.key);
    const value = this.read(entry.value);
    if (key.kind === 'scalar' && key.type === 'string' && key.string === '<<' && entry.key.tag !== '!!str') {
      const merged = mergedMaps(entry.value, value);
      if (merged === 'unknown') {
        map.incomplete = true;
        return;
      }
      if (merged) {
        for (const source of merged) {
          if (source.incomplete) map.incomplete = true;
          const conditional = entry.key.conditional || source.conditional;
          for (const [id, brought] of source.entries) put(entries, id, bring(brought, conditional, source.alias));
        }
        return;
      }
    }
    if (key.kind === 'unknown') map.incomplete = true;
    put(entries, keyId(key), {
      name: key.kind === 'scalar' ? key.string : '',
      key: entry.key,
      keyType: key.kind === 'scalar' ? key.type : key.kind,
      value,
      conditional: entry.key.conditional,
    });
  }

  private follow(alias: Alias): Value {
    this.aliases++;
    const value = this.anchors.get(alias.name);
    if (!value) {
      this.loose.push({ alias });
      return { kind: 'unknown', node: alias, at: alias.at, conditional: alias.conditional };
    }
    // A copy, so that the value knows its alias. A map or list still being read is shared as it is: it contains itself.
    return { ...value, alias: alias, conditional: value.conditional || alias.conditional };
  }
}

/** What a merge key makes of an entry: it may come only where ERB lets the merge key stand, and through the alias that the merge key names. */
function bring(entry: ConfigEntry, conditional: boolean, alias: Alias | undefined): ConfigEntry {
  const brought = conditional && !entry.conditional ? { ...entry, conditional } : entry;
  return alias && !entry.value.alias ? { ...brought, value: { ...entry.value, alias } } : brought;
}

/** ActiveSupport's `symbolize_keys`, once the map is whole: of `service` and `:service` the one whose key came last in the map wins. */
function symbolize(entries: Map<string, ConfigEntry>): void {
  const all = [...entries];
  if (all.every(([, { keyType }]) => keyType !== 'symbol')) return;
  entries.clear();
  for (const [id, entry] of all) put(entries, entry.keyType === 'symbol' ? entry.name : id, entry);
}

/** Ruby's Hash#[]=: a key that is there keeps its place and loses its value. */
function put(entries: Map<string, ConfigEntry>, id: string, entry: ConfigEntry): void {
  const earlier = entries.get(id);
  entries.set(id, earlier ? { ...entry, shadows: earlier } : entry);
}

/**
 * What `<<` brings, in the order in which it is applied (Psych's `revive_hash`): an alias or inline map as it is, an inline list from
 * its end, so that earlier items win. Anything else leaves `<<` an ordinary key.
 */
function mergedMaps(node: Node, value: Value): MapValue[] | 'unknown' | undefined {
  if (value.kind === 'unknown') return 'unknown';
  if (value.kind === 'map') return [value];
  if (node.kind !== 'list' || value.kind !== 'list') return undefined;
  const maps: MapValue[] = [];
  for (const item of value.items) {
    if (item.kind === 'unknown') return 'unknown';
    if (item.kind !== 'map') return undefined;
    maps.unshift(item);
  }
  return maps;
}
