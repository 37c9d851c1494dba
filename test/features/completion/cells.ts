import { readFileSync, readdirSync } from 'node:fs';
import { filesIn } from '../project.ts';
import { completionsOf, accepted, type Typing } from './cell.ts';

/**
 * One cell of the table: a place and a state of the text. `cells/README.md` tells how it is written.
 */
export interface Cell {
  readonly name: string;
  /** The text with its cursor, as it stands in the file. */
  readonly text: string;
  /** What is expected, as it stands in the file. */
  readonly expected: string;
  readonly typing: Typing;
  readonly take: string | undefined;
  readonly not: readonly string[];
  readonly also: readonly string[];
}

const folder = new URL('cells/', import.meta.url);

export function cellFiles(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort();
}

export function fileText(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

export const fileUrl = (name: string): URL => new URL(name, folder);

/** The cells of a file, and what stands before the first: files that all of them share. */
export function cellsIn(text: string): { head: string; cells: Cell[] } {
  const [head = '', ...parts] = text.split(/^=== /m);
  const shared = head === '' ? new Map<string, string>() : filesIn(head);
  return { head, cells: parts.map((part) => cellOf(part, shared)) };
}

function cellOf(part: string, shared: ReadonlyMap<string, string>): Cell {
  const end = part.indexOf('\n');
  const heading = part.slice(0, end);
  const [text = '', answer = ''] = part.slice(end + 1).split(/^--> /m);
  const own = text.startsWith('//- ') ? filesIn(text) : new Map([['config/deploy.yml', text.replace(/\n$/, '')]]);
  const texts = new Map([...shared, ...own]);
  const [file, written] = [...own].find(([, one]) => /[|¦]/.test(one))!;
  const raw = written.replaceAll('⇥', '\t').replaceAll('\n', heading.includes('[crlf]') ? '\r\n' : '\n');
  const offset = raw.includes('¦') ? raw.indexOf('¦') : raw.indexOf('|');
  texts.set(file, raw.slice(0, offset) + raw.slice(offset + 1));
  const kamal = /\[kamal ([\d.]+)\]/.exec(heading)?.[1];
  const lines = answer.split('\n');
  const list = (word: string): string[] =>
    (lines.find((line) => line.startsWith(`${word}: `)) ?? '')
      .slice(word.length + 2)
      .split(', ')
      .filter((name) => name !== '');
  return {
    name: heading,
    text,
    expected: answer.replace(/\n+$/, ''),
    typing: { texts, file, offset, ...(kamal === undefined ? {} : { kamal }) },
    take: lines.find((line) => line.startsWith('>>> '))?.slice(4),
    not: list('not'),
    also: list('also'),
  };
}

/** What is said at a cell: the first three labels, and the text once one of them is accepted. */
export function answerOf({ typing, take, not, also }: Cell): string {
  const { items } = completionsOf(typing);
  const text = typing.texts.get(typing.file)!;
  const labels = items.map(({ label }) => label);
  const lines = [labels.slice(0, 3).join(', ') || '(nothing)'];
  const found = also.filter((label) => labels.includes(label));
  const missing = not.filter((label) => !labels.includes(label));
  if (also.length > 0) lines.push(`also: ${found.join(', ')}`);
  if (not.length > 0) lines.push(`not: ${missing.join(', ')}`);
  if (take !== undefined) {
    const item = items.find(({ label }) => label === take);
    lines.push(`>>> ${take}`, item ? shown(accepted(text, item, '|')) : '(not offered)');
  }
  return lines.join('\n').replace(/\n+$/, '');
}

function shown(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\t', '⇥');
}
