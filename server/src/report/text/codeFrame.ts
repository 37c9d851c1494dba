import { memoize } from '../../memoize.ts';
import { delicateInSource } from '../../references/delicate.ts';
import { veilOf } from '../../references/veil.ts';
import type { Finding } from '../../rules/rule.ts';
import type { Source } from '../../source/source.ts';
import { printable } from '../printable.ts';
import type { FileRange } from '../checked.ts';
import type { Style } from './style.ts';
import { redact, redactMarked } from './redact.ts';

/** Longest piece of a line that is shown: what a terminal holds beside the line's number. */
const widest = 110;

/** The line of a finding, without the secret that it may be about, and carets under what is meant; of several lines the first. */
export function codeFrame(
  source: Source,
  { start, end }: FileRange,
  { rule, severity }: Pick<Finding, 'rule' | 'severity'>,
  paint: Style,
): string[] {
  const shown = lineOf(source, start.line);
  const to = end.line === start.line ? end.character : shown.length;
  const line = redactMarked(source.file, rule, shown, start.character, to);
  // Of a long line, what stands around the finding.
  const cut = line.length > widest ? Math.max(0, Math.min(start.character - 20, line.length - widest)) : 0;
  const piece = printable(line.slice(cut, cut + widest));
  const number = String(start.line + 1);
  const gutter = ' '.repeat(number.length);
  const before = [...line.slice(cut, start.character)].map((char) => (char === '\t' ? '\t' : ' ')).join('');
  const carets = '^'.repeat(Math.max(1, [...line.slice(start.character, Math.min(to, cut + widest))].length));
  return [
    `  ${paint('aside', `${number} |`)} ${cut > 0 ? '…' : ''}${piece}${cut + widest < line.length ? '…' : ''}`,
    `  ${paint('aside', `${gutter} |`)} ${cut > 0 ? ' ' : ''}${before}${paint(severity, carets)}`,
  ];
}

/** Redacted once, however many findings are on it. */
function lineOf(source: Source, number: number): string {
  const lines = linesOf(source);
  let line = lines.get(number);
  if (line === undefined) {
    const from = source.offsetAt({ line: number, character: 0 });
    const written = /^[^\r\n]*/.exec(source.text.slice(from))![0];
    lines.set(number, (line = redact(source.file, written, veilOf(delicateInSource(source)))));
  }
  return line;
}

const linesOf = memoize((_: Source): Map<number, string> => new Map());
