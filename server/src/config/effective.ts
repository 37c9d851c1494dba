import type { At } from '../source/node.ts';
import { keyText, scalarText } from './scalarText.ts';
import type { Config } from './config.ts';
import type { ConfigEntry, ListValue, MapValue, Value } from './value.ts';

/** One line of the effective configuration. */
export interface EffectiveLine {
  /** YAML, without a line break. */
  readonly text: string;
  /** Where it is written: for a map that base and destination both have, both places; empty for a line of our own. */
  readonly at: readonly At[];
  /** What cannot be told of the line. */
  readonly note?: string;
}

/**
 * The configuration as Kamal sees it, as YAML: base and destination merged, aliases and merge keys applied, each value as Ruby read it, in
 * Ruby's order of keys. Root keys that begin with `x-`, which Kamal passes over, are left out. What hangs on ERB stands as it is written.
 * Read as a deploy.yml it gives the same deployment.
 */
export function effective({ root }: Config): EffectiveLine[] {
  const entries = new Map([...root.entries].filter(([id]) => !id.startsWith('x-')));
  const map = { ...root, entries };
  const lines = new Printer(sharedIn(map)).map(map, '', true);
  return lines.length > 0 ? lines : [{ text: '{}', at: [root.at] }];
}

/** A list or map by what it holds: an alias makes another object of the same items. */
type Content = ListValue['items'] | MapValue['entries'];

const contentOf = (value: ListValue | MapValue): Content => (value.kind === 'list' ? value.items : value.entries);

/** More lines than this, and what aliases repeat is printed once. */
const most = 20_000;

/** What gets an anchor: what contains itself, and everything that stands twice where written out it would be endless. */
function sharedIn(root: MapValue): ReadonlySet<Content> {
  const cyclic = new Set<Content>();
  const twice = new Set<Content>();
  const sizes = new Map<Content, number>();
  const open = new Set<Content>();
  const measure = (value: Value): number => {
    if (value.kind === 'scalar' || value.kind === 'unknown') return 1;
    const content = contentOf(value);
    if (open.has(content)) {
      cyclic.add(content);
      return 1;
    }
    const known = sizes.get(content);
    if (known !== undefined) {
      twice.add(content);
      return known;
    }
    open.add(content);
    const children = value.kind === 'list' ? value.items : [...value.entries.values()].map((entry) => entry.value);
    const size = children.reduce((sum, child) => sum + measure(child), 1);
    open.delete(content);
    sizes.set(content, size);
    return size;
  };
  return measure(root) > most ? new Set([...cyclic, ...twice]) : cyclic;
}

class Printer {
  private readonly names = new Map<Content, string>();

  constructor(private readonly shared: ReadonlySet<Content>) {}

  map(map: MapValue, indent: string, atRoot = false): EffectiveLine[] {
    const lines = [...map.entries.values()].flatMap((entry) => this.entry(entry, indent, atRoot));
    return map.incomplete ? [...lines, unknownRest(indent, 'keys')] : lines;
  }

  private entry(entry: ConfigEntry, indent: string, atRoot: boolean): EffectiveLine[] {
    // At the root Kamal takes a symbol and a text for the same key.
    const key = keyText(atRoot && entry.keyType === 'symbol' ? 'string' : entry.keyType, entry.name);
    const note = entry.conditional || entry.value.conditional ? { note: 'ERB decides whether this stands here' } : {};
    const head = { indent, places: places(entry), note };
    // A list as a key needs a line of its own.
    if (entry.keyType === 'list' || entry.keyType === 'map') {
      return [{ text: `${indent}? ${key}`, at: [entry.key.at] }, ...this.value(entry.value, { ...head, before: `${indent}:` })];
    }
    return this.value(entry.value, { ...head, before: `${indent}${key}:` });
  }

  /** A value behind what stands before it in its line; a map's or list's own lines below, further in. */
  private value(value: Value, { before, indent, places, note }: Head): EffectiveLine[] {
    const at = places(value);
    if (value.kind === 'scalar') return [{ text: `${before} ${scalarText(value)}`, at, ...note }];
    if (value.kind === 'unknown') return [{ text: `${before} ${written(value)}`, at, note: 'ERB decides the value' }];
    const content = contentOf(value);
    const name = this.names.get(content);
    if (name !== undefined) return [{ text: `${before} *${name}`, at, ...note }];
    let anchor = '';
    if (this.shared.has(content)) {
      this.names.set(content, `a${this.names.size + 1}`);
      anchor = ` &${this.names.get(content)}`;
    }
    const further = `${indent}  `;
    const all = value.kind === 'map' ? this.map(value, further) : this.list(value, further);
    // What is said of the whole need not be said of its parts.
    const inside = note.note === undefined ? all : all.map((line) => (line.note === note.note ? { text: line.text, at: line.at } : line));
    const empty = inside.every(({ at: from }) => from.length === 0);
    const first = { text: `${before}${anchor}${empty ? (value.kind === 'map' ? ' {}' : ' []') : ''}`, at, ...note };
    return [first, ...inside];
  }

  private list(list: ListValue, indent: string): EffectiveLine[] {
    const lines = list.items.flatMap((item) => this.item(item, indent));
    return list.incomplete ? [...lines, unknownRest(indent, 'items')] : lines;
  }

  private item(item: Value, indent: string): EffectiveLine[] {
    const note = item.conditional ? { note: 'ERB decides whether this stands here' } : {};
    const head = { before: `${indent}-`, indent, places: ({ at }: Value) => [at], note };
    const lines = this.value(item, head);
    const [first, second, ...rest] = lines;
    // `- key: value` on one line, where nothing else stands behind the dash.
    if (item.kind === 'map' && first?.text === `${indent}-` && second) {
      return [{ ...second, text: `${indent}- ${second.text.trimStart()}`, ...note }, ...rest];
    }
    return lines;
  }
}

interface Head {
  readonly before: string;
  readonly indent: string;
  readonly places: (value: Value) => readonly At[];
  readonly note: { readonly note?: string };
}

/** The value of a scalar, the key of what has lines of its own; of a map that was merged, the keys of all that it was merged from. */
function places(entry: ConfigEntry): (value: Value) => readonly At[] {
  return (value) => {
    if (value.kind === 'scalar' || value.kind === 'unknown') return [value.at];
    const below = value.kind === 'map' && value.over && entry.shadows ? [entry.shadows.key.at] : [];
    return [...below, entry.key.at];
  };
}

function unknownRest(indent: string, what: string): EffectiveLine {
  return { text: `${indent}# … and the ${what} that ERB or broken text adds`, at: [] };
}

/** ERB as it stands in the file, on one line. */
function written({ at: { chunk, from, to } }: Value): string {
  return chunk.text.slice(from, to).replace(/\s+/g, ' ').trim();
}
