import type { ConfigEntry } from '../config/value.ts';
import type { Part } from './deployment.ts';
import { memoize } from '../memoize.ts';
import { mayHave, certainEntry } from '../config/certain.ts';

/** Seconds that Kamal waits when nothing is said (`configuration.rb`). */
export const defaultDeployTimeout = 30;

/** How long Kamal waits for a healthy container. */
export interface Deadline {
  readonly seconds: number;
  /** Null for the default. */
  readonly entry: ConfigEntry | null;
}

/** `deploy_timeout`; undefined where it cannot be known. */
export function deadlineOf({ root }: Part<never, 'deploy_timeout'>): Deadline | undefined {
  const entry = certainEntry(root, 'deploy_timeout');
  if (!entry) return mayHave(root, 'deploy_timeout') ? undefined : { seconds: defaultDeployTimeout, entry: null };
  const { value } = entry;
  return value.kind === 'scalar' && value.type === 'integer' ? { seconds: Number(value.value), entry } : undefined;
}

/** The shortest that leaves any time at all, in seconds, among all destinations. */
export const shortestDeadline = memoize((family: readonly Part<never, 'deploy_timeout'>[]): number => {
  const known = family.map((one) => deadlineOf(one)?.seconds ?? defaultDeployTimeout);
  return Math.min(defaultDeployTimeout, ...known.filter((seconds) => seconds > 0));
});
