/** What begins and ends where, by libyaml's rules: it looks at no indentation inside quotes and brackets. */
export interface Token {
  readonly kind:
    | 'plain'
    | 'single'
    | 'double'
    | 'block'
    | 'comment'
    | 'open'
    | 'close'
    | 'comma'
    | 'colon'
    | 'dash'
    | 'question'
    | 'anchor'
    | 'alias'
    | 'tag';
  readonly from: number;
  readonly to: number;
  /** How many brackets are open around it; a bracket counts itself. */
  readonly flow: number;
}

/** The tokens of a stretch of text, and what is still open at its end: the token that opened it. */
export interface Scanned {
  readonly tokens: readonly Token[];
  readonly open: Token | undefined;
}

/**
 * Cuts a text (ERB masked) into tokens without building a tree. It answers where quotes and brackets really end,
 * which the tree of broken text cannot tell. Never throws; what fits no rule is taken as plain.
 */
export function scan(text: string): Scanned {
  return new Scanner(text).run();
}

const PROPERTY = { '&': 'anchor', '*': 'alias', '!': 'tag' } as const;
const INDICATOR = { '-': 'dash', '?': 'question', ':': 'colon' } as const;

class Scanner {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  readonly #brackets: Token[] = [];
  #at = 0;
  /** Column of the innermost block collection on this line: what a block scalar or a plain one must be indented beyond. */
  #indent = -1;
  #lineStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): Scanned {
    const text = this.#text;
    while (this.#at < text.length) {
      const character = text[this.#at]!;
      if (character === '\n') this.#newline();
      else if (character === ' ' || character === '\t' || character === '\r') this.#at++;
      else if (character === '#') this.#comment();
      else if (character === '"' || character === "'") {
        if (!this.#quoted(character)) return { tokens: this.#tokens, open: this.#tokens.at(-1) };
      } else this.#other(character);
    }
    return { tokens: this.#tokens, open: this.#brackets.at(-1) };
  }

  #newline(): void {
    this.#lineStart = ++this.#at;
  }

  #push(kind: Token['kind'], from: number, to: number): void {
    this.#tokens.push({ kind, from, to, flow: this.#brackets.length });
    this.#at = to;
  }

  #comment(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#push('comment', this.#at, end === -1 ? this.#text.length : end);
  }

  #quoted(quote: '"' | "'"): boolean {
    const { length } = this.#text;
    let i = this.#at + 1;
    for (; i < length; i++) {
      const character = this.#text[i];
      if (quote === '"' && character === '\\') i++;
      else if (character === quote) {
        if (quote === "'" && this.#text[i + 1] === quote) i++;
        else break;
      }
    }
    const from = this.#at;
    this.#push(quote === '"' ? 'double' : 'single', from, Math.min(i + 1, length));
    this.#key(from);
    return i < length;
  }

  #other(character: string): void {
    const at = this.#at;
    if (character === '[' || character === '{') {
      const token: Token = { kind: 'open', from: at, to: at + 1, flow: this.#brackets.length + 1 };
      this.#brackets.push(token);
      this.#tokens.push(token);
      this.#at++;
    } else if (character === ']' || character === '}') {
      this.#push('close', at, at + 1);
      this.#brackets.pop();
    } else if (character === ',' && this.#brackets.length > 0) this.#push('comma', at, at + 1);
    else if (character in INDICATOR && this.#isIndicator(character)) {
      if (this.#brackets.length === 0 && character !== ':') this.#indent = at - this.#lineStart;
      this.#push(INDICATOR[character as keyof typeof INDICATOR], at, at + 1);
    } else if (character in PROPERTY) this.#push(PROPERTY[character as keyof typeof PROPERTY], at, this.#wordEnd(at + 1));
    else if ((character === '|' || character === '>') && this.#brackets.length === 0) this.#blockScalar();
    else this.#plain();
  }

  #isIndicator(character: string): boolean {
    const next = this.#text[this.#at + 1];
    if (next === undefined || /\s/.test(next)) return true;
    if (this.#brackets.length === 0) return false;
    if (character === '?') return true;
    if (character === ':') return /[,[\]{}]/.test(next) || this.#tokens.at(-1)?.to === this.#at;
    return false;
  }

  #wordEnd(from: number): number {
    const end = this.#brackets.length > 0 ? /[\s,[\]{}]/g : /\s/g;
    end.lastIndex = from;
    return end.exec(this.#text)?.index ?? this.#text.length;
  }

  /** Remembers the column of a key of a block map: what follows `from` is a colon. */
  #key(from: number): void {
    if (this.#brackets.length > 0) return;
    if (/^[ \t]*:(?=\s|$)/.test(this.#text.slice(this.#at, this.#at + 40))) this.#indent = from - this.#lineStart;
  }

  #blockScalar(): void {
    const from = this.#at;
    const lineEnd = this.#text.indexOf('\n', from);
    let end = lineEnd === -1 ? this.#text.length : lineEnd;
    while (end < this.#text.length) {
      const next = this.#text.indexOf('\n', end + 1);
      const line = this.#text.slice(end + 1, next === -1 ? this.#text.length : next);
      if (line.trim() !== '' && indentOf(line) <= this.#indent) break;
      end = next === -1 ? this.#text.length : next;
    }
    this.#push('block', from, end);
  }

  #plain(): void {
    const from = this.#at;
    let end = this.#plainLine(from);
    this.#at = end;
    const isKey = this.#text[end] === ':' || /^[ \t]*:(?=\s|$)/.test(this.#text.slice(end, end + 40));
    if (!isKey) end = this.#plainLines(end);
    this.#push('plain', from, Math.max(end, from + 1));
    if (isKey) this.#key(from);
  }

  /** Where plain text ends on this line. */
  #plainLine(from: number): number {
    const stop =
      this.#brackets.length > 0
        ? /:(?=[\s,[\]{}]|$)|[,[\]{}]|(?<![ \t])[ \t]+#|(?<![ \t\r])[ \t\r]*(?:\n|$)/g
        : /(?<![ \t])[ \t]*:(?=\s|$)|(?<![ \t])[ \t]+#|(?<![ \t\r])[ \t\r]*(?:\n|$)/g;
    stop.lastIndex = from + 1;
    return stop.exec(this.#text)?.index ?? this.#text.length;
  }

  /** Where it ends when it goes on over lines that are indented deeper (in brackets: over any). */
  #plainLines(end: number): number {
    for (;;) {
      const next = /^[ \t\r]*\n(?:[ \t\r]*\n)*([ \t]*)(?=\S)/.exec(this.#text.slice(end, end + 400));
      if (!next) return end;
      const start = end + next[0].length;
      const first = this.#text[start]!;
      if (first === '#' || (this.#brackets.length === 0 && next[1]!.length <= this.#indent)) return end;
      if (this.#brackets.length > 0 ? /[,[\]{}]/.test(first) : this.#indent < 0) return end;
      const line = this.#plainLine(start - 1);
      // a line that is itself `key:` is the author's next key, not text
      if (this.#brackets.length === 0 && /^[ \t]*:(?=\s|$)/.test(this.#text.slice(line, line + 40))) return end;
      this.#lineStart = start - next[1]!.length;
      end = line;
    }
  }
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
