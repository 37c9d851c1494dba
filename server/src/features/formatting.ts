import type { TextEdit } from 'vscode-languageserver';
import type { Node } from '../source/node.ts';
import { read } from '../source/read.ts';
import type { Source } from '../source/source.ts';
import { rangeOfSpan, spanOf } from '../source/locate.ts';

/** How many blanks a level is deep. */
const LEVEL = 2;

/**
 * A file with its levels two blanks deep and no blanks at the ends of lines. Only blanks change, what is said never: comments, ERB, quoted texts and
 * blocks of text stay, and where the file would read otherwise afterwards nothing is done.
 * @returns one edit a line; none where the file is in order, broken, or would not be the same
 */
export function formatting(source: Source): TextEdit[] {
  if (source.unreadable || source.problems.some(({ refused }) => refused) || source.erb.some(({ open }) => open)) return [];
  const lines = source.text.split('\n');
  const texts = linesOfTexts(source);
  const trimmedOnly = lines.map((line, i) => (texts.has(i) ? line : trimmed(line)));
  const formatted = texts.size === 0 ? withLevels(lines) : undefined;
  const changed = formatted && isSame(source, formatted) ? formatted : trimmedOnly;
  if (!isSame(source, changed)) return [];
  let offset = 0;
  return lines.flatMap((line, i) => {
    const from = offset;
    offset += line.length + 1;
    const text = changed[i]!;
    if (text === line) return [];
    // The least that differs, so that cursors and marks stay where they are.
    const start = sameStart(line, text);
    const end = sameEnd(line.slice(start), text.slice(start));
    const range = rangeOfSpan(source, { from: from + start, to: from + line.length - end });
    return [{ range, newText: text.slice(start, text.length - end) }];
  });
}

/** Lines that a value over several lines takes: in them blanks may count. */
function linesOfTexts(source: Source): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (node: Node): void => {
    if (node.kind === 'map') for (const { key, value } of node.entries) [key, value].forEach(visit);
    if (node.kind === 'list') node.items.forEach(visit);
    const span = node.kind === 'scalar' ? spanOf(source, node.at) : undefined;
    if (!span) return;
    const last = source.position(span.to).line;
    for (let line = source.position(span.from).line; line < last; line++) found.add(line).add(line + 1);
  };
  if (source.root) visit(source.root);
  return found;
}

const trimmed = (line: string): string => line.replace(/(?<![ \t])[ \t]+(\r?)$/, '$1');

/** Each line at the depth of its level; undefined where something stands in the way. */
function withLevels(lines: readonly string[]): string[] | undefined {
  const levels: { readonly old: number; readonly now: number }[] = [];
  const moved: (number | undefined)[] = [];
  for (const line of lines) {
    const old = /^ */.exec(line)![0].length;
    const rest = line.slice(old).trimEnd();
    if (rest === '' || rest.startsWith('#')) {
      moved.push(undefined);
      continue;
    }
    if (/^\t|^<%|^\? |^%|^---|^\.\.\./.test(rest) || /[|>][-+\d]*\s*(?:#.*)?$/.test(rest) || opens(rest)) return undefined;
    while (levels.length > 0 && levels.at(-1)!.old > old) levels.pop();
    const top = levels.at(-1);
    if (!top || top.old < old) levels.push({ old, now: top ? top.now + (old === top.old ? 0 : LEVEL) : 0 });
    const { now } = levels.at(-1)!;
    moved.push(now - old);
    // What follows `- ` on its line begins a map two blanks deeper.
    const dash = /^(?:- +)+/.exec(rest)?.[0].length ?? 0;
    if (dash > 0 && dash !== 2) return undefined;
    if (dash > 0) levels.push({ old: old + dash, now: now + dash });
  }
  return lines.map((line, i) => {
    const text = trimmed(line);
    // A comment belongs to the line below it.
    const shift = moved[i] ?? moved.slice(i).find((one) => one !== undefined) ?? 0;
    const indent = /^ */.exec(text)![0].length;
    return text.trim() === '' ? text : ' '.repeat(Math.max(0, indent + shift)) + text.slice(indent);
  });
}

/** A quote or bracket that is not closed on its line. */
function opens(line: string): boolean {
  const plain = line
    .replace(/"(?:[^"\\]|\\[^])*(?:"|($))|'(?:[^']|'')*'/g, (_, open?: string) => (open === undefined ? '' : '"'))
    .replace(/(^|\s)#[^]*$/, '');
  const count = (pattern: RegExp): number => plain.match(pattern)?.length ?? 0;
  return /["']/.test(plain) ? count(/(?<=[:\s,[{-])["']/g) > 0 : count(/[[{]/g) !== count(/[\]}]/g);
}

function isSame(source: Source, lines: readonly string[]): boolean {
  const text = lines.join('\n');
  return text === source.text || shape(read(source.file, text).root) === shape(source.root);
}

/** All that a tree says, without its places. */
function shape(node: Node | null): string {
  return JSON.stringify(node, (key, value: unknown) =>
    key === 'at' || key === 'text' ? undefined : typeof value === 'bigint' ? String(value) : value,
  );
}

function sameStart(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i;
}

function sameEnd(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a[a.length - 1 - i] === b[b.length - 1 - i]) i++;
  return i;
}
