import type { Masked } from './erb/tags.ts';
import { MOST_FAULTS, isTooDeep } from './limits.ts';
import { erbRegionsBetween } from './erb/regions.ts';
import type { ErbRegions } from './erb/regions.ts';
import type { Node } from './node.ts';
import { parseChunk, problemsIn, unreadChunk } from './parsedChunk.ts';
import type { ParsedChunk } from './parsedChunk.ts';
import { ChunkReuse } from './chunkReuse.ts';
import { scan } from './scan.ts';
import type { Token } from './scan.ts';
import { splitChildren, splitSiblings } from './split.ts';
import type { Split } from './split.ts';
import type { BlockContext } from './blockContext.ts';

/** A section longer than this is cut at its children. */
const LONG = 600;
/** How far the end of an open quote or bracket is looked for in the sections that follow. */
const FARTHEST_JOIN = 5_000;
/** How far it is looked for first: most ends are near. */
const NEAR_JOIN = 600;

/** Reads the stretches of one version of a file, taking from the previous version what has not changed. */
export class Reader {
  /** The text nests deeper than is read. */
  tooDeep = false;
  /** What is wrong in the pieces so far: beyond a number they are no longer read. */
  #faults = 0;
  readonly #file: string;
  readonly #text: string;
  readonly #masked: Masked;

  constructor(file: string, text: string, masked: Masked) {
    this.#file = file;
    this.#text = text;
    this.#masked = masked;
  }

  /** The pieces between the cuts of a collection; the last one ends at `to`. */
  pieces(split: Split, to: number, reuse: ChunkReuse, depth: number): ParsedChunk[] {
    const { starts } = split;
    const pieces: ParsedChunk[] = [];
    for (let i = 0; i < starts.length;) {
      const from = starts[i]!;
      const next = starts[i + 1] ?? to;
      const isEnd = (end: number) => end === next || end === to || (end > next && starts.includes(end, i));
      const known = reuse.following(this.#text, from, (end) => this.#regions(from, end)?.id ?? '', isEnd);
      const before = this.#faults;
      const piece = known ?? this.#stretch(from, next, split, reuse, depth);
      // What was tried in vain does not count.
      this.#faults = before;
      const joined = piece.unclosed && this.#join(from, piece.unclosed, split, i, to, depth);
      pieces.push(joined ?? piece);
      this.#faults = before + problemsIn(joined ?? piece).length;
      const end = from + (joined ?? piece).text.length;
      do i++;
      while (i < starts.length && starts[i]! < end);
    }
    return pieces;
  }

  /** One stretch read as a whole, or its piece of the previous version when nothing in it changed. */
  same(before: ParsedChunk | undefined, from: number, to: number, place: BlockContext): ParsedChunk {
    const known =
      before &&
      !before.unclosed &&
      !before.unread &&
      before.text === this.#text.slice(from, to) &&
      before.regions === (this.#regions(from, to)?.id ?? '');
    return known ? before : this.leaf(from, to, place, 0);
  }

  /** One stretch read as a whole, whatever its length. */
  leaf(from: number, to: number, place: BlockContext, depth: number): ParsedChunk {
    const masked = own(this.#masked.text.slice(from, to));
    if (depth > 200 || isTooDeep(masked, depth)) {
      this.tooDeep = true;
      return parseChunk(this.#file, '', '', undefined, place);
    }
    const read = this.#faults < MOST_FAULTS ? parseChunk : unreadChunk;
    return read(this.#file, own(this.#text.slice(from, to)), masked, this.#regions(from, to), place);
  }

  #stretch(from: number, to: number, place: BlockContext, reuse: ChunkReuse, depth: number): ParsedChunk {
    const regions = this.#regions(from, to);
    const text = this.#text.slice(from, to);
    const same = reuse.same(text, regions?.id ?? '');
    if (same) return same;
    const faults = this.#faults;
    if (faults >= MOST_FAULTS) return this.leaf(from, to, place, depth);
    const cuts = this.tooDeep || regions?.printsAlone ? undefined : splitChildren(this.#masked.text, from, to);
    const long = cuts && to - from > LONG ? this.#section(from, to, cuts, place, regions, reuse, depth) : undefined;
    if (long && (!long.unclosed || to - from > FARTHEST_JOIN)) return { ...long, unclosed: undefined };
    this.#faults = faults;
    const whole = this.leaf(from, to, place, depth);
    if (!whole.failed) return whole;
    // broken: what is whole among its children or siblings stands
    const parts = cuts
      ? (long ?? this.#section(from, to, cuts, place, regions, reuse, depth))
      : this.#siblings(from, to, place, regions, reuse, depth);
    return parts?.broken ? { ...parts, unclosed: whole.unclosed } : whole;
  }

  #siblings(
    from: number,
    to: number,
    place: BlockContext,
    regions: ErbRegions | undefined,
    reuse: ChunkReuse,
    depth: number,
  ): ParsedChunk | undefined {
    const { kind, indent } = place;
    const cuts = kind === 'any' || this.tooDeep ? undefined : splitSiblings(this.#masked.text, from, to, { kind, indent });
    if (!cuts) return undefined;
    const children = this.pieces(cuts, to, reuse, depth);
    return {
      chunk: children[0]!.chunk,
      text: own(this.#text.slice(from, to)),
      regions: regions?.id ?? '',
      children,
      entries: children.flatMap((child) => child.entries),
      items: children.flatMap((child) => child.items),
      root: null,
      problems: [],
      broken: children.some((child) => child.broken),
      failed: false,
      unread: children.some((child) => child.unread),
      unclosed: undefined,
    };
  }

  #section(
    from: number,
    to: number,
    cuts: Split,
    place: BlockContext,
    regions: ErbRegions | undefined,
    reuse: ChunkReuse,
    depth: number,
  ): ParsedChunk | undefined {
    const headerEnd = cuts.starts[0]!;
    const before = reuse.header(this.#text.slice(from, headerEnd));
    const headerMarks = this.#regions(from, headerEnd)?.id ?? '';
    const header =
      before?.header?.regions === headerMarks && !before.header.unread ? before.header : this.leaf(from, headerEnd, place, depth);
    const [entry] = header.entries;
    if (header.entries.length !== 1 || !entry || entry.value.kind !== 'scalar' || entry.value.text !== '') return undefined;
    const children = this.pieces(cuts, to, ChunkReuse.of(before?.children), depth + 1);
    const broken = children.some((child) => child.broken);
    const begin = headerEnd - from + cuts.indent;
    const common = {
      // Of children that cannot be read there is no end.
      at: { chunk: header.chunk, from: begin, to: Math.max(begin, endOf(children) + headerEnd - from) },
      // What begins in a branch, and goes on behind it, is there whatever ERB says.
      conditional:
        regions?.conditional(begin) === true &&
        children.every(({ entries, items }) => [...entries.map(({ key }) => key), ...items].every((node) => node.conditional)),
      incomplete: broken,
      flow: false,
    };
    const value: Node =
      cuts.kind === 'keys'
        ? { kind: 'map', entries: children.flatMap((child) => child.entries), ...common }
        : { kind: 'list', items: children.flatMap((child) => child.items), ...common };
    return {
      chunk: header.chunk,
      text: own(this.#text.slice(from, to)),
      regions: regions?.id ?? '',
      header,
      children,
      entries: [{ key: entry.key, value }],
      items: [],
      root: null,
      problems: header.problems,
      broken: broken || header.broken,
      failed: false,
      unread: header.unread || children.some((child) => child.unread),
      unclosed: children.find((child) => child.unclosed)?.unclosed,
    };
  }

  /** A quote or bracket may go on over lines that look like keys: tries the stretch with what follows, up to where it closes. */
  #join(from: number, open: Token, split: Split, i: number, to: number, depth: number): ParsedChunk | undefined {
    const close =
      this.#closing(from, open, Math.min(to, from + NEAR_JOIN)) ?? this.#closing(from, open, Math.min(to, from + FARTHEST_JOIN));
    if (close === undefined) return undefined;
    let next = i + 1;
    while (next < split.starts.length && split.starts[next]! < close) next++;
    const end = split.starts[next] ?? to;
    const joined = this.leaf(from, end, split, depth);
    // a quote that "closes" where the next one opens was never closed; a bracket is
    return joined.failed && open.kind !== 'open' ? undefined : joined;
  }

  /** Behind what closes a quote or bracket of the stretch at `from`, if that stands before `to`. */
  #closing(from: number, open: Token, to: number): number | undefined {
    const text = this.#masked.text.slice(from, to);
    if (!mayClose(text, open)) return undefined;
    const { tokens, open: still } = scan(text);
    const at = tokens.findIndex((token) => token.from === open.from);
    const close =
      open.kind === 'open' ? tokens.find((token, j) => j > at && token.kind === 'close' && token.flow === open.flow) : tokens[at];
    return at === -1 || !close || still?.from === open.from ? undefined : from + close.to;
  }

  #regions(from: number, to: number): ErbRegions | undefined {
    return this.#masked.tags.length === 0 ? undefined : erbRegionsBetween(this.#text, this.#masked, from, to);
  }
}

/** A bracket closes where there is one; a quote where the next one stands, behind which no text follows. */
function mayClose(text: string, { kind, from }: Token): boolean {
  if (kind === 'open') return /[\]}]/.test(text.slice(from));
  const end = kind === 'single' ? /(?:''|[^'])*'/y : /(?:\\[^]|[^"\\])*"/y;
  end.lastIndex = from + 1;
  if (!end.test(text)) return false;
  return /[\s:,[\]{}#]/.test(text[end.lastIndex] ?? ' ');
}

/** Where the last node of some pieces ends, counted from the first one's start. */
export function endOf(pieces: readonly ParsedChunk[]): number {
  let offset = 0;
  let end = 0;
  for (const { entries, items, text, header, children } of pieces) {
    const last = entries.at(-1)?.value ?? items.at(-1);
    if (last) end = offset + (children.length > 0 && !header ? endOf(children) : last.at.to);
    offset += text.length;
  }
  return end;
}

/** A copy that does not keep the text it was cut from alive. */
function own(text: string): string {
  return ` ${text}`.slice(1);
}
