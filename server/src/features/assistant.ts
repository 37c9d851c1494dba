import type { Snapshot } from '../plan/plan.ts';
import { plansOf } from '../plan/plans.ts';
import type { Project } from '../project/project.ts';
import type { CheckParams, PlanTextParams, Told } from '../protocol.ts';
import { checkedOf } from '../report/checked.ts';
import { text as planned } from '../report/plan/text.ts';
import { text as found } from '../report/text/findings.ts';
import type { RuleSetting } from '../rules/rule.ts';

/** A project that other texts can be put into, as the server keeps those that are open. */
type Imaginable = Project & { imagine(texts: ReadonlyMap<string, string>): Project };

/**
 * What `kamal-check check` writes about the project as it stands in the editor.
 * @param path the file that is asked about, in its project
 * @param rules what the person has set for rules
 * @returns null: there is no such file, or it cannot be read
 */
export function checkText(
  project: Imaginable,
  path: string,
  rules: ReadonlyMap<string, RuleSetting>,
  { text, destination, all = false, prefix }: Omit<CheckParams, 'uri'>,
): Told | null {
  const judged = text === undefined ? project : project.imagine(new Map([[path, text]]));
  const bases = all ? judged.bases() : [path];
  const checked = bases.flatMap((base) => {
    const analysis = judged.analysisOf(base);
    return analysis ? [checkedOf(judged, analysis, { destination: destination ?? null, rules }, (file) => prefix + file)] : [];
  });
  const unread = checked.flatMap((one) => one.unread);
  if (unread.length > 0) return { text: `${unread.join(', ')} cannot be read.`, wrong: true };
  return checked.length > 0 ? { text: found(checked, { colour: false, quiet: false }) } : null;
}

/** What `kamal-check plan` writes about the project as it stands in the editor, compared with an older version of it. */
export function planText(before: Snapshot, after: Snapshot, { destination, from, prefix }: Omit<PlanTextParams, 'uri' | 'files'>): Told {
  const plans = plansOf(before, after, destination ?? null);
  if (plans.length === 0)
    return { text: destination === undefined ? 'There is no deployment.' : `There is no destination ${destination}.`, wrong: true };
  return { text: planned({ plans, from: { kind: 'revision', name: from }, display: (file) => prefix + file }, { colour: false }) };
}
