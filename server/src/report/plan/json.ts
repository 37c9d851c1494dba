import type { Consequence } from '../../plan/consequences/consequence.ts';
import type { Plan } from '../../plan/plan.ts';
import { linesOf } from '../../plan/remedies/lines.ts';
import { printableJson } from '../printable.ts';
import type { Planned } from './planned.ts';

/** `--format json`: every plan with the lines of its issues and what they mean to a person. Lines and characters count from 0. */
export function json({ plans, display }: Planned): string {
  const all = plans.map((plan) => ({
    destination: plan.destination,
    fails: plan.fails,
    halfDone: plan.halfDone,
    issues: plan.issues.map(({ line }) => line),
    consequences: plan.consequences.map((one) => consequence(plan, one, display)),
    ...(plan.hidden.length > 0 && { hidden: plan.hidden }),
    ...(plan.unknown !== null && { unknown: plan.unknown }),
  }));
  return `${printableJson(JSON.stringify({ plans: all }, null, 2))}\n`;
}

function consequence(plan: Plan, { severity, message, place, remedies }: Consequence, display: Planned['display']): unknown {
  return {
    severity,
    message,
    file: display(place.file),
    range: place.range,
    remedy: remedies.map((remedy) => ({
      commands: linesOf(remedy, plan).map(({ command }) => command),
      steps: remedy.steps,
      beforeTheEdit: remedy.beforeTheEdit,
      solves: remedy.solves,
      stops: remedy.stops,
    })),
  };
}
