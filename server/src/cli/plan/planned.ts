import { Project } from '../../project/project.ts';
import type { ProjectHost } from '../../project/projectHost.ts';
import type { Plan, Snapshot } from '../../plan/plan.ts';
import { plansOf } from '../../plan/plans.ts';
import { severities, type Severity } from '../../plan/consequences/consequence.ts';
import type { Planned } from '../../report/plan/planned.ts';
import type { From } from '../../report/plan/words.ts';
import { targetOf, type Target } from '../target.ts';
import type { Disk } from '../terminal.ts';

/**
 * Compares a project with an older version of it.
 * @param from a folder, a deploy.yml, or a revision of the Git repository that the project is in
 * @returns one line that says what is wrong where there is nothing to compare
 */
export function planned(path: string, from: string, destination: string | null, disk: Disk): Planned | { readonly wrong: string } {
  const target = targetOf(path, disk);
  if ('wrong' in target) return target;
  const after = snapshotOf(target.base, disk.project(target.root));
  if (!after) return { wrong: `${disk.display(`${target.root}/${target.base}`)}: cannot be read` };
  const old = oldVersion(target, from, disk);
  if ('wrong' in old) return old;
  const plans = plansOf(old.snapshot, after, destination);
  if (plans.length === 0)
    return { wrong: destination === null ? `${path}: there is no deployment` : `${path}: there is no destination ${destination}` };
  return { plans, from: old.from, display: (file) => disk.display(`${target.root}/${file}`) };
}

function snapshotOf(base: string, host: ProjectHost): Snapshot | undefined {
  const project = new Project(host);
  project.configure({ configFiles: [base] });
  const analysis = project.analysisOf(base);
  return analysis && { analysis, files: project.files };
}

function oldVersion({ root, base }: Target, from: string, disk: Disk): { snapshot: Snapshot; from: From } | { wrong: string } {
  if (disk.kind(disk.absolute(from)) !== 'absent') {
    const target = targetOf(from, disk);
    if ('wrong' in target) return target;
    const snapshot = snapshotOf(target.base, disk.project(target.root));
    return snapshot ? { snapshot, from: { kind: 'folder', name: from } } : { wrong: `${from}: cannot be read` };
  }
  const host = disk.revision(root, from);
  if ('wrong' in host) return { wrong: `--from ${from}: neither a folder nor a revision (${host.wrong})` };
  const snapshot = snapshotOf(base, host);
  return snapshot
    ? { snapshot, from: { kind: 'revision', name: from } }
    : { wrong: `--from ${from}: there is no ${base} in that revision` };
}

/** What `--fail-on` may name: this severity or a worse one; `any` is all that is not as expected. */
export const thresholds = ['fails', 'data', 'left-behind', 'any'] as const;

/** Is there a consequence that bad? */
export function reaches(plans: readonly Plan[], threshold: (typeof thresholds)[number]): boolean {
  const worst: Severity = threshold === 'any' ? 'needs-command' : threshold;
  return plans.some(({ consequences }) => consequences.some(({ severity }) => severities.indexOf(severity) <= severities.indexOf(worst)));
}
