import { skipQuote } from './extent.ts';
import { unquoted } from './rows.ts';
import type { Span } from './rows.ts';

/** Between two commas: a key and a value, or an item. */
interface Segment {
  readonly from: number;
  to: number;
  colon?: number;
  /** Holds a bracket of its own. */
  nested: boolean;
}

interface Frame {
  readonly kind: 'map' | 'list';
  readonly path: readonly string[];
  readonly segments: Segment[];
}

/** A place within brackets. */
export interface FlowPlace {
  readonly expects: 'key' | 'value';
  /** From the outermost bracket: to the map of a key, to the value itself otherwise. */
  readonly path: readonly string[];
  /** Where the word may stand that the cursor is in. */
  readonly within: Span;
  /** A colon follows the key. */
  readonly colon: boolean;
  /** The other keys of the map, or the other items of the list. */
  readonly present: readonly string[];
}

/**
 * What may stand at an offset within brackets that begin at `from` and end at `to`, closed or not.
 * Undefined in comments, behind a value that is a bracket itself, and outside.
 */
export function flowPlace(text: string, from: number, to: number, offset: number): FlowPlace | undefined {
  const frames: Frame[] = [];
  let found: { readonly frame: Frame; readonly segment: Segment } | undefined;
  const current = (): Segment | undefined => frames.at(-1)?.segments.at(-1);
  const meet = (at: number): void => {
    const frame = frames.at(-1);
    if (!found && at >= offset && frame) found = { frame, segment: frame.segments.at(-1)! };
  };
  for (let i = from; i < to; i++) {
    meet(i);
    const character = text[i]!;
    const segment = current();
    if (character === '[' || character === '{') {
      if (segment) segment.nested = true;
      frames.push({
        kind: character === '[' ? 'list' : 'map',
        path: pathInto(text, frames.at(-1), i),
        segments: [{ from: i + 1, to, nested: false }],
      });
    } else if (character === ']' || character === '}') {
      if (segment) segment.to = i;
      frames.pop();
    } else if (character === ',' && segment) {
      segment.to = i;
      frames.at(-1)!.segments.push({ from: i + 1, to, nested: false });
    } else if (character === ':' && segment?.colon === undefined && segment && isColon(text, i, segment)) segment.colon = i;
    else if ((character === '"' || character === "'") && /[\s,:[{]/.test(text[i - 1]!)) {
      const end = skipQuote(text, i);
      if (offset > i && offset <= end) meet(offset);
      i = end;
    } else if (character === '#' && /\s/.test(text[i - 1]!)) {
      const newline = text.indexOf('\n', i);
      const end = newline === -1 ? text.length : newline;
      if (offset > i && offset <= end) return undefined;
      i = end - 1;
    }
  }
  meet(Math.max(offset, to));
  return found && placeIn(text, found.frame, found.segment, offset);
}

function placeIn(text: string, { kind, path, segments }: Frame, segment: Segment, offset: number): FlowPlace | undefined {
  const { colon } = segment;
  const others = segments.filter((one) => one !== segment);
  if (kind === 'list') {
    if (segment.nested || colon !== undefined) return undefined;
    const present = others.map((one) => nameIn(text, one)).filter((name) => name !== '');
    return { expects: 'value', path: [...path, String(segments.indexOf(segment))], within: segment, colon: false, present };
  }
  if (colon === undefined || offset <= colon) {
    if (segment.nested && colon === undefined) return undefined;
    const present = others.map((one) => nameIn(text, one)).filter((name) => name !== '');
    const within = { from: segment.from, to: colon ?? segment.to };
    return { expects: 'key', path, within, colon: colon !== undefined, present };
  }
  if (segment.nested) return undefined;
  return {
    expects: 'value',
    path: [...path, nameIn(text, segment)],
    within: { from: colon + 1, to: segment.to },
    colon: false,
    present: [],
  };
}

function pathInto(text: string, frame: Frame | undefined, at: number): string[] {
  if (!frame) return [];
  const segment = frame.segments.at(-1)!;
  const part = frame.kind === 'list' ? String(frame.segments.length - 1) : nameIn(text, { ...segment, to: at });
  return [...frame.path, part];
}

function nameIn(text: string, { from, to, colon }: Segment): string {
  return unquoted(text.slice(from, colon ?? to).trim());
}

function isColon(text: string, at: number, segment: Segment): boolean {
  const next = text[at + 1];
  return next === undefined || /[\s,[\]{}]/.test(next) || /^\s*(?:"[^"]*"|'[^']*')$/.test(text.slice(segment.from, at));
}
