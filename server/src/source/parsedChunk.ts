import { parseDocument } from 'yaml';
import type { ParsedNode, YAMLParseError } from 'yaml';
import { syntaxFault } from './syntaxMessage.ts';
import type { ErbRegions } from './erb/regions.ts';
import type { Chunk, Entry, Node } from './node.ts';
import { isGluedQuestion, toYaml12 } from './toYaml12.ts';
import { resolvePlain } from './psych.ts';
import { keyOverLines, libyamlRefusal } from './libyamlStrictness.ts';
import type { Fault } from './libyamlStrictness.ts';
import { repair } from './repair.ts';
import { scan } from './scan.ts';
import { simpleBlock } from './simpleBlock.ts';
import type { Scanned, Token } from './scan.ts';
import { memoize } from '../memoize.ts';
import type { Problem } from './source.ts';
import type { BlockContext } from './blockContext.ts';
import { TreeBuilder } from './tree.ts';

/**
 * What one stretch of a file gave. With a `header`, its chunk is only the header's and the nodes of its `children` fill its one entry;
 * with `children` alone it is a run of siblings that are read each by itself, since one of them is broken.
 */
export interface ParsedChunk {
  readonly chunk: Chunk;
  /** The whole stretch, children included, and the ERB in it: equal texts and marks give equal pieces. */
  readonly text: string;
  readonly regions: string;
  readonly header?: ParsedChunk;
  readonly children: readonly ParsedChunk[];
  readonly entries: readonly Entry[];
  readonly items: readonly Node[];
  /** The document, for a stretch that is all of it. */
  readonly root: Node | null;
  readonly problems: readonly Problem[];
  /** Something here could not be read: the collection around it may have more. */
  readonly broken: boolean;
  /** Nothing of it could be read. */
  readonly failed: boolean;
  /** There is too much wrong before it: something here was not read. */
  readonly unread?: boolean | undefined;
  /** The quote or bracket that is open at its end: the text after it decides. */
  readonly unclosed: Token | undefined;
}

const OPTIONS = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent', resolveKnownTags: false } as const;

/** Reads one stretch: `masked` is `text` without ERB, of the same length. Never throws. */
export function parseChunk(file: string, text: string, masked: string, regions: ErbRegions | undefined, place: BlockContext): ParsedChunk {
  const chunk: Chunk = { file, text };
  const simple = regions || masked !== text ? undefined : simpleBlock(chunk, place);
  if (!simple) return parseYaml(chunk, masked, regions, place);
  return {
    chunk,
    text,
    regions: '',
    children: [],
    problems: [],
    entries: simple.root?.kind === 'map' ? simple.root.entries : [],
    items: simple.root?.kind === 'list' ? simple.root.items : [],
    root: null,
    unclosed: undefined,
    failed: false,
    broken: false,
  };
}

/** A stretch of which its keys alone are looked at. */
export function unreadChunk(file: string, text: string, masked: string, regions: ErbRegions | undefined, place: BlockContext): ParsedChunk {
  const chunk: Chunk = { file, text };
  const common = { chunk, text, regions: regions?.id ?? '', children: [], problems: [], unclosed: undefined };
  return { ...common, ...unknown(chunk, masked, place, regions), failed: true, broken: true, unread: true };
}

/** What is wrong in a piece, with all below it. Pieces are handed on from version to version: most have nothing to say, and say so without being gone through again. */
export const problemsIn: (piece: ParsedChunk) => readonly Problem[] = memoize(({ problems, children }) =>
  children.length === 0 ? problems : [...problems, ...children.flatMap(problemsIn)],
);

/** Reads one stretch with the parser, whatever it holds. */
export function parseYaml(chunk: Chunk, masked: string, regions: ErbRegions | undefined, place: BlockContext): ParsedChunk {
  const { text } = chunk;
  const attempt = parse(masked, place);
  const at = ({ from, to }: Fault) => ({ chunk, from, to: Math.max(to, from) });
  const problems = attempt.faults.map((fault): Problem => ({ kind: 'syntax', at: at(fault), message: fault.message, refused: true }));
  const base = {
    chunk,
    text,
    regions: regions?.id ?? '',
    children: [],
    problems,
    entries: [],
    items: [],
    root: null,
    unclosed: attempt.unclosed,
    failed: attempt.failed,
    broken: problems.length > 0,
  };
  if (attempt.failed) return { ...base, ...unknown(chunk, masked, place, regions) };
  const root = attempt.contents === null ? null : new TreeBuilder(chunk, regions, attempt.normalised).node(attempt.contents, 0);
  const opened = attempt.repaired ? open(root) : root;
  if (place.kind === 'any') return { ...base, root: opened };
  if (place.kind === 'keys') return { ...base, entries: opened?.kind === 'map' ? opened.entries : [] };
  return { ...base, items: opened?.kind === 'list' ? opened.items : [] };
}

interface Attempt {
  readonly contents: ParsedNode | null;
  readonly faults: readonly Fault[];
  readonly failed: boolean;
  readonly normalised: boolean;
  readonly repaired: boolean;
  readonly unclosed: Token | undefined;
}

function parse(source: string, place: BlockContext): Attempt {
  let scanned: Scanned | undefined;
  const scanOnce = () => (scanned ??= scan(source));
  const fault = libyamlRefusal(source, scanOnce);
  const good = { faults: fault ? [fault] : [], failed: false, normalised: false, repaired: false, unclosed: undefined };
  const first = document(source, place);
  if (first.ok && !readsOtherwise(source, scanOnce)) return { ...good, contents: first.contents };
  const plain = toYaml12(source, scanOnce());
  // A quote without its end is none for both.
  const second = plain === source || isQuote(scanOnce().open) ? first : document(plain, place);
  const key = second.ok ? keyOverLines(source, scanOnce()) : undefined;
  if (second.ok && !key) return { ...good, contents: second.contents, normalised: true };
  const broken = { contents: null, normalised: true, repaired: true, unclosed: scanOnce().open };
  const repaired = repair(plain, scan(plain), place);
  if (repaired) {
    const third = document(repaired.text, place);
    if (third.ok) return { ...broken, contents: third.contents, faults: repaired.faults, failed: false, unclosed: undefined };
  }
  return { ...broken, faults: [fault ?? key ?? syntaxFault(source, scanOnce(), second.error, place)], failed: true };
}

function isQuote(token: Token | undefined): boolean {
  return token?.kind === 'single' || token?.kind === 'double';
}

/** Does `yaml` take something for text that is a mark to libyaml? */
function readsOtherwise(source: string, scanned: () => Scanned): boolean {
  return /[[{,]\s*\?\S/.test(source) && scanned().tokens.some((token) => isGluedQuestion(source, token));
}

/** Parses a text; it is good when nothing is wrong and it is what the place asks for. */
function document(text: string, place: BlockContext): { contents: ParsedNode | null; ok: boolean; error: YAMLParseError | undefined } {
  const parsed = parseDocument(text, OPTIONS);
  const [error] = parsed.errors;
  const contents = parsed.contents as ParsedNode | null;
  const items = (contents as { items?: unknown[]; flow?: boolean } | null)?.items;
  const fits = contents === null || place.kind === 'any' || (items !== undefined && (contents as { flow?: boolean }).flow !== true);
  return { contents, ok: error === undefined && fits, error };
}

/** What cannot be read still has its keys: each stands in the tree with an unknown value. */
function unknown(
  chunk: Chunk,
  masked: string,
  place: BlockContext,
  regions: ErbRegions | undefined,
): Pick<ParsedChunk, 'entries' | 'items' | 'root'> {
  const conditional = regions?.conditional(0) ?? false;
  const node = (from: number, to: number): Node => ({ kind: 'unknown', why: 'broken', at: { chunk, from, to }, conditional });
  const end = masked.trimEnd().length;
  if (place.kind === 'any') return { entries: [], items: [], root: node(0, end) };
  if (place.kind === 'items') return { entries: [], items: [node(Math.min(place.indent, end), end)], root: null };
  const key = new RegExp(`^ {${place.indent}}("[^"\\n]*"|'[^'\\n]*'|[^\\s#"'-][^\\n]*?)[ \\t]*:(?=\\s|$)`, 'gm');
  const entries: Entry[] = [];
  const found = [...masked.matchAll(key)];
  found.forEach((match, i) => {
    const from = match.index + place.indent;
    const written = match[1]!;
    const text = chunk.text.slice(from, from + written.length);
    const resolved = /^["']/.test(written) ? { type: 'string' as const, value: written.slice(1, -1) } : resolvePlain(written);
    const to = masked.slice(0, found[i + 1]?.index ?? end).trimEnd().length;
    entries.push({
      key: { kind: 'scalar', style: 'plain', text, ...resolved, at: { chunk, from, to: from + written.length }, conditional },
      value: node(Math.min(match.index + match[0].length + 1, to), to),
    });
  });
  return { entries, items: [], root: null };
}

/** After a repair every collection of the stretch may have more than what is left. */
function open(node: Node | null): Node | null {
  if (node?.kind === 'map')
    return { ...node, incomplete: true, entries: node.entries.map(({ key, value }) => ({ key, value: open(value)! })) };
  if (node?.kind === 'list') return { ...node, incomplete: true, items: node.items.map((item) => open(item)!) };
  return node;
}
