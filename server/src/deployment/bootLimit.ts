import { certainEntry } from '../config/certain.ts';
import { hostsInOrder } from './boot.ts';
import type { Deployment, Part } from './deployment.ts';

/** How many servers the roles run on, each counted once. */
export function appHosts({ roles }: Pick<Deployment, 'roles'>): number {
  return hostsInOrder(roles).length;
}

/** Would a limit of so many servers make more than one group in some deployment? True also where that cannot be known. */
export function hasEffect(limit: number, family: readonly Pick<Deployment, 'roles' | 'rolesIncomplete' | 'boot'>[]): boolean {
  return family.some((deployment) => deployment.rolesIncomplete || !deployment.boot.certain || appHosts(deployment) > limit);
}

/** The entry of `boot.limit` or `boot.wait`, where it is written down. */
export function bootEntry({ root }: Part<never, 'boot'>, key: 'limit' | 'wait') {
  return certainEntry(root, 'boot', key);
}
