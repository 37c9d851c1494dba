import { plansOf } from '../../server/src/plan/plans.ts';
import type { Snapshot } from '../../server/src/plan/plan.ts';
import type { Project } from '../../server/src/project/project.ts';
import { json } from '../../server/src/report/plan/json.ts';
import { markdown } from '../../server/src/report/plan/markdown.ts';
import { text } from '../../server/src/report/plan/text.ts';
import { serve } from '../server/project.ts';
import { leak, outside, timed } from './answers.ts';

/** A project as it was, and as it is now: files by path. */
export interface Pair {
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

const base = 'config/deploy.yml';

/**
 * Plans the way from one to the other, and from each to itself.
 * @returns the first thing that is wrong, in one line
 */
export function faultOfPair({ before, after }: Pair): string | undefined {
  try {
    const [old, now] = [snapshotOf(before), snapshotOf(after)];
    if (!old || !now) return undefined;
    const found = timed(() => plansOf(old, now));
    if (typeof found === 'string') return `a plan: ${found}`;
    const planned = { plans: found, from: { kind: 'revision', name: 'HEAD' } as const, display: (file: string) => file };
    const written = [text(planned, { colour: false }), json(planned), markdown({ ...planned, placeOf: (file, line) => `${file}:${line}` })];
    const told = leak(written, Object.values({ ...before, ...after }).join('\n'));
    if (told) return `a plan: ${told}`;
    for (const { consequences } of found)
      for (const { place } of consequences) {
        const wrong = outside(place.range, after[place.file] ?? before[place.file] ?? '');
        if (wrong) return `a plan: ${wrong}`;
      }
    // Servers that run these very files have nothing to lose, and nothing of them is left behind.
    for (const plan of plansOf(now, now)) {
      const news =
        plan.fails === null ? plan.consequences.find(({ severity }) => severity === 'data' || severity === 'left-behind') : undefined;
      if (news) return `a plan from a project to itself: ${news.message}`;
    }
    return undefined;
  } catch (error) {
    return `a plan: ${(error as Error).stack?.split('\n').slice(0, 4).join(' ') ?? String(error)}`;
  }
}

function snapshotOf(files: Readonly<Record<string, string>>): Snapshot | undefined {
  const project: Project = serve(new Map(Object.entries(files))).project;
  const analysis = project.analysisOf(base);
  return analysis && { analysis, files: project.files };
}
