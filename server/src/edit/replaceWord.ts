import { resolvePlain } from '../source/psych.ts';
import type { At, Scalar } from '../source/node.ts';
import { scalarText } from './scalar.ts';

/** A word of a scalar that gets another text; offsets in the scalar's value, and where it stands letter by letter. */
export interface WordChange {
  readonly from: number;
  readonly to: number;
  readonly at: At;
  readonly text: string;
}

/** A change of a place, to be turned into offsets of its file by whoever has the source. */
export interface PlacedChange {
  readonly at: At;
  readonly text: string;
}

/**
 * Other words in a scalar, all else as it is written: quotes and comments stay. Where the new text needs quotes that are not there, it gets
 * single ones, and single ones that only the old text needed go again, so that there and back is the same text.
 */
export function replaceWords(scalar: Scalar, words: readonly WordChange[]): PlacedChange[] {
  const { style, at } = scalar;
  const old = String(scalar.value);
  const text = [...words].sort((a, b) => b.from - a.from).reduce((so, word) => so.slice(0, word.from) + word.text + so.slice(word.to), old);
  const whole = words.length === 1 && words[0]!.from === 0 && words[0]!.to === old.length;
  if (!words.every((word) => isLetterByLetter(word, old)))
    // Only double quotes keep a line break as it is.
    return [{ at, text: style === 'double' || text.includes('\n') ? JSON.stringify(text) : inSingleQuotes(text) }];
  if (style === 'plain' && !(whole ? scalarText(text) === text : staysPlain(text))) return [{ at, text: inSingleQuotes(text) }];
  if (style === 'single' && whole && scalarText(old) !== old && scalarText(text) === text && mayStandBare(scalar)) return [{ at, text }];
  return words.map((word) => ({ at: word.at, text: escaped(word.text, style) }));
}

function isLetterByLetter({ at: { chunk, from, to }, ...word }: WordChange, value: string): boolean {
  return chunk.text.slice(from, to) === value.slice(word.from, word.to);
}

/** A text in which one word was exchanged: it was plain before, so only what the word brings can spoil it. */
function staysPlain(text: string): boolean {
  return resolvePlain(text).type === 'string' && !/: |:$| #|^[-?:,[\]{}#&*!|>'"%@`]/.test(text);
}

function inSingleQuotes(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function escaped(text: string, style: Scalar['style']): string {
  if (style === 'single') return text.replaceAll("'", "''");
  return style === 'double' ? JSON.stringify(text).slice(1, -1) : text;
}

/** `{'no':[a]}`: without its quotes the key would take the colon for its own. */
function mayStandBare({ at: { chunk, to } }: Scalar): boolean {
  return !/^:\S/.test(chunk.text.slice(to, to + 2));
}
