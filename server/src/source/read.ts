import { firstDocument } from './firstDocument.ts';
import type { FirstDocument } from './firstDocument.ts';
import { documentEnd } from './documentEnd.ts';
import { render } from './erb/render.ts';
import { documentProblems } from './document.ts';
import { maskErb } from './erb/tags.ts';
import type { Masked } from './erb/tags.ts';
import { TOO_BROKEN, TOO_DEEP, limit } from './limits.ts';
import { memoize } from '../memoize.ts';
import { Lines } from './lines.ts';
import type { At, Chunk, Node } from './node.ts';
import { normaliseBreaks } from './toYaml12.ts';
import { problemsIn, type ParsedChunk } from './parsedChunk.ts';
import { Reader, endOf } from './reader.ts';
import { ChunkReuse } from './chunkReuse.ts';
import type { Problem, Source } from './source.ts';
import { splitRoot } from './split.ts';

export interface ReadOptions {
  /** Offset of the first character that stands for bytes that are no UTF-8, from `decode`. */
  readonly invalidAt?: number;
  /** ERB has run: what looks like a tag is text. */
  readonly rendered?: boolean;
}

const isSyntax = ({ kind, refused }: Problem): boolean => kind === 'syntax' && refused;

/** The arms of a condition are not one document: is the text in order in one of the ways in which its conditions may turn out? */
function isSoundOnceRun(file: string, text: string): boolean {
  const texts = render(text, { destination: null, environment: 'x', placeholder: 'x' }) ?? [];
  return texts.some((one) => !read(file, one, undefined, { rendered: true }).problems.some(isSyntax));
}

/** All pieces of a version in file order; the root map is made of `sections`, or the whole document is in `head`. */
interface Pieces {
  readonly head: ParsedChunk;
  readonly sections: readonly ParsedChunk[];
  readonly start: number;
}

const versions = new WeakMap<Source, Pieces>();

/**
 * Reads one version of one file: `file` is its path as the project names it, `text` all of it, `previous` an older
 * version, whose nodes are kept where the text is the same. Never throws; what is wrong is in `problems`.
 * The tree is that of Psych's first document, with ERB masked and never run.
 */
export function read(file: string, text: string, previous?: Source, options: ReadOptions = {}): Source {
  const limited = limit(text);
  if (limited) return unreadable(file, text, limited);
  const masked = options.rendered ? { text, tags: [], branches: [] } : maskErb(text);
  const bound = firstDocument(normaliseBreaks(masked.text));
  const { pieces, end, tooDeep } = readPieces(
    file,
    text,
    { ...masked, text: bound.text },
    bound,
    previous?.file === file ? versions.get(previous) : undefined,
  );
  if (tooDeep) return unreadable(file, text, { from: 0, to: 0, kind: 'limit', refused: false, message: TOO_DEEP });
  const tail: Chunk = { file, text: end === undefined ? '' : text.slice(end.at) };
  const placed: Placed = { chunks: [], starts: [] };
  const all = [pieces.head, ...pieces.sections];
  place(all, 0, placed);
  placed.chunks.push(tail);
  placed.starts.push(end?.at ?? text.length);
  const at = (from: number, to: number): At => placeIn(placed, from, to);
  const root = rootOf(pieces, masked);
  const found = all.flatMap(problemsIn);
  const problems =
    masked.branches.length > 0 && found.some(isSyntax) && isSoundOnceRun(file, text) ? found.filter((one) => !isSyntax(one)) : found;
  problems.push(
    ...documentProblems({
      text,
      masked: masked.text,
      bound,
      end,
      root,
      broken: problems.some(({ refused }) => refused),
      invalidAt: options.invalidAt,
      at,
    }),
  );
  const unread = unreadFrom(all);
  if (unread !== undefined) problems.push({ kind: 'limit', refused: false, at: at(unread, unread), message: TOO_BROKEN });
  const erb = masked.tags.map(({ from, to, kind, code, inComment, open, mayRaise }) => ({
    at: at(from, to),
    kind,
    code,
    inComment,
    open,
    mayRaise,
  }));
  const source = withPositions({ file, text, root, problems, erb, unreadable: false }, placed);
  versions.set(source, pieces);
  return source;
}

/** The chunks of a file in their order, and where each begins. */
interface Placed {
  readonly chunks: Chunk[];
  readonly starts: number[];
}

/** A place of the file, in the last chunk that begins at or before it. */
function placeIn({ chunks, starts }: Placed, from: number, to: number): At {
  let low = 0;
  let high = chunks.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= from) low = middle;
    else high = middle;
  }
  const start = starts[low]!;
  return { chunk: chunks[low]!, from: from - start, to: to - start };
}

function readPieces(
  file: string,
  text: string,
  masked: Masked,
  bound: FirstDocument,
  before: Pieces | undefined,
): { pieces: Pieces; end: FirstDocument['end']; tooDeep: boolean } {
  const reader = new Reader(file, text, masked);
  const to = bound.end?.at ?? text.length;
  const any = { kind: 'any', indent: 0 } as const;
  const cut = (forced: boolean): Pieces | undefined => {
    const split = bound.whole ? undefined : splitRoot(masked.text, 0, to, forced);
    if (!split) return undefined;
    const start = split.starts[0]!;
    const head = reader.same(before?.head, 0, start, any);
    return { head, sections: reader.pieces(split, to, ChunkReuse.of(before?.sections), 1), start };
  };
  const pieces = cut(false);
  if (pieces) return { pieces, end: bound.end, tooDeep: reader.tooDeep };
  const end = documentEnd(masked.text.slice(0, to), text.charCodeAt(0) === 0xfeff) ?? bound.end;
  const whole = reader.same(before?.sections.length === 0 ? before.head : undefined, 0, end?.at ?? to, any);
  const forced = whole.failed ? cut(true) : undefined;
  const parts = forced && [forced.head, ...forced.sections].some((piece) => piece.broken) ? forced : undefined;
  return { pieces: parts ?? { head: whole, sections: [], start: 0 }, end: parts ? bound.end : end, tooDeep: reader.tooDeep };
}

function rootOf({ head, sections, start }: Pieces, masked: Masked): Node | null {
  if (sections.length === 0) {
    const printed = head.root === null && masked.tags.some(({ alone }) => alone);
    return printed
      ? { kind: 'unknown', why: 'erb', at: { chunk: head.chunk, from: 0, to: head.text.length }, conditional: false }
      : head.root;
  }
  const entries = sections.flatMap((section) => section.entries);
  const printed = masked.tags.some((tag) => tag.alone && (tag.from === 0 || masked.text[tag.from - 1] === '\n'));
  const at = { chunk: head.chunk, from: start, to: start + endOf(sections) };
  return { kind: 'map', entries, incomplete: printed || sections.some((section) => section.broken), flow: false, at, conditional: false };
}

/** A file that is no YAML (secrets, a Dockerfile): only its text and its places. */
export function plain(file: string, text: string): Source {
  return withPositions({ file, text, root: null, problems: [], erb: [], unreadable: false }, { chunks: [{ file, text }], starts: [0] });
}

function unreadable(
  file: string,
  text: string,
  { kind, refused, message, from, to }: Omit<Problem, 'at'> & { from: number; to: number },
): Source {
  const chunk: Chunk = { file, text };
  return withPositions(
    { file, text, root: null, problems: [{ kind, refused, message, at: { chunk, from, to } }], erb: [], unreadable: true },
    { chunks: [chunk], starts: [0] },
  );
}

function withPositions(read: Pick<Source, 'file' | 'text' | 'root' | 'problems' | 'erb' | 'unreadable'>, placed: Placed): Source {
  const { chunks, starts } = placed;
  const lines = new Lines(read.text);
  let asked = 0;
  let offsets: Map<Chunk, number> | undefined;
  return {
    ...read,
    chunks,
    at: (from, to) => placeIn(placed, from, to),
    offset: (chunk) => {
      // Most versions are asked for the few places of their findings.
      if (asked++ < FEW) return starts[chunks.indexOf(chunk)];
      return (offsets ??= new Map(chunks.map((known, index) => [known, starts[index]!]))).get(chunk);
    },
    position: (offset) => lines.position(offset),
    offsetAt: (position) => lines.offsetAt(position),
  };
}

/** So often a chunk is looked for one by one, before an index is worth its making. */
const FEW = 100;

/** Where the first stretch begins that is not read any more. */
function unreadFrom(pieces: readonly ParsedChunk[], from = 0): number | undefined {
  for (const { unread, header, children, text } of pieces) {
    if (unread) return unreadFrom(children, from + (header?.text.length ?? 0)) ?? from;
    from += text.length;
  }
  return undefined;
}

/** Adds the chunks of some pieces, the first of which begins at `from`. */
function place(pieces: readonly ParsedChunk[], from: number, to: Placed): void {
  for (const piece of pieces) {
    if (piece.children.length === 0) {
      to.chunks.push(piece.chunk);
      to.starts.push(from);
    } else {
      const { chunks, starts } = placedIn(piece);
      for (let index = 0; index < chunks.length; index++) {
        to.chunks.push(chunks[index]!);
        to.starts.push(from + starts[index]!);
      }
    }
    from += piece.text.length;
  }
}

/** The chunks that a piece is made of: it is handed on from version to version, and they with it. */
const placedIn = memoize(({ chunk, header, children }: ParsedChunk): Placed => {
  const placed: Placed = header ? { chunks: [chunk], starts: [0] } : { chunks: [], starts: [] };
  place(children, header?.text.length ?? 0, placed);
  return placed;
});
