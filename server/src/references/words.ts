import type { At, Scalar } from '../source/node.ts';

/** A piece of a text: offsets in it, `to` exclusive. */
export interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Where a piece of a scalar's value stands in the file, whatever quotes, escapes or line breaks are in it.
 * @param word offsets in the scalar's value
 * @returns undefined where it is not written there letter by letter: behind escapes, or in what ERB prints
 */
export function placeIn(scalar: Scalar, word: Word): At | undefined {
  const { at, text } = scalar;
  const from = rawOffsets(scalar)[word.from];
  if (from === undefined || text.slice(from, from + word.text.length) !== word.text) return undefined;
  return { chunk: at.chunk, from: at.from + from, to: at.from + from + word.text.length };
}

/** For each character of the value where it stands in the scalar as written. White space may be folded, so it is skipped as it comes. */
function rawOffsets({ style, text, value }: Scalar): readonly number[] {
  const wanted = String(value);
  if (style === 'plain' && text === wanted) return Array.from(wanted, (_, index) => index);
  let raw = style === 'plain' ? 0 : style === 'block' ? text.indexOf('\n') + 1 : 1;
  const offsets: number[] = [];
  for (const char of wanted) {
    if (/\s/.test(char)) {
      while (/\s/.test(text[raw] ?? '')) raw++;
      offsets.push(raw);
      continue;
    }
    while (raw < text.length && text[raw] !== char) raw++;
    for (let unit = 0; unit < char.length; unit++) offsets.push(raw + unit);
    raw += char.length;
    // 'it''s': one quote is written as two
    if (style === 'single' && char === "'") raw++;
  }
  return offsets;
}

/** The parts of a text between separators, without the white space around them; empty ones are left out. */
export function parts(text: string, separator: string, from = 0): Word[] {
  const found: Word[] = [];
  let start = 0;
  for (const part of text.split(separator)) {
    const trimmed = part.trim();
    const begin = from + start + part.indexOf(trimmed);
    if (trimmed !== '') found.push({ text: trimmed, from: begin, to: begin + trimmed.length });
    start += part.length + separator.length;
  }
  return found;
}

/**
 * The words of a command line, as Ruby's Shellwords splits it; quotes around a word are taken off, and one with escapes inside is kept as
 * written. None where a quote is not closed, which Shellwords refuses.
 */
export function shellWords(line: string): Word[] {
  if (!/^(?:[^"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')*$/s.test(line)) return [];
  return [...line.matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g)].map(({ 0: word, index }) => {
    const quoted = /^(["'])(.*)\1$/s.exec(word);
    const inner = quoted && !quoted[2]!.includes(quoted[1]!) ? quoted[2]! : word;
    const from = index + (inner === word ? 0 : 1);
    return { text: inner, from, to: from + inner.length };
  });
}
