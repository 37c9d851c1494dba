import { evaluate, newScope, type Scope } from './evaluate.ts';
import { isTrue, nil, any, toS, type RubyValue } from './values.ts';

/** What a piece of Ruby prints, where that is certain without running it. */
export interface Literal {
  readonly text: string;
  /** The default of an `ENV` lookup: the shell may say otherwise. */
  readonly fallback: boolean;
}

/** What is known of a tag before anything runs. */
export interface Known {
  readonly printed?: Literal;
  /** Ruby may raise here, as far as anybody can tell from the text. */
  readonly mayRaise: boolean;
}

/** Libraries that come with Ruby: to require one raises nothing. */
const LIBRARIES =
  /^require\s*\(?\s*(["'])(?:json|yaml|erb|time|date|set|securerandom|digest|digest\/\w+|base64|open3|uri|pathname|etc|shellwords|socket|fileutils|tempfile|logger|ostruct|bigdecimal|csv|net\/http|openssl|stringio)\1\s*\)?$/;
const ASSIGNMENT = /^([a-z_]\w*)\s*(\|\|)?=(?![=~>])\s*([^]*)$/;

/** The statements of a tag, one by one: cut at line breaks and `;` outside quotes, without comments. */
export function statementsOf(code: string): string[] {
  // The lines of a heredoc are none.
  if (/<<[~-]?["'`A-Z]/.test(code)) return [code.trim()];
  const plain = code.replace(
    /("(?:[^"\\]|\\[^])*(?:"|$)|'(?:[^'\\]|\\[^])*(?:'|$))|#(?!\{)[^\n]*/g,
    (_, quoted: string | undefined) => quoted ?? '',
  );
  const parts = plain.match(/(?:"(?:[^"\\]|\\[^])*(?:"|$)|'(?:[^'\\]|\\[^])*(?:'|$)|[^"';\n])+/g) ?? [];
  const statements: string[] = [];
  for (const part of parts.map((one) => one.trim()).filter(Boolean)) {
    // A line that begins with a dot goes on with the one before.
    if (/^&?\.\w/.test(part) && statements.length > 0) statements.push(statements.pop()! + part);
    else statements.push(part);
  }
  return statements;
}

/**
 * Takes an assignment or a `require` into the scope.
 * @param certain the statement runs for certain: not in a branch or loop
 * @returns whether it is one of these, and raises nothing
 */
export function assign(statement: string, scope: Scope, certain = true): boolean {
  if (LIBRARIES.test(statement)) return true;
  const [, name, unless, code] = ASSIGNMENT.exec(statement) ?? [];
  if (name === undefined || code === undefined) return false;
  const before = scope.variables.get(name) ?? nil;
  scope.fallback = false;
  const value = evaluate(code, scope);
  if (!value) {
    scope.variables.delete(name);
    return false;
  }
  if (scope.fallback) scope.defaults.add(name);
  else if (unless === undefined) scope.defaults.delete(name);
  const kept: RubyValue = unless === undefined ? value : isTrue(before) === undefined ? any : isTrue(before) ? before : value;
  scope.variables.set(name, certain ? kept : any);
  return true;
}

/** What an output tag prints; undefined where that is not certain. */
export function literal(code: string, scope: Scope): Literal | undefined {
  scope.fallback = false;
  const value = evaluate(code, scope);
  const written = value && toS(value);
  return written === undefined ? undefined : { text: written, fallback: scope.fallback };
}

/** The same for a tag by itself, where no variable is known. */
export function printedBy(code: string): Literal | undefined {
  return literal(code, newScope(undefined));
}
