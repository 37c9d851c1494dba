import type { DeploymentResult } from '../../project/analysis.ts';
import { delicateIn } from '../../references/delicate.ts';
import { veilOf } from '../../references/veil.ts';
import type { Checked } from '../../report/checked.ts';
import { check } from '../check.ts';
import { say } from '../jobs.ts';
import { destinationMissing } from '../../report/missingDestination.ts';
import { targetOf } from '../target.ts';
import type { Terminal } from '../terminal.ts';

/** A deployment, with its project as it was read. */
export interface One {
  readonly checked: Checked;
  readonly result: DeploymentResult;
}

/**
 * The one deployment that a command is about.
 * @param path a project's folder or a deploy.yml
 * @param destination name after `-d`; null is the base alone
 * @returns one line that says what is wrong
 */
export function oneDeployment(path: string, destination: string | null, terminal: Terminal): One | { readonly wrong: string } {
  const target = targetOf(path, terminal.disk);
  if ('wrong' in target) return target;
  const checked = check(target, { destination }, terminal);
  const result = checked?.judged.find(({ deployment }) => deployment.destination === destination);
  if (!checked || !result) return { wrong: `${path}: cannot be read` };
  const missing = result.findings.find(({ rule }) => rule === destinationMissing);
  return missing ? { wrong: missing.message } : { checked, result };
}

/** Writes about one deployment, and no secret. @returns 1 where Kamal refuses it */
export function withOne(
  [path = '.', ...more]: readonly string[],
  destination: string | undefined,
  terminal: Terminal,
  text: (one: One) => string,
): 0 | 1 | 2 {
  const one = more.length > 0 ? undefined : oneDeployment(path, destination ?? null, terminal);
  if (!one || 'wrong' in one) {
    say(terminal, one ? one.wrong : `one PATH at a time, not ${[path, ...more].join(' and ')}`);
    return 2;
  }
  terminal.out(veiledText(text(one), one.result));
  return one.result.accepted === false ? 1 : 0;
}

/** What is written about deployments, with dots in the place of what may be a secret in them, or in what ERB makes of them. */
export function veiledText(text: string, ...results: readonly DeploymentResult[]): string {
  const all = new Set(results.flatMap(({ deployment, possible }) => [deployment, ...possible]));
  return veilOf([...new Set([...all].flatMap(delicateIn))])(text);
}
