import { applyChanges, safeFix } from '../../edit/index.ts';
import type { Fix, TextChange } from '../../edit/change.ts';
import { memoize } from '../../memoize.ts';
import type { At } from '../../source/node.ts';
import { read } from '../../source/read.ts';
import type { Source } from '../../source/source.ts';
import { listInMap } from './listInMap.ts';

/** What puts a text right that cannot be read. */
export interface Repair {
  readonly title: string;
  readonly changes: readonly TextChange[];
  /** Says better what is wrong. */
  readonly message?: string;
}

/** The repair of a text that cannot be read, where one look tells what was meant: only if the text has one fault less then. */
export function syntaxRepair(source: Source, at: At): Repair | undefined {
  const repair = repairOf(source, at);
  return repair && helps(source, repair.changes) ? repair : undefined;
}

/** Offers a repair, worked out anew for the text as it is then. */
export function repairFix({ title }: Repair, source: Source, at: At): Fix {
  return safeFix(title, source.file, (newest) => syntaxRepair(newest, at)?.changes);
}

/** One repair may be for many faults. */
const helps = memoize(
  (source: Source, changes: readonly TextChange[]): boolean =>
    read(source.file, applyChanges(source.text, changes), source).problems.length < source.problems.length,
);

function repairOf(source: Source, at: At): Repair | undefined {
  const start = source.offset(at.chunk);
  if (start === undefined) return undefined;
  const offset = start + at.from;
  const { text } = source;
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const written = /^[^\r\n]*/.exec(text.slice(line))![0];
  return byteOrderMark(text, offset) ?? tabs(source, written) ?? blankAfter(written, line) ?? listInMap(source, line);
}

function byteOrderMark(text: string, offset: number): Repair | undefined {
  const marks = /^\uFEFF+/.exec(text.slice(offset))?.[0].length;
  return marks ? { title: 'Remove the byte order mark', changes: [{ from: offset, to: offset + marks, text: '' }] } : undefined;
}

function tabs(source: Source, line: string): Repair | undefined {
  const [before] = /^[ -]*(?=\t)/.exec(line) ?? [];
  if (before === undefined) return undefined;
  return {
    title: before.includes('-') ? 'Write spaces instead of tabs' : 'Indent with spaces instead of tabs',
    changes: withoutTabs(source),
  };
}

/** All of the file's: one line of spaces among lines of tabs fits none of them. */
const withoutTabs = memoize(({ text }: Source): readonly TextChange[] => {
  const width = [2, 4, 8].find((one) => isDeepEnough(text, one)) ?? 2;
  const changes: TextChange[] = [];
  const write = (from: number, white: string, text: string): void => {
    if (white.includes('\t')) changes.push({ from, to: from + white.length, text });
  };
  for (const { 0: written, index } of text.matchAll(/[^\r\n]+/g)) {
    const [white] = /^[ \t]*/.exec(written)!;
    write(index, white, white.length < written.length ? spaces(white, width) : '');
    // Behind a dash a blank is enough.
    const dashes = /^( *(?:- +)*-)([ \t]+)/.exec(written);
    if (dashes) write(index + dashes[1]!.length, dashes[2]!, ' ');
  }
  return changes;
});

/** Indentation with so many spaces for a tab, which takes in the spaces before it. */
function spaces(white: string, width: number): string {
  return white.replace(/(?<! ) *\t/g, ' '.repeat(width));
}

/** Does each line of tabs stand deeper than the key without a value right above it, if that one is indented with spaces? */
function isDeepEnough(text: string, width: number): boolean {
  let above: number | undefined;
  for (const line of text.split(/\r\n?|\n/)) {
    const [white = ''] = /^[ \t]*/.exec(line) ?? [];
    const rest = line.slice(white.length);
    if (rest === '' || rest.startsWith('#')) continue;
    if (above !== undefined && white.includes('\t') && spaces(white, width).length <= above) return false;
    above = !white.includes('\t') && /^[\w-]+:[ \t]*(?:#|$)/.test(rest) ? white.length : undefined;
  }
  return true;
}

/** `host:shop.example`, `-192.0.2.1` */
function blankAfter(line: string, from: number): Repair | undefined {
  const mark = /^[ ]*(?:- )?[\w-]+:(?=[^\s/])|^[ ]*-(?=[^\s-])/.exec(line)?.[0];
  if (mark === undefined) return undefined;
  const at = from + mark.length;
  return { title: `Put a blank behind the ${mark.endsWith(':') ? 'colon' : 'dash'}`, changes: [{ from: at, to: at, text: ' ' }] };
}
