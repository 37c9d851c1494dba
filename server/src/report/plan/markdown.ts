import { severities, type Consequence } from '../../plan/consequences/consequence.ts';
import type { Plan } from '../../plan/plan.ts';
import { linesOf } from '../../plan/remedies/lines.ts';
import type { Remedy } from '../../plan/remedies/remedy.ts';
import { printable } from '../printable.ts';
import { assumed, called, oldFiles, stopsOf, titles, verdict, wantsOldFiles, whereOf, type From } from './words.ts';

/** What plans are written with. */
export interface Written {
  readonly plans: readonly Plan[];
  readonly from: From;
  /** A link to a line of a file, or its name alone. @param line from 0 */
  placeOf(file: string, line: number): string;
}

/** Plans as Markdown: for a comment on a pull request, or a tab of an editor. What is as expected is folded. */
export function markdown({ plans, from, placeOf }: Written): string {
  const blocks = plans.flatMap((plan) => [
    `### ${escaped(`\`${called(plan)}\``)}`,
    `**${escaped(capital(verdict(plan)))}**`,
    ...sections(plan, placeOf),
  ]);
  const end = [...(wantsOldFiles(plans) ? [oldFiles(from)] : []), assumed].join(' ');
  return `${[`## Plan since ${escaped(from.name)}`, ...blocks, `<sub>${end}</sub>`].join('\n\n')}\n`;
}

/** Outside of code nothing may be read as Markdown or HTML. Where a name has backticks of its own, nobody can tell what is code. */
function escaped(written: string): string {
  const text = printable(written);
  if (text.includes('``') || text.split('`').length % 2 === 0) return text.replace(/[\\`<[\]*_]/g, '\\$&');
  return text
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replace(/[\\<[\]*_]/g, '\\$&') : part))
    .join('`');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function sections(plan: Plan, placeOf: Written['placeOf']): string[] {
  return severities.flatMap((severity) => {
    const all = plan.consequences.filter((one) => one.severity === severity);
    if (all.length === 0) return [];
    const items = all.map((one) => item(plan, one, placeOf)).join('\n');
    if (severity !== 'expected') return [`#### ${titles[severity]}`, items];
    return [`<details><summary>${titles[severity]} (${all.length})</summary>`, items, '</details>'];
  });
}

/** The best remedy, and the best of another kind: before the edit or after it, with the old files or without. */
function item(plan: Plan, { message, place, remedies }: Consequence, placeOf: Written['placeOf']): string {
  const lines = [`- ${escaped(message)} (${placeOf(place.file, place.range.start.line)})`];
  for (const [index, remedy] of worthTelling(remedies).entries()) {
    const stops = stopsOf(remedy);
    const notes = [
      ...(remedy.beforeTheEdit ? ['also before the change is deployed'] : []),
      ...(stops.length > 0 ? [`stops ${stops.join(', ')}`] : []),
    ];
    lines.push('', `  ${index === 0 ? 'Puts it right' : 'Or'}${notes.length > 0 ? ` (${escaped(notes.join('; '))})` : ''}:`, '', '  ```sh');
    lines.push(...linesOf(remedy, plan).map((line) => `  ${printable(line.command)}  # ${whereOf(line)}`), '  ```');
  }
  return [...lines, ...(remedies.length > 0 ? [''] : [])].join('\n');
}

function worthTelling(remedies: readonly Remedy[]): Remedy[] {
  const [best] = remedies;
  if (!best) return [];
  const other = remedies.find((one) => one.beforeTheEdit !== best.beforeTheEdit || isOld(one) !== isOld(best));
  return other ? [best, other] : [best];
}

const isOld = ({ steps }: Remedy): boolean => steps.some((step) => 'kamal' in step && step.file === 'before');
