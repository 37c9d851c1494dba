import type { Consequence, Severity } from '../../plan/consequences/consequence.ts';
import type { Plan } from '../../plan/plan.ts';
import { linesOf } from '../../plan/remedies/lines.ts';
import type { Remedy } from '../../plan/remedies/remedy.ts';
import { assumed, called, oldFiles, stopsOf, titles, verdict, wantsOldFiles, whereOf } from './words.ts';
import { printable } from '../printable.ts';
import { styler, type Style } from '../text/style.ts';
import type { Planned } from './planned.ts';

const colours = {
  fails: 'error',
  data: 'error',
  'left-behind': 'warning',
  'needs-command': 'warning',
  expected: 'aside',
} as const satisfies Record<Severity, string>;

/** `--format text`: for a person in a terminal, the worst first. */
export function text(planned: Planned, { colour }: { readonly colour: boolean }): string {
  const paint = styler(colour);
  const blocks = planned.plans.flatMap((plan) => [
    `${paint('place', printable(called(plan)))}: ${printable(verdict(plan))}\n`,
    ...plan.consequences.map((one) => block(planned, plan, one, paint)),
  ]);
  const end = [...(wantsOldFiles(planned.plans) ? [oldFiles(planned.from)] : []), assumed];
  return `${[...blocks, paint('aside', end.join('\n'))].join('\n')}\n`;
}

function block({ display }: Planned, plan: Plan, { severity, message, place, remedies }: Consequence, paint: Style): string {
  const at = `${printable(display(place.file))}:${place.range.start.line + 1}:${place.range.start.character + 1}`;
  const lines = [`${paint('place', at)}: ${paint(colours[severity], titles[severity].toLowerCase())}: ${printable(message)}`];
  for (const [index, remedy] of remedies.entries()) lines.push(...remedyLines(plan, remedy, index, paint));
  return `${lines.join('\n')}\n`;
}

function remedyLines(plan: Plan, remedy: Remedy, index: number, paint: Style): string[] {
  const lines = linesOf(remedy, plan);
  const width = Math.max(...lines.map((line) => whereOf(line).length));
  const stops = stopsOf(remedy);
  const head = [
    index === 0 ? 'puts it right' : 'or',
    remedy.beforeTheEdit ? ', also before the change is deployed' : '',
    stops.length > 0 ? ` (stops ${stops.join(', ')})` : '',
  ];
  return [
    paint('aside', `  ${printable(head.join(''))}:`),
    ...lines.map((line) => `    ${paint('aside', whereOf(line).padEnd(width))}  ${printable(line.command)}`),
  ];
}
