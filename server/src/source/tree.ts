import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { ParsedNode, Scalar as YamlScalar, YAMLMap, YAMLSeq } from 'yaml';
import type { At, Chunk, Entry, ListNode, MapNode, Node, Scalar } from './node.ts';
import { resolvePlain, toFloat } from './psych.ts';
import type { Resolved } from './psych.ts';

/** What the text of a chunk means beyond its YAML: what ERB stands where. Offsets count from the chunk. */
export interface Marks {
  /** The kind of unknown that the scalar over this stretch is, or undefined when no ERB touches it. */
  unknown(from: number, to: number, quoted: boolean): Pick<Scalar, 'type' | 'value' | 'fallback'> | { readonly unknown: 'string' | 'any' } | undefined;
  /** Is this stretch in an ERB branch or loop? */
  maybe(from: number): boolean;
  /** May ERB that stands alone on a line add to the collection over this stretch? */
  open(from: number, to: number): boolean;
}

const STYLES = { PLAIN: 'plain', QUOTE_SINGLE: 'single', QUOTE_DOUBLE: 'double', BLOCK_FOLDED: 'block', BLOCK_LITERAL: 'block' } as const;

/** Turns the nodes of `yaml` into ours, resolved as Psych does. Total: gives a null scalar where `yaml` has no node. */
export class TreeBuilder {
  readonly #chunk: Chunk;
  readonly #marks: Marks | undefined;

  constructor(chunk: Chunk, marks?: Marks) {
    this.#chunk = chunk;
    this.#marks = marks;
  }

  /** `after` is where an absent node would stand. */
  node(node: ParsedNode | null | undefined, after: number): Node {
    if (isAlias(node)) {
      const [from, to] = node.range as [number, number, number];
      return { kind: 'alias', name: node.source, ...this.#common(from, to) };
    }
    if (isMap(node)) return this.#map(node as YAMLMap.Parsed);
    if (isSeq(node)) return this.#list(node as YAMLSeq.Parsed);
    if (isScalar(node)) return this.#scalar(node as YamlScalar.Parsed);
    return { kind: 'scalar', type: 'null', value: null, style: 'plain', text: '', ...this.#common(after, after) };
  }

  #map(map: YAMLMap.Parsed): Node {
    const entries: Entry[] = [];
    for (const pair of map.items) {
      const key = this.node(pair.key as ParsedNode, map.range[0]);
      entries.push({ key, value: this.node(pair.value as ParsedNode | null, key.at.to) });
    }
    const from = map.range[0];
    const to = map.flow ? map.range[1] : end(entries.at(-1)?.value, from);
    const common = this.#properties(map, from, to);
    if (common.tag !== undefined && /^!ruby\/(?:object|struct|exception)/.test(common.tag)) return other(this.#chunk, common);
    return { kind: 'map', entries, open: this.#marks?.open(from, map.range[1]) ?? false, flow: map.flow === true, ...common };
  }

  #list(list: YAMLSeq.Parsed): Node {
    const items: Node[] = [];
    const from = list.range[0];
    for (const item of list.items) items.push(this.node(item as ParsedNode | null, items.at(-1)?.at.to ?? from));
    const to = list.flow ? list.range[1] : end(items.at(-1), from);
    const open = this.#marks?.open(from, list.range[1]) ?? false;
    const node: ListNode = { kind: 'list', items, open, flow: list.flow === true, ...this.#properties(list, from, to) };
    return node.tag === '!!omap' || node.tag === '!omap' ? omap(node) : node;
  }

  #scalar(scalar: YamlScalar.Parsed): Node {
    const style = STYLES[scalar.type as keyof typeof STYLES] ?? 'plain';
    const from = scalar.range[0];
    const to = style === 'block' ? trimEnd(this.#chunk.text, from, scalar.range[1]) : scalar.range[1];
    const common = this.#properties(scalar, from, to);
    const text = this.#chunk.text.slice(from, to);
    const mark = this.#marks?.unknown(from, to, style !== 'plain');
    if (mark && 'unknown' in mark) return { kind: 'unknown', why: 'erb', ...(mark.unknown === 'string' ? { type: 'string' as const } : {}), ...common };
    if (mark) return { kind: 'scalar', style, text, ...mark, ...common };
    return { kind: 'scalar', style, text, ...resolve(String(scalar.source ?? ''), style === 'plain', common.tag), ...common };
  }

  #properties(node: { tag?: string | undefined; anchor?: string | undefined }, from: number, to: number) {
    const common = this.#common(from, to);
    const tag = node.tag?.replace(/^tag:yaml\.org,2002:/, '!!');
    return { ...common, ...(node.anchor === undefined ? {} : { anchor: node.anchor }), ...(tag === undefined ? {} : { tag }) };
  }

  #common(from: number, to: number): { at: At; maybe: boolean } {
    return { at: { chunk: this.#chunk, from, to }, maybe: this.#marks?.maybe(from) ?? false };
  }
}

/** A tag Psych does not know is passed over, and then quotes no longer make a text (`!!int '5'` is 5): `Psych::Visitors::ToRuby#deserialize`. */
function resolve(text: string, plain: boolean, tag: string | undefined): Resolved {
  if (tag === undefined) return plain ? resolvePlain(text) : { type: 'string', value: text };
  if (/^(?:!!str|!str(?::.*)?|!ruby\/string(?::.*)?)$/.test(tag)) return { type: 'string', value: text };
  if (/^!!?binary$/.test(tag)) return { type: 'string', value: base64(text) };
  if (/^!ruby\/sym(?:bol)?$/.test(tag)) return { type: 'symbol', value: text };
  if (tag.startsWith('!ruby/')) return { type: 'other', value: text };
  const resolved = resolvePlain(text);
  if (!/^!!?float$/.test(tag)) return resolved;
  const value = toFloat(resolved);
  return value === undefined ? { type: 'other', value: text } : { type: 'float', value };
}

function base64(text: string): string {
  try {
    return atob(text.replace(/[^A-Za-z0-9+/]/g, ''));
  } catch {
    return text;
  }
}

/** `!!omap [a: 1, b: 2]` is a Hash in Ruby. */
function omap({ kind: _, items, ...common }: ListNode): MapNode {
  return { ...common, kind: 'map', entries: items.flatMap((item) => (item.kind === 'map' ? item.entries : [])) };
}

/** An object of a Ruby class: neither map nor text for Kamal. */
function other(chunk: Chunk, common: { at: At; maybe: boolean }): Scalar {
  const text = chunk.text.slice(common.at.from, common.at.to);
  return { kind: 'scalar', type: 'other', value: text, style: 'plain', text, ...common };
}

function end(last: Node | undefined, from: number): number {
  return last?.at.to ?? from;
}

function trimEnd(text: string, from: number, to: number): number {
  while (to > from && (text[to - 1] === '\n' || text[to - 1] === '\r')) to--;
  return to;
}
