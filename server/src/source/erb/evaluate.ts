import { call } from './methods.ts';
import { any, boolean, equal, inspect, isInteger, isTrue, list, nil, number, text, toS, type RubyValue } from './values.ts';

/** What a template knows when it comes to a tag. */
export interface Scope {
  readonly variables: Map<string, RubyValue>;
  /** Name after `-d`, which Kamal puts into `ENV["KAMAL_DESTINATION"]`; null without one; undefined: not known. */
  readonly destination: string | null | undefined;
  /** Names of those that hold the default of an `ENV` lookup. */
  readonly defaults: Set<string>;
  /** Set when the default of an `ENV` lookup was taken: the shell may say otherwise. */
  fallback: boolean;
}

/** Where a template begins: no variable is known. */
export function newScope(destination: string | null | undefined): Scope {
  return { variables: new Map(), destination, defaults: new Set(), fallback: false };
}

/** Ruby that is none of the expressions below, or that may raise. */
class Unclear extends Error {}

const TOKEN =
  /\s*(?:(%w\[[^\]]*\]|%w\([^)]*\)|%i\[[^\]]*\]|%q\((?:[^()\\]|\\.)*\))|("(?:[^"\\]|\\.)*")|('(?:[^'\\]|\\.)*')|(\d[\d_]*(?:\.\d+)?)|(:[A-Za-z_]\w*)|([A-Za-z_]\w*[?!]?(?!\w))|(\|\||&&|==|!=|\.\.\.?|&\.|[-+*!?:.,()[\]{}<>=|&]))/y;

const GOES_ON = /^(?:\|\||&&|[-+*!?:.,([{=|&]|[!=]=)$/;

type Kind = 'words' | 'double' | 'single' | 'number' | 'symbol' | 'name' | 'mark';
const KINDS: readonly Kind[] = ['words', 'double', 'single', 'number', 'symbol', 'name', 'mark'];

interface Token {
  readonly kind: Kind;
  readonly text: string;
  readonly spaced: boolean;
}

/**
 * The value of a Ruby expression of the simple kind that configurations hold: literals, variables, `ENV`, comparisons, and a few methods.
 * Nothing is run.
 * @returns undefined where it is anything else, or where Ruby may raise; what it may have done to variables that it names is unknown from then on
 */
export function evaluate(code: string, scope: Scope): RubyValue | undefined {
  try {
    const reader = new Expression(tokensOf(code), scope);
    return reader.whole();
  } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    // `x << "b"` also changes what has the same text under another name.
    const { variables } = scope;
    if (code.match(/\w+/g)?.some((word) => variables.has(word))) for (const name of variables.keys()) variables.set(name, any);
    return undefined;
  }
}

function tokensOf(code: string): Token[] {
  const tokens: Token[] = [];
  const end = code.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(code);
    if (!match) throw new Unclear();
    const index = match.slice(1).findIndex((group) => group !== undefined);
    const token = match[index + 1]!;
    const before = match[0].slice(0, -token.length);
    // A line break ends a statement where it is complete.
    if (before.includes('\n') && tokens.length > 0 && !GOES_ON.test(tokens.at(-1)!.text) && !/^[.)\]}]$/.test(token)) throw new Unclear();
    tokens.push({ kind: KINDS[index]!, text: token, spaced: before !== '' });
  }
  return tokens;
}

/** Precedence climbing over the tokens of one expression: `? :`, then `||`, `&&`, `==`, `+`, then methods. */
class Expression {
  #at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly scope: Scope,
  ) {}

  whole(): RubyValue {
    const value = this.#choice();
    if (this.#at < this.tokens.length) throw new Unclear();
    return value;
  }

  #peek(mark: string): boolean {
    const token = this.tokens[this.#at];
    return token !== undefined && token.kind === 'mark' && token.text === mark;
  }

  #take(mark: string): boolean {
    if (!this.#peek(mark)) return false;
    this.#at++;
    return true;
  }

  #need(mark: string): void {
    if (!this.#take(mark)) throw new Unclear();
  }

  #choice(): RubyValue {
    const condition = this.#or();
    if (!this.#take('?')) return condition;
    const first = this.#choice();
    this.#need(':');
    const second = this.#choice();
    const decided = isTrue(condition);
    if (decided !== undefined) return decided ? first : second;
    const same = inspect(first);
    return same !== undefined && same === inspect(second) ? first : any;
  }

  #or(): RubyValue {
    let value = this.#and();
    while (this.#take('||')) {
      const fallback = value.is === 'environment';
      const other = this.#and();
      const decided = isTrue(value);
      if (fallback && other.is !== 'environment' && other.is !== 'any') this.scope.fallback = true;
      value = fallback ? other : decided === undefined ? any : decided ? value : other;
    }
    return value;
  }

  #and(): RubyValue {
    let value = this.#comparison();
    while (this.#take('&&')) {
      const other = this.#comparison();
      const decided = isTrue(value);
      value = decided === undefined ? any : decided ? other : value;
    }
    return value;
  }

  #comparison(): RubyValue {
    const left = this.#sum();
    const negated = this.#peek('!=');
    if (!negated && !this.#peek('==')) return left;
    this.#at++;
    const same = equal(left, this.#sum());
    return same === undefined ? any : boolean(same !== negated);
  }

  #sum(): RubyValue {
    let value = this.#unary();
    while (this.#take('+')) {
      const other = this.#unary();
      if (value.is === 'text' && other.is === 'text') value = text(value.text + other.text);
      else if (isInteger(value) && isInteger(other)) value = number(value.number + other.number);
      else if (value.is === 'list' && other.is === 'list') value = list([...value.items, ...other.items]);
      else throw new Unclear();
    }
    return value;
  }

  #unary(): RubyValue {
    if (this.#take('!')) {
      const decided = isTrue(this.#unary());
      return decided === undefined ? any : boolean(!decided);
    }
    if (this.#take('-')) {
      const value = this.#unary();
      if (value.is !== 'number') throw new Unclear();
      // `--5` is 5, and so is what `-0` prints 0, but `-0.0` is not.
      return number(-value.number, value.text.startsWith('-') ? value.text.slice(1) : value.text === '0' ? '0' : `-${value.text}`);
    }
    return this.#methods(this.#atom());
  }

  #methods(value: RubyValue): RubyValue {
    for (;;) {
      if (this.#take('.')) {
        const name = this.tokens[this.#at++];
        if (name?.kind !== 'name') throw new Unclear();
        // What comes after a blank is an argument: `list.first [0]`.
        const next = this.tokens[this.#at];
        const found = next?.spaced && /^[[(]$/.test(next.text) ? undefined : call(value, name.text, this.#take('(') ? this.#list(')') : []);
        if (!found) throw new Unclear();
        value = found;
      } else if (value.is === 'list' && this.#take('[')) {
        const [index, length] = this.#list(']');
        if (!index || !isInteger(index) || length) throw new Unclear();
        value = value.items.at(index.number) ?? nil;
      } else return value;
    }
  }

  #list(end: string): RubyValue[] {
    const items: RubyValue[] = [];
    while (!this.#take(end)) {
      items.push(this.#choice());
      if (!this.#take(',') && !this.#peek(end)) throw new Unclear();
    }
    return items;
  }

  #atom(): RubyValue {
    const token = this.tokens[this.#at++];
    switch (token?.kind) {
      case 'double':
        return this.#interpolated(token.text.slice(1, -1));
      case 'single':
        return text(token.text.slice(1, -1).replace(/\\([\\'])/g, '$1'));
      case 'words':
        return wordsOf(token.text);
      case 'symbol':
        return { is: 'symbol', text: token.text.slice(1) };
      case 'number':
        return number(Number(token.text.replaceAll('_', '')), decimal(token.text));
      case 'mark':
        return this.#bracket(token.text);
      case 'name':
        return token.text === 'ENV' ? this.#environment() : this.#named(token.text);
      default:
        throw new Unclear();
    }
  }

  #bracket(mark: string): RubyValue {
    if (mark === '[') return list(this.#list(']'));
    if (mark !== '(') throw new Unclear();
    const value = this.#choice();
    if (this.#take('..')) {
      const to = this.#choice();
      if (!isInteger(value) || !isInteger(to) || to.number - value.number > 1000) throw new Unclear();
      this.#need(')');
      const count = Math.max(0, to.number - value.number + 1);
      const items = Array.from({ length: count }, (_, i) => number(value.number + i));
      return { is: 'range', items, text: `${value.text}..${to.text}` };
    }
    this.#need(')');
    return value;
  }

  #named(name: string): RubyValue {
    if (name === 'true' || name === 'false') return boolean(name === 'true');
    if (name === 'nil') return nil;
    // Ruby's own: its text differs from one machine to the next, and it is always there.
    if (/^RUBY_(ENGINE(_VERSION)?|VERSION|PLATFORM)$/.test(name)) return any;
    const value = this.scope.variables.get(name);
    if (!value) throw new Unclear();
    if (this.scope.defaults.has(name)) this.scope.fallback = true;
    return value;
  }

  /** `ENV["X"]`, `ENV.fetch("X", default)`, `ENV.fetch("X") { default }`, `ENV.key?("X")`. */
  #environment(): RubyValue {
    if (this.#take('[')) return this.#variable(this.#list(']'));
    this.#need('.');
    const method = this.tokens[this.#at++]?.text;
    this.#need('(');
    const [name, preset, more] = this.#list(')');
    const value = this.#variable(name && !more ? [name] : []);
    if (!preset && (method === 'key?' || method === 'has_key?' || method === 'include?'))
      return value.is === 'environment' ? any : boolean(value.is !== 'nil');
    if (method !== 'fetch') throw new Unclear();
    const other = preset ?? (this.#take('{') ? this.#braced() : undefined);
    if (value.is === 'text') return value;
    // Without a default `fetch` raises where the variable is not set.
    if (!other) throw new Unclear();
    if (value.is === 'environment') this.scope.fallback = true;
    return other;
  }

  #braced(): RubyValue {
    const value = this.#choice();
    this.#need('}');
    return value;
  }

  #variable([name, more]: readonly RubyValue[]): RubyValue {
    if (name?.is !== 'text' || more) throw new Unclear();
    const { destination } = this.scope;
    if (name.text !== 'KAMAL_DESTINATION' || destination === undefined) return { is: 'environment' };
    return destination === null ? nil : text(destination);
  }

  #interpolated(written: string): RubyValue {
    let all = '';
    let read = 0;
    for (const [whole, plain, escape, code] of written.matchAll(/([^\\#]+|#(?![{$@]))|\\(.)|#\{([^{}]*)\}/gs)) {
      read += whole.length;
      if (plain !== undefined) all += plain;
      else if (escape !== undefined) all += escaped(escape);
      else {
        const value = evaluate(code!, this.scope);
        if (!value) throw new Unclear();
        const printed = toS(value);
        if (printed === undefined) return any;
        all += printed;
      }
    }
    if (read < written.length) throw new Unclear();
    return text(all);
  }
}

function escaped(character: string): string {
  const known: Readonly<Record<string, string>> = { n: '\n', t: '\t', '"': '"', '\\': '\\', '#': '#', "'": "'" };
  const found = known[character];
  if (found === undefined) throw new Unclear();
  return found;
}

function wordsOf(written: string): RubyValue {
  const inner = written.slice(3, -1);
  if (inner.includes('\\')) throw new Unclear();
  if (written.startsWith('%q')) return text(inner);
  const words = inner.split(/\s+/).filter(Boolean);
  return list(words.map((word) => ({ is: written.startsWith('%i') ? 'symbol' : 'text', text: word })));
}

/** How Ruby prints a number as it is written: `1_000` as 1000, `1.50` as 1.5; `012` would be octal, and very large and small ones have an exponent. */
function decimal(written: string): string {
  const value = Number(written.replaceAll('_', ''));
  if (/^0[\d_]|_(?:_|\.|$)/.test(written) || value > 1e15 || (value > 0 && value < 1e-4)) throw new Unclear();
  return written.includes('.') && Number.isInteger(value) ? `${value}.0` : String(value);
}
