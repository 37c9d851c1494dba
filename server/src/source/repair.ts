import { MOST_FAULTS } from './limits.ts';
import { QUOTE_ME, cannotBegin } from './libyamlStrictness.ts';
import type { Fault } from './libyamlStrictness.ts';
import type { BlockContext } from './blockContext.ts';
import type { Scanned } from './scan.ts';

/** A text without the lines that stop it from being read, each said. */
export interface Repair {
  readonly text: string;
  readonly faults: readonly Fault[];
}

interface Line {
  readonly from: number;
  readonly to: number;
  readonly indent: number;
  readonly kind: 'key' | 'item' | 'other';
  /** Column of the map or list that a line like `- - key:` opens deepest. */
  readonly inner: number;
}

/**
 * Blanks the lines of a broken text that stand at a collection's own indent and are neither `key:` nor `- item`:
 * what is there while someone types. Undefined when there is no such line, or too many.
 */
export function repair(text: string, scanned: Scanned, place: BlockContext): Repair | undefined {
  const lines = significantLines(text, scanned);
  const faults: Fault[] = [];
  const stack: { indent: number; kind: 'key' | 'item' }[] =
    place.kind === 'any' ? [] : [{ indent: place.indent, kind: place.kind === 'keys' ? 'key' : 'item' }];
  let repaired = '';
  let done = 0;
  const blank = ({ from, to }: Line): void => {
    repaired += text.slice(done, from) + ' '.repeat(to - from);
    done = to;
  };
  let below = Infinity;
  lines.forEach((line, i) => {
    const orphan = line.indent > below;
    if (!orphan) below = Infinity;
    while ((stack.at(-1)?.indent ?? -1) > line.indent) stack.pop();
    const siblings = stack.at(-1)?.indent === line.indent ? stack.at(-1)!.kind : undefined;
    if (orphan) {
      blank(line);
      return;
    }
    if (line.kind === 'other') {
      const next = lines[i + 1];
      const kind = siblings ?? (next && next.indent === line.indent && next.kind !== 'other' ? next.kind : undefined);
      if (kind === undefined) return;
      faults.push(fault(text, line, kind));
      blank(line);
      // what is indented below it belongs to it
      below = line.indent;
      return;
    }
    if (siblings === undefined) stack.push({ indent: line.indent, kind: line.kind });
    if (line.inner > line.indent) stack.push({ indent: line.inner, kind: 'key' });
  });
  return faults.length === 0 || faults.length > MOST_FAULTS ? undefined : { text: repaired + text.slice(done), faults };
}

/** The first line that is indented like no collection it could belong to. */
export function misindented(text: string, scanned: Scanned, place: BlockContext): Fault | undefined {
  const stack: { indent: number; kind: Line['kind'] }[] =
    place.kind === 'any' ? [] : [{ indent: place.indent, kind: place.kind === 'keys' ? 'key' : 'item' }];
  const top = () => stack.at(-1)?.indent ?? -1;
  let before: Line | undefined;
  for (const line of significantLines(text, scanned)) {
    const bare = before !== undefined && /:[ \t]*(?:[&!][^\s#]*[ \t]*)*(?:#.*)?\r?$/.test(text.slice(before.from, before.to));
    const deeper = line.indent > top();
    while (top() > line.indent) stack.pop();
    const sibling = top() === line.indent ? stack.at(-1)!.kind : undefined;
    const fits = sibling !== undefined || (deeper && (bare || before === undefined || before.kind === 'item')) || stack.length === 0;
    const stray = line.kind === 'item' && sibling === 'key' && !(bare && before!.indent === line.indent) && !belowList(before, line);
    if (stray || (!fits && (deeper || line.kind !== 'other'))) return badIndent(text, line, deeper && !stray);
    if (sibling === undefined) stack.push({ indent: line.indent, kind: line.kind });
    if (line.inner > line.indent) stack.push({ indent: line.inner, kind: 'key' });
    before = line;
  }
  return undefined;
}

/** `key:` and `- item` may share a column: then the line before is an item there, or deeper in one. */
function belowList(before: Line | undefined, line: Line): boolean {
  return before !== undefined && before.kind === 'item' && before.indent === line.indent;
}

function badIndent(text: string, line: Line, deeper: boolean): Fault {
  const message = deeper
    ? 'This line is indented deeper than the line before it, which has a value already, and Kamal cannot read the file. Give the keys of one section the same number of spaces.'
    : 'This line is indented like neither its neighbours nor its parent, and Kamal cannot read the file. Give the lines of one section the same number of spaces.';
  return { from: line.from + line.indent, to: line.from + text.slice(line.from, line.to).trimEnd().length, message };
}

function fault(text: string, line: Line, kind: 'key' | 'item'): Fault {
  const from = line.from + line.indent;
  const written = text.slice(from, line.to).replace(/(?<![ \t\r])[ \t\r]+(?:#[^]*)?$/, '');
  const to = from + written.length;
  const glued = /^([\w-]+):(\S.*)$/.exec(written);
  if (kind === 'key' && glued)
    return {
      from,
      to,
      message: `A space is missing after the colon of \`${glued[1]}:\`: write \`${glued[1]}: ${glued[2]}\`. Until then Kamal cannot read the file.`,
    };
  if (QUOTE_ME[written[0] ?? ''] !== undefined) return cannotBegin(from, to, written);
  const message =
    kind === 'item'
      ? /^-\S/.test(written)
        ? `A space is missing after the dash: write \`- ${written.slice(1)}\`. Until then Kamal cannot read the file.`
        : `\`${written}\` is no list item like its neighbours: \`- \` is missing before it, and Kamal cannot read the file.`
      : `\`${written}\` needs a colon: write \`${written}:\` and its value, or delete the line. Until then Kamal cannot read the file.`;
  return { from, to, message };
}

/** The lines that begin outside quotes, brackets and block scalars, without comments and blanks. */
function significantLines(text: string, { tokens }: Scanned): Line[] {
  const lines: Line[] = [];
  let flow = 0;
  let lineStart = -1;
  tokens.forEach((token, i) => {
    const start = text.lastIndexOf('\n', token.from - 1) + 1;
    const fresh = start !== lineStart && flow === 0;
    if (start !== lineStart) lineStart = start;
    if (token.kind === 'open') flow = token.flow;
    if (token.kind === 'close') flow = Math.max(0, token.flow - 1);
    if (!fresh || token.kind === 'comment') return;
    let last = i;
    while (tokens[last]?.kind === 'dash') last++;
    const first = tokens[last];
    const end = text.indexOf('\n', token.from);
    const line = { from: start, to: end === -1 ? text.length : end, indent: token.from - start };
    const key = isKey(tokens, last, line.to);
    if (last > i) lines.push({ ...line, kind: 'item', inner: key && first ? first.from - start : line.indent });
    else lines.push({ ...line, kind: key ? 'key' : 'other', inner: line.indent });
  });
  return lines;
}

function isKey(tokens: Scanned['tokens'], at: number, lineEnd: number): boolean {
  let i = at;
  if (tokens[i]?.kind === 'question') return true;
  while (tokens[i] && tokens[i]!.from < lineEnd && (tokens[i]!.kind === 'anchor' || tokens[i]!.kind === 'tag')) i++;
  const colon = tokens[i]?.kind === 'colon' ? tokens[i] : tokens[i + 1];
  return colon?.kind === 'colon' && colon.flow === 0 && colon.from < lineEnd;
}
