import { severities } from '../plan/consequences/consequence.ts';
import type { Plan, Snapshot } from '../plan/plan.ts';
import { plansOf } from '../plan/plans.ts';
import { linesOf } from '../plan/remedies/lines.ts';
import type { PlanConsequence, PlanResult } from '../protocol.ts';
import { markdown } from '../report/plan/markdown.ts';
import { called, verdict } from '../report/plan/words.ts';
import type { UriOf } from './location.ts';

interface About {
  /** undefined: all deployments */
  readonly destination: string | null | undefined;
  /** What the older version is called. */
  readonly from: string;
  readonly uriOf: UriOf;
}

/** What deploying the open project does to servers that run an older version of it. */
export function plan(before: Snapshot, after: Snapshot, { destination, from, uriOf }: About): PlanResult {
  const all = plansOf(before, after).filter((one) => destination === undefined || one.destination === destination);
  const told = all.filter(({ consequences }) => consequences.length > 0);
  // That Kamal refuses a file is told where it stands, and comes and goes while somebody types.
  const news = told.filter(({ fails }) => fails !== 'configuration refused');
  const consequences = told.flatMap((one) => one.consequences.map((consequence) => consequenceOf(one, consequence, uriOf)));
  const worst =
    severities.find(
      (severity) =>
        severity !== 'expected' && news.some((one) => one.consequences.some((consequence) => consequence.severity === severity)),
    ) ?? null;
  return {
    summary: summaryOf(news),
    worst,
    markdown: markdown({ plans: all, from: { kind: 'revision', name: from }, placeOf: lineOf }),
    consequences,
  };
}

/** The preview of VS Code takes no links to files from a document that is none. */
const lineOf = (file: string, line: number): string => `\`${file}:${line + 1}\``;

/** With several deployments each is named. */
function summaryOf(plans: readonly Plan[]): string {
  const [only] = plans;
  if (!only) return '';
  return plans.length === 1 && only.destination === null
    ? verdict(only)
    : plans.map((one) => `${called(one)}: ${verdict(one)}`).join(' · ');
}

function consequenceOf(
  about: Plan,
  { severity, title, message, place, remedies }: Plan['consequences'][number],
  uriOf: UriOf,
): PlanConsequence {
  return {
    severity,
    title,
    message,
    target: { uri: uriOf(place.file), range: place.range },
    destination: about.destination,
    commands: remedies.map((remedy) => linesOf(remedy, about).map(({ command }) => command)),
  };
}
