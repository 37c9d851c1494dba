import type { DeploymentResult } from '../../project/analysis.ts';
import type { PresentedFinding } from '../presented.ts';
import type { Finding, Severity } from '../../rules/rule.ts';
import { codeFrame } from './codeFrame.ts';
import { printable } from '../printable.ts';
import type { Checked, FileRange } from '../checked.ts';
import { styler, type Style } from './style.ts';

const names = { error: 'error', warning: 'warning', information: 'info', hint: 'hint' } as const satisfies Record<Severity, string>;

/** What only people care for. */
export interface Look {
  readonly colour: boolean;
  /** Findings alone. */
  readonly quiet: boolean;
  /** In data for programs: without values that are for servers alone. */
  readonly redact?: boolean;
}

/** `--format text`: what a person is shown, each with its line, and a line that sums up. */
export function text(checked: readonly Checked[], { colour, quiet }: Look): string {
  if (checked.length === 0) return '';
  const paint = styler(colour);
  const blocks = checked.flatMap((one) => one.shown.map((shown) => block(one, shown, paint)));
  if (quiet) return blocks.join('\n');
  return [...blocks, ...checked.map(verdict), summary(checked, paint)].filter(Boolean).join('\n');
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
  return `${printable(file)}:${start.line + 1}:${start.character + 1}`;
}

/** What is said of a file where nothing is reported, and where Kamal refuses it for what a setting keeps from being an error. */
function verdict({ file, judged, shown, shownBefore, deployed }: Checked): string {
  if (shownBefore) return '';
  const refused = judged.filter(({ accepted }) => accepted === false);
  const others = judged.filter((one) => !refused.includes(one));
  const isSilenced =
    !shown.some(({ severity }) => severity === 'error') && refused.some((one) => deployed.has(one) && one.findings.some(isRefusedError));
  const said: string[] = [];
  if (shown.length === 0 && others.length > 0) said.push(`nothing to report ${among(judged, others)}`.trim());
  if (isSilenced) said.push(`Kamal refuses it ${among(judged, refused)}`.trim() + ', and the rules that say why are set lower or off');
  else if (shown.length === 0 && refused.length > 0) said.push(`Kamal refuses it ${among(judged, refused)}`.trim());
  return said.length > 0 ? `${printable(file)}: ${said.join('; ')}\n` : '';
}

const isRefusedError = ({ refused, severity }: Finding): boolean => refused && severity === 'error';

/** `alone and with staging`: which of the deployments; nothing where there is only one. */
function among(all: readonly DeploymentResult[], some: readonly DeploymentResult[]): string {
  const destinations = some.flatMap(({ deployment }) => deployment.destination ?? []);
  const alone =
    some.some(({ deployment }) => deployment.destination === null) && all.some(({ deployment }) => deployment.destination !== null);
  return [alone ? 'alone' : '', destinations.length > 0 ? printable(`with ${destinations.join(', ')}`) : ''].filter(Boolean).join(' and ');
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
