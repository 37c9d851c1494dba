/** Where the children of one block collection begin (offsets in the text); the last ends where the text ends. */
export interface Split {
  readonly kind: 'keys' | 'items';
  readonly starts: readonly number[];
  readonly indent: number;
}

/** First characters of what may be more than a key: at the start of a file it may hold for all of the document. */
const PROPERTY_OR_OTHER = new Set(`?:&*!{[|>"'`);
const CONTINUES = new Set(']},');
const KEY = /(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s#"'](?:[^\n]*?[^ \t\n])??)[ \t]*:(?=\s|$)/y;
const QUOTED_KEY = /(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*:(?=\s|$)/y;

/**
 * Cuts `text` between `from` and `to` at the keys in column 0. Undefined where the root cannot be cut: an indented
 * file, a list, brackets, or an anchor, tag, alias or `? ` before the first key. `forced` cuts those too (text known to be broken).
 */
export function splitRoot(text: string, from: number, to: number, forced = false): Split | undefined {
  const starts: number[] = [];
  for (let at = from; at < to; at = nextLine(text, at)) {
    const first = text[at]!;
    if (first === '\n' || first === '#' || first === '\r') continue;
    if (first === ' ' || first === '\t') {
      if (starts.length === 0 && !forced && !isEmpty(text, at)) return undefined;
      continue;
    }
    if (first === '-' && isBlank(text[at + 1])) {
      if (starts.length === 0 && !forced) return undefined;
      continue;
    }
    if (starts.length === 0 && !forced && PROPERTY_OR_OTHER.has(first) && !isKey(text, at)) return undefined;
    if (continues(text, at)) continue;
    starts.push(at);
  }
  // one line of plain text is a document of its own, not a key without its colon
  if (starts.length === 0 || (starts.length === 1 && !forced && !isKey(text, starts[0]!))) return undefined;
  return { kind: 'keys', starts, indent: 0 };
}

/**
 * Cuts a section (`key:` alone on its first line, then deeper lines) at the children. Small neighbours stay together; which do
 * hangs on their text alone, so an edit elsewhere moves no cut. Undefined when the section must be read as a whole.
 */
export function splitChildren(text: string, from: number, to: number): Split | undefined {
  const header = bareHeader(text, from, to);
  if (header === undefined) return undefined;
  return cut(text, nextLine(text, header), to, (column, dash) => {
    const parent = indentAt(text, from);
    return column > parent || (column === parent && dash);
  });
}

/** Cuts a run of siblings, whose kind and column are known, at every one of them. */
export function splitSiblings(text: string, from: number, to: number, { kind, indent }: Pick<Split, 'kind' | 'indent'>): Split | undefined {
  const split = cut(text, from, to, (column) => column === indent, true);
  return split?.kind === kind && split.starts.length > 1 && split.starts[0] === from ? split : undefined;
}

/** The first line decides column and kind; a line that fits neither makes the text one that cannot be cut. */
function cut(text: string, from: number, to: number, fits: (column: number, dash: boolean) => boolean, all = false): Split | undefined {
  const starts: number[] = [];
  let kind: Split['kind'] | undefined;
  let indent = -1;
  let deep = false;
  for (let at = from; at < to; at = nextLine(text, at)) {
    const column = indentAt(text, at);
    const first = text[at + column];
    if (first === undefined || first === '\n' || first === '\r' || first === '#') continue;
    if (first === '\t') return undefined;
    const dash = first === '-' && isBlank(text[at + column + 1]);
    if (kind === undefined) {
      if (!fits(column, dash)) return undefined;
      indent = column;
      kind = dash ? 'items' : 'keys';
    } else if (column > indent) {
      deep = true;
      continue;
    }
    // what begins no child belongs to the one before: the rest of a quote or bracket, or a line that is wrong
    if (column < indent || (kind === 'items' ? !dash : dash || !startsKey(text, at + column))) {
      if (starts.length === 0) return undefined;
      deep = true;
      continue;
    }
    if (all || starts.length === 0 || deep || cutsHere(text, at + column)) starts.push(at);
    deep = false;
  }
  return kind === undefined ? undefined : { kind, starts, indent };
}

/** A bare `key:` begins a chunk, and so does about every eighth line of a run of one-liners, chosen by its own text. */
function cutsHere(text: string, at: number): boolean {
  const end = nextLine(text, at);
  if (/:[ ]*\r?\n?$/.test(text.slice(Math.max(at, end - 6), end))) return true;
  let sum = 0;
  for (let i = at; i < at + 40; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || Number.isNaN(code)) break;
    sum = (Math.imul(sum, 31) + code) | 0;
  }
  return ((sum ^ (sum >>> 9)) & 7) === 0;
}

/** Offset of the line `key:` that stands alone (a comment may follow); undefined for any other first line. */
function bareHeader(text: string, from: number, to: number): number | undefined {
  const line = text.slice(from, Math.min(nextLine(text, from), to));
  return /^[ ]*(?:"[^"\\\n]*"|'[^'\n]*'|[A-Za-z0-9_./][^\s:#]*):[ ]*(?:[ ]#.*)?\r?\n?$/.test(line) ? from : undefined;
}

/** `key:`, with quotes or without. */
function isKey(text: string, at: number): boolean {
  const first = text[at]!;
  return !PROPERTY_OR_OTHER.has(first) || first === '"' || first === "'" || (first === ':' && !isBlank(text[at + 1]))
    ? matches(KEY, text, at)
    : false;
}

/** A key, also behind an anchor, a tag or `? `, or one that is an alias or in brackets. */
function startsKey(text: string, at: number): boolean {
  return isKey(text, at) || /[&*!?[{]/.test(text[at]!);
}

/** The rest of something that began before, in column 0: `: value`, a closing bracket, the inside of a quote. */
function continues(text: string, at: number): boolean {
  const first = text[at]!;
  if (first === ':') return isBlank(text[at + 1]);
  return CONTINUES.has(first) || ((first === '"' || first === "'") && !matches(QUOTED_KEY, text, at));
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

function indentAt(text: string, at: number): number {
  let i = at;
  while (text.charCodeAt(i) === 32) i++;
  return i - at;
}

function isEmpty(text: string, at: number): boolean {
  const line = text.slice(at, nextLine(text, at)).trim();
  return line === '' || line.startsWith('#');
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || character === ' ' || character === '\n' || character === '\r' || character === '\t';
}
