import type { Span } from './rows.ts';

/** The word that the cursor is in: what an editor replaces, and what of it stands before the cursor. */
export interface Word extends Span {
  /** Without quotes. */
  readonly typed: string;
  /** The quote around it. */
  readonly quote: '"' | "'" | '';
  /** That quote has its end. */
  readonly closed: boolean;
  /** Blanks stand between a value and the cursor: nothing may follow but another word of the same text. */
  readonly behind?: true;
}

/**
 * The word at an offset between two others, blanks around it left out. Undefined where the offset is beside it, where it is ERB, and
 * where a quote has ended before.
 */
export function wordAt(text: string, { from, to }: Span, offset: number): Word | undefined {
  const written = text.slice(from, to);
  if (written.includes('<%')) return undefined;
  const start = from + written.length - written.trimStart().length;
  const end = start + written.trim().length;
  if (start === end) return { from: offset, to: offset, typed: '', quote: '', closed: true };
  if (offset < start || offset > end) return undefined;
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return { from: start, to: end, typed: text.slice(start, offset), quote: '', closed: true };
  const closed = end - start > 1 && text[end - 1] === quote;
  const inner = { from: start + 1, to: closed ? end - 1 : end };
  if (offset < inner.from || offset > inner.to) return undefined;
  return { ...inner, typed: text.slice(inner.from, offset), quote, closed };
}
