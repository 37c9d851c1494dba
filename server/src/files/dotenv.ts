/**
 * A file of secrets as Ruby's dotenv 3 reads it, without its values: what a line assigns, and what kind of value stands there. Values are
 * looked at and never kept, so that none can get into a message, a log or a picture.
 */
export interface Assignment {
  readonly key: string;
  /** Offsets of the key. */
  readonly from: number;
  readonly to: number;
  /** Offset where the value begins; `to` where there is none. */
  readonly value: number;
  /** Offset where the value ends, with its quotes and without a comment. */
  readonly end: number;
  /**
   * `reference`: takes it from somewhere (`$NAME`, `$(command)`); `literal`: the secret itself stands here; `empty`: nothing after the
   * separator, or no separator.
   */
  readonly is: 'reference' | 'literal' | 'empty';
  /** Could the literal be a credential: at least eight characters, no path, boolean or number of a few digits? */
  readonly long: boolean;
  /** `$NAME` and `${NAME}` in the value, also within `$(command)`; offsets of the names. */
  readonly uses: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  /** Takes what `kamal secrets fetch` gives: several secrets in one text. */
  readonly fetches: boolean;
}

export interface Dropped {
  readonly from: number;
  readonly to: number;
  /** `export`: dotenv stops with an error; `line`: it passes over the line without a word. */
  readonly why: 'export' | 'line';
}

export interface Dotenv {
  readonly assignments: readonly Assignment[];
  readonly dropped: readonly Dropped[];
  /** Was it written for a shell to run? Then most of its lines are no assignments, and one word says it all. */
  readonly script: boolean;
}

/** dotenv 3's own idea of a line: `KEY=value`, `KEY: value`, `export KEY=value`, a bare key; quoted values may span lines. Of a run of
 * blanks, which a CR begins a line in, too, only the start is tried. */
const line =
  /^(?<![^\S\n]{2})[^\S\n]*(export[^\S\n]+)?([\w.]+)((?:[^\S\n]*=|:[^\S\n])([^\S\n]*'(?:\\'|[^'])*'|[^\S\n]*"(?:\\"|[^"])*"|[^#\n]+)?)?[^\S\n]*(?:#.*)?$/gm;

/**
 * Reads a file such as `.kamal/secrets`.
 * @param text with any line ends
 */
export function readDotenv(text: string): Dotenv {
  const assignments: Assignment[] = [];
  const dropped: Dropped[] = [];
  const plain = text.replace(/\r/g, '\n');
  let end = 0;
  for (const match of plain.matchAll(line)) {
    pass(plain, end, match.index, dropped);
    end = match.index + match[0].length;
    const [whole, exported, key = '', assigned, value = ''] = match;
    const from = match.index + whole.indexOf(key, /^\s*/.exec(whole)![0].length + (exported?.length ?? 0));
    if (exported && assigned === undefined) dropped.push({ from: match.index, to: end, why: 'export' });
    else {
      const start = valueAt(match, from + key.length);
      const given = value.trim();
      const end = start + given.length;
      const fetches = fetch.test(given);
      assignments.push({ key, from, to: from + key.length, value: start, end, uses: variablesIn(given, start), fetches, ...kindOf(given) });
    }
  }
  pass(plain, end, plain.length, dropped);
  return { assignments, dropped, script: isScript(plain, dropped) };
}

/** By its first line, or by the words of a shell on several of those that dotenv passes over. */
function isScript(text: string, dropped: readonly Dropped[]): boolean {
  if (/^\s*#!/.test(text)) return dropped.length > 0;
  const words = /^(if|then|else|elif|fi|for|while|do|done|case|esac|function|source|set|echo|exit|local|return|\.|\[|\w+\(\)|[{}])(\s|;|$)/;
  return dropped.filter(({ from, to }) => words.test(text.slice(from, to))).length >= 2;
}

function valueAt(match: RegExpExecArray, after: number): number {
  const separator = /^[^\S\n]*[=:][^\S\n]*/.exec(match.input.slice(after));
  return after + (separator?.[0].length ?? 0);
}

/** What dotenv replaces (`substitutions/variable.rb`): nothing in single quotes, nor behind a backslash. */
function variablesIn(value: string, start: number): Assignment['uses'] {
  if (value.startsWith("'")) return [];
  return [...value.matchAll(/(\\)?\$\{?(\w+)/g)].flatMap(({ 0: whole, 1: escape, 2: name = '', index }) => {
    const to = start + index + whole.length;
    return escape ? [] : [{ name, from: to - name.length, to }];
  });
}

const fetch = /\$\(\s*kamal\s+secrets\s+fetch\s/;

/** Lines between two assignments that are neither blank nor a comment. */
function pass(text: string, from: number, to: number, dropped: Dropped[]): void {
  for (const match of text.slice(from, to).matchAll(/^(?<![^\S\n]{2})[^\S\n]*([^\s#].*)$/gm)) {
    const start = from + match.index + match[0].indexOf(match[1]!);
    dropped.push({ from: start, to: start + match[1]!.trimEnd().length, why: 'line' });
  }
}

function kindOf(value: string): Pick<Assignment, 'is' | 'long'> {
  const quote = value[0] === "'" || value[0] === '"' ? value[0] : '';
  const inner = quote ? value.slice(1, -1) : value;
  if (inner === '') return { is: 'empty', long: false };
  // In single quotes nothing is expanded.
  if (quote !== "'" && /(^|[^\\])\$[\w({]/.test(inner)) return { is: 'reference', long: false };
  return {
    is: 'literal',
    long: inner.length >= 8 && !/^(true|false|\d{1,12}|[./~].*|x+|\*+|(change|replace|your|example|dummy).*)$/i.test(inner),
  };
}
