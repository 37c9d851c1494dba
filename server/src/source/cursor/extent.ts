import type { Row } from './rows.ts';

/** Where things end that may go on over several lines: by the text, and by where the next line of a block must begin. */

/** How far the end of a quote or bracket is looked for. */
const FARTHEST = 5_000;

/** The column that the text of a row's block scalar must be indented beyond. */
export function blockColumn(row: Row): number {
  return row.key?.column ?? row.dashes.at(-1) ?? -1;
}

/** `|`, `>-`, `|2` …, with nothing but a comment behind. */
export function isBlockHeader(text: string): boolean {
  return /^[|>][-+1-9]{0,2}[ \t]*(?:[ \t]#.*)?$/.test(text);
}

/**
 * Where a quote ends, behind its closing mark. Undefined when it is not closed on its line, nor on lines below that are deeper than
 * `column` and do not look like keys or items: then it was forgotten.
 */
export function quoteEnd(text: string, from: number, lineEnd: number, column: number): number | undefined {
  const quote = text[from];
  const farthest = Math.min(text.length, from + FARTHEST);
  for (let i = from + 1; i < farthest; i++) {
    if (text[i] === '\n' && i >= lineEnd && !goesOn(text, i + 1, column)) return undefined;
    if (quote === '"' && text[i] === '\\') i++;
    else if (text[i] === quote) {
      if (quote === "'" && text[i + 1] === quote) i++;
      else return i + 1;
    }
  }
  return undefined;
}

function goesOn(text: string, line: number, column: number): boolean {
  const found = /^([ \t]*)(\S?.*)/.exec(text.slice(line, line + 200))!;
  return found[2]!.trim() === '' || (found[1]!.length > column && !/^(?:-\s|[\w.-]+:(?:\s|$))/.test(found[2]!));
}

/**
 * Where a bracket ends, behind its closing one. It is taken for forgotten where a line follows that is not indented beyond `column`,
 * unless that closes it; a bracket in column 0 may hold lines there. Then it ends with the last line that says something.
 */
export function flowEnd(text: string, from: number, column: number): { to: number; closed: boolean } {
  const root = from === 0 || text[from - 1] === '\n';
  let depth = 0;
  let last = from;
  for (let i = from; i < text.length; i++) {
    const character = text[i];
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') {
      if (--depth === 0) return { to: i + 1, closed: true };
    } else if ((character === '"' || character === "'") && /[\s,:[{]/.test(text[i - 1]!)) i = skipQuote(text, i);
    else if (character === '#' && /\s/.test(text[i - 1]!)) i = lineEndOf(text, i) - 1;
    else if (character === '\n' && !root && !staysInside(text, i + 1, column)) break;
    if (!/\s/.test(text[i]!)) last = i;
  }
  return { to: last + 1, closed: false };
}

function staysInside(text: string, line: number, column: number): boolean {
  const found = /^([ \t]*)(\S?)/.exec(text.slice(line, line + 200))!;
  return found[2] === '' || found[1]!.length > column || found[2] === ']' || found[2] === '}';
}

/** The last character of a quote that ends on its line; otherwise the last before the line's end. */
export function skipQuote(text: string, from: number): number {
  const end = lineEndOf(text, from);
  for (let i = from + 1; i < end; i++) {
    if (text[from] === '"' && text[i] === '\\') i++;
    else if (text[i] === text[from]) {
      if (text[from] === "'" && text[i + 1] === "'") i++;
      else return i;
    }
  }
  return end - 1;
}

function lineEndOf(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}
