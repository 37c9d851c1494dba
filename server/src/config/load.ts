import type { Alias, Entry, Node, Scalar } from '../source/node.ts';
import { memoize } from '../memoize.ts';
import { inspect } from './inspect.ts';
import { rubyString } from './ruby.ts';
import type { ConfigEntry, ListValue, MapValue, ScalarValue, UnknownValue, Value } from './value.ts';

/** An alias whose anchor was not defined before it: Psych::AnchorNotDefined. */
export interface UnresolvedAlias {
  readonly alias: Alias;
}

export interface Loaded {
  readonly document: Value | null;
  readonly unresolvedAliases: readonly UnresolvedAlias[];
  /** Is there any alias? */
  readonly hasAliases: boolean;
}

type Anchors = Map<string, Value>;

/**
 * What was made of a node or an entry. It means the same wherever it stands, as long as the aliases in it lead to the same values; it is
 * kept with its node, and so lives as long as its chunk.
 */
interface Kept<Made> {
  readonly made: Made;
  /** Anchors that it defines. */
  readonly anchors: readonly Defined[];
  /** Aliases in it of anchors before it. */
  readonly aliases: readonly Followed[];
}
type Defined = readonly [name: string, value: Value];
/** What an alias led to; undefined: nothing. */
type Followed = readonly [alias: Alias, value: Value | undefined];
const nodes = new WeakMap<Node, Kept<Value>>();
/** Of maps that are read in several chunks, such as the root: the map is made anew when one of its entries is. */
const pairs = new WeakMap<Entry, Kept<Pair>>();

/** An entry before it is clear what its key means. */
interface Pair {
  readonly key: Value;
  readonly entry: ConfigEntry;
}

/**
 * The Ruby objects of one file (`Psych.unsafe_load`): aliases followed, merge keys applied in their textual place, later duplicates
 * winning at the earlier one's position. A file's root keys become symbols, so `:service` and `service` are one key there.
 * @param root the first document, or null when there is none
 */
export function load(root: Node | null): Loaded {
  if (root === null) return { document: null, unresolvedAliases: [], hasAliases: false };
  const reader = new Reader();
  const document = reader.read(root, true);
  return { document, unresolvedAliases: reader.unresolved, hasAliases: reader.hasAliases };
}

/** The id of a key in `MapValue.entries`: a string's own text; other classes carry their name, since Ruby's `5` is not `"5"`. */
export function keyId(key: Value): string {
  if (key.kind === 'scalar') return key.type === 'string' ? key.string : `\0${key.type}:${key.string}`;
  return `\0${key.kind}:${numberOf(key.node)}`;
}

/** The id of an entry's key. */
export function idOf({ name, key, keyType }: ConfigEntry): string {
  if (keyType === 'string') return name;
  return keyType === 'list' || keyType === 'map' || keyType === 'unknown' ? `\0${keyType}:${numberOf(key)}` : `\0${keyType}:${name}`;
}

/** A key that is a list, a map or unknown is taken for equal to no other; its place does not tell it apart, as that counts from its chunk. */
function numberOf(key: Node): number {
  const number = numbers.get(key) ?? ++lastNumber;
  numbers.set(key, number);
  return number;
}
const numbers = new WeakMap<Node, number>();
let lastNumber = 0;

/** So many entries may merge keys bring into one file: a few lines can ask for millions. What is beyond is unknown. */
const mostBrought = 50_000;

interface MapBeingRead {
  incomplete: boolean;
}

function isMergeKey(key: Value, node: Entry): boolean {
  return key.kind === 'scalar' && key.string === '<<' && key.type === 'string' && node.key.tag !== '!!str';
}

class Reader {
  private readonly anchors: Anchors = new Map();
  /** Anchors and aliases in the order in which they were met. */
  private readonly defined: Defined[] = [];
  private readonly followed: Followed[] = [];
  private brought = 0;

  get hasAliases(): boolean {
    return this.followed.length > 0;
  }

  get unresolved(): UnresolvedAlias[] {
    return this.followed.flatMap(([alias, value]) => (value ? [] : [{ alias }]));
  }

  read(node: Node, atRoot = false): Value {
    return node.kind === 'scalar' ? this.scalar(node) : this.keep(nodes, node, () => this.make(node, atRoot));
  }

  /** What was made before, where all that it hangs on is as it was. */
  private keep<Of extends object, Made>(kept: WeakMap<Of, Kept<Made>>, of: Of, make: () => Made): Made {
    const known = kept.get(of);
    return known && this.isAsBefore(known) ? known.made : this.remember(kept, of, make);
  }

  private isAsBefore({ aliases, anchors }: Kept<unknown>): boolean {
    if (aliases.some(([{ name }, value]) => this.anchors.get(name) !== value)) return false;
    for (const [name, value] of anchors) this.define(name, value);
    this.followed.push(...aliases);
    return true;
  }

  private remember<Of extends object, Made>(kept: WeakMap<Of, Kept<Made>>, of: Of, make: () => Made): Made {
    const [defined, followed] = [this.defined.length, this.followed.length];
    const made = make();
    const anchors = this.defined.length > defined ? this.defined.slice(defined) : none;
    const aliases = this.followed.length > followed ? notOf(anchors, this.followed.slice(followed)) : none;
    kept.set(of, { made, anchors, aliases });
    return made;
  }

  private define(name: string | undefined, value: Value): void {
    if (name === undefined) return;
    this.anchors.set(name, value);
    this.defined.push([name, value]);
  }

  private scalar(node: Scalar): ScalarValue {
    const { at, conditional, type, value: read } = node;
    const string = typeof read === 'string' ? read : rubyString(node);
    const value: ScalarValue = { kind: 'scalar', node, at, conditional, type, value: read, string };
    if (node.anchor !== undefined) this.define(node.anchor, value);
    return value;
  }

  private make(node: Exclude<Node, Scalar>, atRoot: boolean): Value {
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
    }
  }

  private map(node: Node & { kind: 'map' }, atRoot: boolean): MapValue {
    const entries = new Map<string, ConfigEntry>();
    const value: MapValue & MapBeingRead = {
      kind: 'map',
      node,
      at: node.at,
      conditional: node.conditional,
      entries,
      incomplete: node.incomplete,
    };
    this.define(node.anchor, value);
    for (const entry of node.entries) this.enter(value, entries, entry, entry.key.at.chunk !== node.at.chunk);
    if (atRoot) symbolize(entries);
    return value;
  }

  private enter(map: MapBeingRead, entries: Map<string, ConfigEntry>, node: Entry, apart: boolean): void {
    const { key, entry } = apart ? this.keep(pairs, node, () => this.pair(node)) : this.pair(node);
    if (isMergeKey(key, node) && this.merge(map, entries, node, entry.value)) return;
    if (key.kind === 'unknown') map.incomplete = true;
    put(entries, keyId(key), entry);
  }

  /** @returns whether `<<` is no ordinary key */
  private merge(map: MapBeingRead, entries: Map<string, ConfigEntry>, node: Entry, value: Value): boolean {
    const merged = mergedMaps(node.value, value);
    if (merged === 'unknown') map.incomplete = true;
    if (typeof merged !== 'object') return merged === 'unknown';
    for (const source of merged) {
      this.brought += source.entries.size;
      if (this.brought > mostBrought) {
        map.incomplete = true;
        return true;
      }
      if (source.incomplete) map.incomplete = true;
      const conditional = node.key.conditional || source.conditional;
      for (const [id, brought] of source.entries) put(entries, id, bring(brought, conditional, source.alias));
    }
    return true;
  }

  private pair({ key: node, value: below }: Entry): Pair {
    const key = this.read(node);
    const value = this.read(below);
    const entry: ConfigEntry = {
      name: key.kind === 'scalar' ? key.string : (inspect(key) ?? ''),
      key: node,
      keyType: key.kind === 'scalar' ? key.type : key.kind,
      value,
      conditional: node.conditional,
    };
    return { key, entry };
  }

  private follow(alias: Alias): Value {
    const value = this.anchors.get(alias.name);
    this.followed.push([alias, value]);
    return value ? through(alias, value) : { kind: 'unknown', node: alias, at: alias.at, conditional: alias.conditional };
  }
}

const none: readonly never[] = [];

/** Those that lead to none of some anchors. */
function notOf(anchors: readonly Defined[], followed: readonly Followed[]): readonly Followed[] {
  return followed.filter(([, value]) => value === undefined || anchors.every(([, one]) => one !== value));
}

/** A copy, so that the value knows its alias. A map or list still being read is shared as it is: it contains itself. */
const through = memoize((alias: Alias, value: Value): Value => ({ ...value, alias, conditional: value.conditional || alias.conditional }));

/** What a merge key makes of an entry: it may come only where ERB lets the merge key stand, and through the alias that the merge key names. */
const bring = memoize((entry: ConfigEntry, conditional: boolean, alias: Alias | undefined): ConfigEntry => {
  const brought = conditional && !entry.conditional ? { ...entry, conditional } : entry;
  return alias && !entry.value.alias ? { ...brought, value: { ...entry.value, alias } } : brought;
});

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
  entries.set(id, earlier ? over(entry, earlier) : entry);
}

const over = memoize((entry: ConfigEntry, earlier: ConfigEntry): ConfigEntry => ({ ...entry, shadows: earlier }));

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
    maps.push(item);
  }
  return withoutRepetition(maps.toReversed());
}

/** Of a map that is merged many times the first counts, for the order of its keys, and the last, for its values. */
function withoutRepetition(maps: MapValue[]): MapValue[] {
  const first = new Map<Node, number>();
  const last = new Map<Node, number>();
  maps.forEach(({ node }, index) => {
    if (!first.has(node)) first.set(node, index);
    last.set(node, index);
  });
  return maps.filter(({ node }, index) => first.get(node) === index || last.get(node) === index);
}
