import { call } from './methods.ts';
import { any, boolean, equal, isTrue, nil, number, text, toS, type RubyValue } from './values.ts';

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

type Kind = 'words' | 'double' | 'single' | 'number' | 'symbol' | 'name' | 'mark';
const KINDS: readonly Kind[] = ['words', 'double', 'single', 'number', 'symbol', 'name', 'mark'];

interface Token {
  readonly kind: Kind;
  readonly text: string;
}

/**
 * The value of a Ruby expression of the simple kind that configurations hold: literals, variables, `ENV`, comparisons, and a few methods.
 * Nothing is run.
 * @returns undefined where it is anything else, or where Ruby may raise
 */
export function evaluate(code: string, scope: Scope): RubyValue | undefined {
  try {
    const reader = new Expression(tokensOf(code), scope);
    return reader.whole();
  } catch (error) {
    if (error instanceof Unclear) return undefined;
    throw error;
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
    tokens.push({ kind: KINDS[index]!, text: match[index + 1]! });
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
    return decided === undefined ? (equal(first, second) ? first : any) : decided ? first : second;
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
      else if (value.is === 'number' && other.is === 'number' && Number.isInteger(value.number + other.number))
        value = number(value.number + other.number);
      else if (value.is === 'list' && other.is === 'list') value = { is: 'list', items: [...value.items, ...other.items] };
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
      return number(-value.number, `-${value.text}`);
    }
    return this.#methods(this.#atom());
  }

  #methods(value: RubyValue): RubyValue {
    for (;;) {
      if (this.#take('.')) {
        const name = this.tokens[this.#at++];
        if (name?.kind !== 'name') throw new Unclear();
        const found = call(value, name.text, this.#take('(') ? this.#list(')') : []);
        if (!found) throw new Unclear();
        value = found;
      } else if (value.is === 'list' && this.#take('[')) {
        const [index] = this.#list(']');
        if (index?.is !== 'number') throw new Unclear();
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
    if (mark === '[') return { is: 'list', items: this.#list(']') };
    if (mark !== '(') throw new Unclear();
    const value = this.#choice();
    if (this.#take('..')) {
      const to = this.#choice();
      if (value.is !== 'number' || to.is !== 'number' || to.number - value.number > 1000) throw new Unclear();
      this.#need(')');
      const count = Math.max(0, to.number - value.number + 1);
      return { is: 'list', items: Array.from({ length: count }, (_, i) => number(value.number + i)) };
    }
    this.#need(')');
    return value;
  }

  #named(name: string): RubyValue {
    if (name === 'true' || name === 'false') return boolean(name === 'true');
    if (name === 'nil') return nil;
    // Ruby's own: its text differs from one machine to the next, and it is always there.
    if (/^RUBY_(ENGINE|ENGINE_VERSION|VERSION|PLATFORM|PATCHLEVEL|RELEASE_DATE|DESCRIPTION|REVISION|COPYRIGHT)$/.test(name)) return any;
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
    const [name, preset] = this.#list(')');
    const value = this.#variable(name ? [name] : []);
    if (method === 'key?' || method === 'has_key?' || method === 'include?')
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

  #variable([name]: readonly RubyValue[]): RubyValue {
    if (name?.is !== 'text') throw new Unclear();
    const { destination } = this.scope;
    if (name.text !== 'KAMAL_DESTINATION' || destination === undefined) return { is: 'environment' };
    return destination === null ? nil : text(destination);
  }

  #interpolated(written: string): RubyValue {
    let all = '';
    for (const [, plain, escape, code] of written.matchAll(/([^\\#]+|#(?!\{))|\\(.)|#\{([^{}]*)\}/gs)) {
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
  if (written.startsWith('%q')) return text(inner);
  return { is: 'list', items: inner.split(/\s+/).filter(Boolean).map(text) };
}

/** How Ruby prints a number as it is written: `1_000` as 1000, `1.50` as 1.5; `012` would be octal. */
function decimal(written: string): string {
  if (/^0\d/.test(written)) throw new Unclear();
  const value = Number(written.replaceAll('_', ''));
  return written.includes('.') && Number.isInteger(value) ? `${value}.0` : String(value);
}
