import { visible } from '../../report/printable.ts';
import type { Severity } from '../../rules/rule.ts';
import type { Checked } from '../../report/checked.ts';

const commands = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const satisfies Record<Severity, string>;

/** `--format github`: workflow commands, which GitHub shows beside the changed lines of a pull request. */
export function github(checked: readonly Checked[]): string {
  return checked.flatMap((one) => one.shown.map((shown) => annotation(one, shown))).join('');
}

function annotation(checked: Checked, { finding, source, span, severity, message }: Checked['shown'][number]): string {
  const { file, start, end } = checked.placeOfSpan(source, span);
  const properties: Record<string, string | number> = { file, line: start.line + 1, endLine: end.line + 1 };
  // Columns are refused where the lines differ.
  if (start.line === end.line) Object.assign(properties, { col: start.character + 1, endColumn: end.character + 1 });
  properties['title'] = finding.rule;
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${commands[severity]} ${list.join(',')}::${escapeData(message)}\n`;
}

/** A line that begins with `::` is a command: a message must not begin one. */
function escapeData(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
