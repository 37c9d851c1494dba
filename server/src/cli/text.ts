import type { PresentedFinding } from '../report/presented.ts';
import type { Severity } from '../rules/rule.ts';
import { codeFrame, printable } from './codeFrame.ts';
import type { Checked, FileRange } from './check.ts';
import { styler, type Style } from './style.ts';
import type { Terminal } from './terminal.ts';

const names = { error: 'error', warning: 'warning', information: 'info', hint: 'hint' } as const satisfies Record<Severity, string>;

/** `--format text`: what a person is shown, each with its line, and a line that sums up. */
export function text(checked: readonly Checked[], { colour }: Pick<Terminal, 'colour'>): string {
  if (checked.length === 0) return '';
  const paint = styler(colour);
  const blocks = checked.flatMap((one) => one.shown.map((shown) => block(one, shown, paint)));
  return [...blocks, ...checked.filter(({ shown }) => shown.length === 0).map(fine), summary(checked, paint)].filter(Boolean).join('\n');
}

function block(checked: Checked, shown: PresentedFinding, paint: Style): string {
  const { finding, source, span, severity, message } = shown;
  const place = checked.placeOfSpan(source, span);
  const at = paint('place', pointAt(place));
  const lines = [
    `${at}: ${paint(severity, names[severity])}: ${printable(message)} ${paint('aside', `[${finding.rule}]`)}`,
    ...codeFrame(source, place, { rule: finding.rule, severity }, paint),
    ...(finding.kamal === undefined ? [] : [paint('aside', `  kamal prints: ${printable(finding.kamal)}`)]),
    ...finding.related.map((related) => paint('aside', `  ${pointAt(checked.placeOf(related.at))}: ${printable(related.message)}`)),
  ];
  return `${lines.join('\n')}\n`;
}

/** As editors and terminals take it on a click: lines and columns from 1. */
function pointAt({ file, start }: FileRange): string {
  return `${file}:${start.line + 1}:${start.character + 1}`;
}

function fine({ file, judged }: Checked): string {
  const destinations = judged.flatMap(({ deployment }) => deployment.destination ?? []);
  const alone = judged.some(({ deployment }) => deployment.destination === null);
  const how = [alone && destinations.length > 0 ? 'alone' : '', destinations.length > 0 ? `with ${destinations.join(', ')}` : ''];
  return `${[`${file}:`, 'nothing to report', how.filter(Boolean).join(' and ')].join(' ').trim()}\n`;
}

/** `2 errors and 1 warning in 1 file`; nothing where nothing was found. */
function summary(checked: readonly Checked[], paint: Style): string {
  const shown = checked.flatMap((one) => one.shown);
  const counts = (Object.keys(names) as Severity[]).flatMap((severity) => {
    const count = shown.filter((one) => one.severity === severity).length;
    return count > 0 ? [paint(severity, plural(count, names[severity]))] : [];
  });
  if (counts.length === 0) return '';
  const files = new Set(checked.flatMap((one) => one.shown.map(({ source, span }) => one.placeOfSpan(source, span).file))).size;
  return `${counts.length > 1 ? `${counts.slice(0, -1).join(', ')} and ${counts.at(-1)}` : counts[0]} in ${plural(files, 'file')}\n`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 || word === 'info' ? '' : 's'}`;
}
