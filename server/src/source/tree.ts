import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { ParsedNode, Scalar as YamlScalar, YAMLMap, YAMLSeq } from 'yaml';
import type { At, Chunk, Entry, ListNode, MapNode, Node, Scalar } from './node.ts';
import { resolvePlain, toFloat } from './psych.ts';
import type { Resolved } from './psych.ts';
import type { ErbRegions } from './erb/regions.ts';

const STYLES = { PLAIN: 'plain', QUOTE_SINGLE: 'single', QUOTE_DOUBLE: 'double', BLOCK_FOLDED: 'block', BLOCK_LITERAL: 'block' } as const;

/** Turns the nodes of `yaml` into ours, resolved as Psych does. Total: gives a null scalar where `yaml` has no node. */
export class TreeBuilder {
  readonly #chunk: Chunk;
  readonly #regions: ErbRegions | undefined;
  readonly #normalised: boolean;

  /** `normalised`: the text that was parsed is not the chunk's own, so values over several lines are taken from the chunk. */
  constructor(chunk: Chunk, regions: ErbRegions | undefined, normalised: boolean) {
    this.#chunk = chunk;
    this.#regions = regions;
    this.#normalised = normalised;
  }

  /** `after` is where an absent node would stand. */
  node(node: ParsedNode | null | undefined, after: number): Node {
    if (isAlias(node)) {
      const [from, to] = node.range as [number, number, number];
      if (!/^[\w-]+$/.test(node.source)) return { kind: 'unknown', why: 'broken', ...this.#common(from, to) };
      return { kind: 'alias', name: node.source, ...this.#common(from, to) };
    }
    if (isMap(node)) return this.#map(node as YAMLMap.Parsed);
    if (isSeq(node)) return this.#list(node as YAMLSeq.Parsed);
    if (isScalar(node)) {
      // `*name:` was shown to the parser as a word; nothing else that begins with `*` is one
      const name = this.#normalised ? /^\*([\w-]+)$/.exec(this.#chunk.text.slice(node.range![0], node.range![1]))?.[1] : undefined;
      if (name !== undefined && node.type === 'PLAIN') return { kind: 'alias', name, ...this.#common(node.range![0], node.range![1]) };
      return this.#scalar(node as YamlScalar.Parsed);
    }
    return { kind: 'scalar', type: 'null', value: null, style: 'plain', text: '', ...this.#common(after, after) };
  }

  #map(map: YAMLMap.Parsed): Node {
    const from = map.range[0];
    const entries: Entry[] = [];
    let printed = false;
    map.items.forEach((pair, i) => {
      const key = this.node(pair.key as ParsedNode, from);
      // ERB alone between the commas of a flow map prints entries of it.
      if (map.flow && !pair.value && key.kind === 'unknown' && key.why === 'erb') {
        printed = true;
        return;
      }
      const value = this.node(pair.value as ParsedNode | null, key.at.to);
      const next = (map.items[i + 1]?.key as ParsedNode | undefined)?.range[0] ?? Infinity;
      entries.push({ key, value: map.flow ? value : this.#printedBelow(value, key.at.to, next) });
    });
    const to = map.flow ? map.range[1] : end(entries.at(-1)?.value, from);
    const common = sure(
      this.#properties(map, from, to),
      map,
      entries.map(({ key }) => key),
    );
    // Numbers to Ruby, and of little use to anybody: what they come to is left open.
    if (/^!ruby\/object:(?:Rational|Complex)$/.test(common.tag ?? '')) return { kind: 'unknown', why: 'erb', ...common };
    if (common.tag !== undefined && /^!ruby\/(?:object|struct|exception)/.test(common.tag)) return other(this.#chunk, common);
    return { kind: 'map', entries, incomplete: printed || this.#incomplete(map, from), flow: map.flow === true, ...common };
  }

  /** A value left out, with ERB alone on a line after it: that prints the value. */
  #printedBelow(value: Node, from: number, to: number): Node {
    if (value.kind !== 'scalar' || value.text !== '' || value.type !== 'null' || !this.#regions?.prints(from, to)) return value;
    const { at, conditional } = value;
    return { kind: 'unknown', why: 'erb', at, conditional };
  }

  /** ERB alone on a line prints into the collection around it; in column 0 it brings its own indentation and may print into any. */
  #incomplete(node: YAMLMap.Parsed | YAMLSeq.Parsed, from: number): boolean {
    if (!this.#regions) return false;
    if (node.flow) return this.#regions.prints(from, node.range[1]);
    const column = from - this.#chunk.text.lastIndexOf('\n', from - 1) - 1;
    const rest = /(?:[ \t]*(?:#.*|<%.*?%>[ \t]*)?(?:\r?\n|$))*/y;
    rest.lastIndex = node.range[1];
    const end = node.range[1] + (rest.exec(this.#chunk.text)?.[0].length ?? 0);
    return this.#regions.prints(this.#leadingLines(from), end, (tag) => tag === 0 || tag >= column);
  }

  /** Where the lines begin that hold nothing but comments and ERB and stand right before a collection: what is printed there belongs to it. */
  #leadingLines(from: number): number {
    const { text } = this.#chunk;
    let start = from > 0 ? text.lastIndexOf('\n', from - 1) + 1 : 0;
    if (text.slice(start, from).trim() !== '') return from;
    while (start > 0) {
      // A negative place would count as 0.
      const before = start > 1 ? text.lastIndexOf('\n', start - 2) + 1 : 0;
      if (!/^[ \t]*(?:#.*|<%.*?%>[ \t]*)?\r?$/.test(text.slice(before, start - 1))) break;
      start = before;
    }
    return start;
  }

  #list(list: YAMLSeq.Parsed): Node {
    const items: Node[] = [];
    const from = list.range[0];
    for (const item of list.items) items.push(this.#keyInList(this.node(item as ParsedNode | null, items.at(-1)?.at.to ?? from), list));
    const to = list.flow ? list.range[1] : end(items.at(-1), from);
    const incomplete = this.#incomplete(list, from);
    const node: ListNode = {
      kind: 'list',
      items,
      incomplete,
      flow: list.flow === true,
      ...sure(this.#properties(list, from, to), list, items),
    };
    return node.tag === '!!omap' || node.tag === '!omap' ? omap(node) : node;
  }

  /** `[?a]` is `[{a: null}]`: the mark of a key was shown to the parser as a blank. */
  #keyInList(key: Node, { flow }: YAMLSeq.Parsed): Node {
    if (!this.#normalised || !flow || this.#chunk.text[key.at.from - 1] !== '?') return key;
    const { at, conditional } = key;
    return { kind: 'map', entries: [{ key, value: this.node(null, at.to) }], incomplete: false, flow: true, at, conditional };
  }

  #scalar(scalar: YamlScalar.Parsed): Node {
    const style = STYLES[scalar.type as keyof typeof STYLES] ?? 'plain';
    const from = scalar.range[0];
    const to = style === 'block' ? trimEnd(this.#chunk.text, from, scalar.range[1]) : scalar.range[1];
    const common = this.#properties(scalar, from, to);
    const text = this.#chunk.text.slice(from, to);
    const value = this.#value(scalar, style, text);
    const printed = this.#regions?.scalar(from, style === 'block' ? scalar.range[2] : to, style, value);
    if (printed && 'unknown' in printed)
      return {
        kind: 'unknown',
        why: 'erb',
        ...(printed.unknown === 'string' && !common.tag ? { type: 'string' as const } : {}),
        ...common,
      };
    const resolved = resolve(printed?.text ?? value, style === 'plain', common.tag);
    return { kind: 'scalar', style, text, ...resolved, ...(printed?.fallback ? { fallback: true as const } : {}), ...common };
  }

  #value(scalar: YamlScalar.Parsed, style: Scalar['style'], text: string): string {
    if (this.#normalised && style === 'plain' && !/[\n\r\u0085\u2028\u2029]/.test(text)) return text;
    if (!this.#normalised || style === 'block' || !/[\n\r\u0085\u2028\u2029]/.test(text)) return String(scalar.source ?? '');
    return String(
      (parseDocument(text.replace(/(\r\n?|\n|[\u0085\u2028\u2029])[ \t]*/g, '\n '), { schema: 'failsafe' }).contents as YamlScalar | null)
        ?.value ?? scalar.source,
    );
  }

  #properties(node: { tag?: string | undefined; anchor?: string | undefined }, from: number, to: number) {
    const common = this.#common(from, to);
    const tag = node.tag?.replace(/^tag:yaml\.org,2002:/, '!!');
    return { ...common, ...(node.anchor === undefined ? {} : { anchor: node.anchor }), ...(tag === undefined ? {} : { tag }) };
  }

  #common(from: number, to: number): { at: At; conditional: boolean } {
    return { at: { chunk: this.#chunk, from, to }, conditional: this.#regions?.conditional(from) ?? false };
  }
}

/** A collection in blocks that begins in a branch, and goes on behind it, is there whatever ERB says. @param parts keys or items */
function sure<T extends { conditional: boolean }>(common: T, { flow }: { flow?: boolean }, parts: readonly Node[]): T {
  return flow || !common.conditional || parts.every(({ conditional }) => conditional) ? common : { ...common, conditional: false };
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
function other(chunk: Chunk, common: { at: At; conditional: boolean }): Scalar {
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
