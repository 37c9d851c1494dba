import type { Source } from '../source/source.ts';

/** Offset of the first character of the line that holds `offset`. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset of the end of the line that holds `offset`, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return end > offset && text[end - 1] === '\r' ? end - 1 : end;
}

/** Offset of the line after the one that holds `offset`; the text's length on the last line. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Columns between the line's start and `offset`. */
export function column(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** The line break the file uses. */
export function lineBreak(source: Source): string {
  return source.text.includes('\r\n') ? '\r\n' : '\n';
}

/** The line that holds `offset`, without its break. */
export function lineAt(text: string, offset: number): string {
  return text.slice(lineStart(text, offset), lineEnd(text, offset));
}

/** Nothing but blanks? */
export function isBlank(text: string): boolean {
  return /^[ \t\r]*$/.test(text);
}

/** Nothing but blanks, or a comment? */
export function isBlankOrComment(line: string): boolean {
  return /^[ \t]*(#.*)?\r?$/.test(line);
}

/** First offset at or after `offset` that is no space, tab, line break or comment. */
export function skipBlank(text: string, offset: number): number {
  for (let at = offset; ; at++) {
    const char = text[at];
    if (char === '#' && (at === 0 || /\s/.test(text[at - 1]!))) at = lineEnd(text, at) - 1;
    else if (char === undefined || !/\s/.test(char)) return at;
  }
}
