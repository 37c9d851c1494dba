import { evaluate, newScope, type Scope } from './evaluate.ts';
import { assign, statementsOf } from './literal.ts';
import { findTags, trimmedBreak, type FoundTag } from './tags.ts';
import { any, isInteger, isTrue, nil, number, toS, type RubyValue } from './values.ts';

/** A template as Ruby's ERB would walk through it. */
type Part =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'literal' }
  | { readonly is: 'output'; readonly code: string }
  | { readonly is: 'statements'; readonly statements: readonly string[] }
  | { readonly is: 'choice'; readonly arms: readonly Arm[] }
  | {
      readonly is: 'loop';
      readonly over: string;
      readonly how: string | undefined;
      readonly names: readonly string[];
      readonly body: readonly Part[];
    };

interface Arm {
  /** null: `else`. */
  readonly condition: string | null;
  readonly negated: boolean;
  readonly body: readonly Part[];
}

export interface RenderOptions {
  /** Name after `-d`; null without one. */
  readonly destination: string | null;
  /**
   * What an environment variable that nobody knows is taken to hold, where it has no default; null: nothing is taken for granted, so that a tag
   * which prints one stays as it is, for `read` to mask.
   */
  readonly environment: string | null;
  /** Printed for what nobody knows; left out, such a template cannot be rendered. */
  readonly placeholder?: string;
}

/** Undecided conditions double the texts: more than these are not worth their time. */
const MOST_TEXTS = 8;
const LONGEST = 1_000_000;

/** The template hangs on something that the text does not tell. */
class Undecidable extends Error {}

/**
 * The texts that a template may turn into: one, or one for each way in which conditions can turn out that hang on the machine that deploys.
 * A small part of Ruby is understood and nothing is run.
 * @returns undefined where something else decides, where Ruby may raise, or where there are too many
 */
export function render(template: string, options: RenderOptions): string[] | undefined {
  try {
    const parts = parse(template);
    const texts: string[] = [];
    const waiting: ReadonlyMap<string, boolean>[] = [new Map()];
    for (let decided = waiting.pop(); decided; decided = waiting.pop()) {
      const run = new Run(options, decided);
      const open = run.go(parts);
      if (open === undefined) texts.push(run.text);
      else waiting.push(new Map([...decided, [open, true]]), new Map([...decided, [open, false]]));
      if (texts.length + waiting.length > MOST_TEXTS) return undefined;
    }
    return texts;
  } catch (error) {
    if (error instanceof Undecidable) return undefined;
    throw error;
  }
}

/** One walk through the template, with what was decided about its open conditions. */
class Run {
  text = '';
  readonly #scope: Scope;
  readonly #options: RenderOptions;
  readonly #decided: ReadonlyMap<string, boolean>;

  constructor(options: RenderOptions, decided: ReadonlyMap<string, boolean>) {
    this.#options = options;
    this.#decided = decided;
    this.#scope = newScope(options.destination);
  }

  /** @returns the condition that is still open; undefined when the walk came to its end */
  go(parts: readonly Part[]): string | undefined {
    for (const part of parts) {
      const open = this.#step(part);
      if (open !== undefined) return open;
      if (this.text.length > LONGEST) throw new Undecidable();
    }
    return undefined;
  }

  #step(part: Part): string | undefined {
    switch (part.is) {
      case 'text':
        this.text += part.text;
        return undefined;
      case 'literal':
        this.text += this.#options.environment === null ? '<%%' : '<%';
        return undefined;
      case 'output':
        this.text += this.#print(part.code);
        return undefined;
      case 'statements':
        for (const statement of part.statements) {
          if (!assign(statement, this.#scope) && !evaluate(statement, this.#scope) && !this.#guesses) throw new Undecidable();
        }
        return undefined;
      case 'choice':
        return this.#choose(part.arms);
      case 'loop':
        return this.#loop(part);
    }
  }

  /** Is what nobody knows printed all the same? Then one turn stands for all turns of a loop, and what else runs is passed over. */
  get #guesses(): boolean {
    return this.#options.placeholder !== undefined;
  }

  /** Was a default taken that the environment may replace, where nothing is to be taken for granted? */
  #isOpen(): boolean {
    return this.#options.environment === null && this.#scope.fallback;
  }

  #print(code: string): string {
    this.#scope.fallback = false;
    const value = evaluate(code, this.#scope);
    if (value?.is === 'environment' || this.#isOpen()) return this.#options.environment ?? `<%=${code}%>`;
    const written = value && toS(value);
    if (written !== undefined) return written;
    if (this.#options.placeholder === undefined || !(value || this.#options.placeholder)) throw new Undecidable();
    return this.#options.placeholder;
  }

  #choose(arms: readonly Arm[]): string | undefined {
    for (const { condition, negated, body } of arms) {
      if (condition === null) return this.go(body);
      this.#scope.fallback = false;
      const value = evaluate(condition, this.#scope);
      if (!value && !this.#guesses) throw new Undecidable();
      const known = value && !this.#isOpen() ? isTrue(value) : undefined;
      // The same condition may turn out another way where its variables have other values.
      const key = JSON.stringify([condition, ...[...this.#scope.variables].filter(([name]) => condition.includes(name))]);
      const holds = known ?? this.#decided.get(key);
      if (holds === undefined) return key;
      if (holds !== negated) return this.go(body);
    }
    return undefined;
  }

  #loop({ over, how, names, body }: Part & { is: 'loop' }): string | undefined {
    this.#scope.fallback = false;
    const { variables } = this.#scope;
    const list = evaluate(over, this.#scope);
    if (this.#isOpen()) throw new Undecidable();
    const items: readonly RubyValue[] | undefined =
      how !== 'times'
        ? list?.is === 'list' || list?.is === 'range'
          ? list.items
          : undefined
        : list && isInteger(list) && list.number <= 1000
          ? Array.from({ length: Math.max(0, list.number) }, (_, i) => number(i))
          : undefined;
    if (!items && !this.#guesses) throw new Undecidable();
    for (const [i, item] of (items ?? [any]).entries()) {
      const outside = new Map(variables);
      const values = how === 'each_with_index' ? [item, number(i)] : item.is === 'list' && names.length > 1 ? item.items : [item];
      names.forEach((name, at) => variables.set(name, values[at] ?? nil));
      const open = this.go(body);
      if (open !== undefined) return open;
      // A block keeps to itself what it calls its own.
      for (const name of variables.keys()) if (!outside.has(name)) variables.delete(name);
      for (const name of names) if (outside.has(name)) variables.set(name, outside.get(name)!);
    }
    return undefined;
  }
}

/** Cuts a template into its parts, with the white space that `trim_mode: "-"` takes away. */
function parse(template: string): readonly Part[] {
  const cursor = { tags: findTags(template), at: 0, text: template, from: 0, depth: 0 };
  const parts = parseUntil(cursor, []);
  if (cursor.at < cursor.tags.length) throw new Undecidable();
  return parts;
}

interface Cursor {
  readonly tags: readonly FoundTag[];
  at: number;
  readonly text: string;
  /** Where the text goes on after the last tag. */
  from: number;
  /** How many blocks are open. */
  depth: number;
}

/** Blocks in blocks that nobody writes by hand would use up the stack. */
const DEEPEST = 200;

const LOOP =
  /^([^]*?)\.(each|times|each_with_index)\s+do\s*(?:\|\s*([\w\s,]*?)\s*\|)?$|^([^]*?)\.(each|times|each_with_index)\s*\{\s*(?:\|\s*([\w\s,]*?)\s*\|)?$/;

/** @param ends statements that end this run, such as `end`; the cursor stays on them */
function parseUntil(cursor: Cursor, ends: readonly RegExp[]): Part[] {
  if (cursor.depth > DEEPEST) throw new Undecidable();
  const parts: Part[] = [];
  for (;;) {
    const tag = cursor.tags[cursor.at];
    const to = tag?.from ?? cursor.text.length;
    if (to > cursor.from) parts.push({ is: 'text', text: textBefore(cursor, to, tag) });
    if (!tag) return parts;
    const statements = tag.kind === 'statement' && !tag.open ? statementsOf(tag.code) : [];
    const [only = ''] = statements;
    if (statements.length === 1 && ends.some((end) => end.test(only))) return parts;
    pass(cursor, tag);
    if (tag.open || tag.kind === 'comment') continue;
    if (tag.kind === 'literal') parts.push({ is: 'literal' });
    else if (tag.kind === 'output') parts.push({ is: 'output', code: tag.code });
    else parts.push(statements.length === 1 ? block(cursor, only) : { is: 'statements', statements });
  }
}

function block(cursor: Cursor, statement: string): Part {
  const [, word, condition] = /^(if|unless)\s+([^]+?)(?:\s+then)?$/.exec(statement) ?? [];
  if (word) return { is: 'choice', arms: arms(cursor, condition!, word === 'unless') };
  const [, over, how, names, braced, howBraced, namesBraced] = LOOP.exec(statement) ?? [];
  const list = over ?? braced;
  // Of `a + b.each` the loop is over `b`.
  if (list === undefined || /[?+&|!]|==|^-/.test(list.replace(/"[^"]*"|'[^']*'|\([^()]*\)|\[[^[\]]*\]/g, '')))
    return { is: 'statements', statements: [statement] };
  const body = within(cursor, [over === undefined ? /^\}$/ : /^end$/]);
  close(cursor);
  return { is: 'loop', over: list, how: how ?? howBraced, names: (names ?? namesBraced ?? '').match(/\w+/g) ?? [], body };
}

function arms(cursor: Cursor, condition: string, negated: boolean): Arm[] {
  const found: Arm[] = [{ condition, negated, body: within(cursor, [/^(?:elsif\b|else$|end$)/]) }];
  for (;;) {
    const next = close(cursor);
    if (next === 'end') return found;
    const other = next === 'else' ? null : next.replace(/^elsif\s+/, '').replace(/(?<!\s)\s+then$/, '');
    found.push({ condition: other, negated: false, body: within(cursor, [/^(?:elsif\b|else$|end$)/]) });
  }
}

/** What stands in a block. */
function within(cursor: Cursor, ends: readonly RegExp[]): Part[] {
  cursor.depth++;
  const parts = parseUntil(cursor, ends);
  cursor.depth--;
  return parts;
}

/** Passes the statement that ended a run. */
function close(cursor: Cursor): string {
  const tag = cursor.tags[cursor.at];
  if (!tag) throw new Undecidable();
  pass(cursor, tag);
  return statementsOf(tag.code)[0]!;
}

function textBefore(cursor: Cursor, to: number, tag: FoundTag | undefined): string {
  const before = cursor.text.slice(cursor.from, to);
  // `<%-` takes the blanks before it away, where nothing else stands on its line.
  return tag && cursor.text.startsWith('<%-', tag.from) ? before.replace(/(^|\n)[ \t]*$/, (_, line: string) => line) : before;
}

function pass(cursor: Cursor, tag: FoundTag): void {
  cursor.at++;
  cursor.from = tag.to + trimmedBreak(cursor.text, tag);
}
