/** Where the lines of a text begin; LF, CRLF and a lone CR end a line, as in LSP. */
export class Lines {
  readonly #text: string;
  #starts: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Line and UTF-16 character, both from 0, of an offset, which is clamped to the text. Between CR and LF is the end of the line. */
  position(offset: number): { line: number; character: number } {
    const starts = this.#lineStarts();
    let at = Math.max(0, Math.min(offset, this.#text.length));
    if (this.#text[at] === '\n' && this.#text[at - 1] === '\r') at--;
    let low = 0;
    let high = starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return { line: low, character: at - (starts[low] ?? 0) };
  }

  /** Offset of a position; a character beyond its line means the line's end, a line beyond the text the text's end. */
  offsetAt(position: { line: number; character: number }): number {
    const starts = this.#lineStarts();
    if (position.line < 0) return 0;
    const start = starts[position.line];
    if (start === undefined) return this.#text.length;
    let end = starts[position.line + 1] ?? this.#text.length;
    while (end > start && position.line + 1 < starts.length && isBreak(this.#text.charCodeAt(end - 1))) end--;
    return Math.min(start + Math.max(0, position.character), end);
  }

  #lineStarts(): number[] {
    return (this.#starts ??= lineStarts(this.#text));
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

function isBreak(code: number): boolean {
  return code === 10 || code === 13;
}
