import { scalarAt } from '../config/get.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { find } from '../commands/lookup.ts';

/** How a deploy goes through the servers (`cli/app.rb`): groups one after the other, in each the hosts at once. Seconds. */
export interface BootSteps {
  readonly groups: readonly BootStep[];
  /** The role whose first healthy container lets all others start; null where there is no other, or no such role. */
  readonly gate: string | null;
  /** After each group, the last too. */
  readonly wait: number;
  /** On one host the roles start one after the other, unless this is set. */
  readonly parallelRoles: boolean;
  /** How long a new container may take to become healthy. */
  readonly deployTimeout: number | null;
  /** How long an old one may finish its requests. */
  readonly drainTimeout: number | null;
  /** How long a container without kamal-proxy must be up to count as healthy. */
  readonly readinessDelay: number | null;
  /** Kamal falls over on `boot.limit` when it deploys. */
  readonly crashes: boolean;
  /** ERB decides on hosts or on the limit. */
  readonly uncertain: boolean;
}

export interface BootStep {
  readonly hosts: readonly string[];
  /** Names of roles, in the order in which they start there. */
  readonly rolesOnHost: ReadonlyMap<string, readonly string[]>;
}

export function bootStepsOf({ boot, rolesIncomplete, primaryRole: { role }, config: { root } }: Deployment): BootSteps {
  const seconds = (key: string, or: number): number | null => {
    const found = find(root, key);
    if (found.kind !== 'value') return found.kind === 'absent' ? or : null;
    const value = scalarAt(root, key)?.value;
    return typeof value === 'number' ? value : value === null ? or : null;
  };
  return {
    groups: boot.groups.filter(({ hosts }) => hosts.length > 0),
    gate: role && boot.roles.length > 1 ? role.name : null,
    wait: boot.wait ?? 0,
    parallelRoles: boot.parallelRoles,
    deployTimeout: seconds('deploy_timeout', 30),
    drainTimeout: seconds('drain_timeout', 30),
    readinessDelay: seconds('readiness_delay', 7),
    crashes: boot.crashes,
    uncertain: !boot.certain || rolesIncomplete,
  };
}
