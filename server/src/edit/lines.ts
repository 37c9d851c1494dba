import type { Source } from '../source/source.ts';

/** Offset of the first character of the line that holds `offset`. LF, CRLF and a lone CR end a line, as in YAML and LSP. */
export function lineStart(text: string, offset: number): number {
  let at = Math.min(offset, text.length);
  while (at > 0 && !endsLine(text, at - 1)) at--;
  return at;
}

function endsLine(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n');
}

/** Offset of the end of the line that holds `offset`, before its line break. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** Offset of the line after the one that holds `offset`; the text's length on the last line. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return Math.min(text.length, end + (text.startsWith('\r\n', end) ? 2 : 1));
}

/** Columns between the line's start and `offset`. */
export function column(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** The line break the file uses. */
export function lineBreak(source: Source): string {
  if (source.text.includes('\r\n')) return '\r\n';
  return source.text.includes('\n') || !source.text.includes('\r') ? '\n' : '\r';
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
