import { find } from '../config/find.ts';
import type { Deployment } from '../deployment/deployment.ts';

/** How a deploy goes through the servers (`cli/app.rb`): groups one after the other, in each the hosts at once. Seconds. */
export interface BootSteps {
  readonly groups: readonly BootStep[];
  /** The role whose first healthy container lets all others start; null where there is no other, or no such role. */
  readonly gate: string | null;
  /** After each group, the last too. */
  readonly wait: number;
  /** On one host the roles start one after the other, unless this is set. */
  readonly parallelRoles: boolean;
  /** How long a new container may take to become healthy; like the next two Kamal's default where it is not known. */
  readonly deployTimeout: number;
  /** How long an old one may finish its requests. */
  readonly drainTimeout: number;
  /** How long a container without kamal-proxy must be up to count as healthy. */
  readonly readinessDelay: number;
  /** Kamal falls over on `boot.limit` when it deploys. */
  readonly crashes: boolean;
  /** ERB decides on hosts, on the limit, on times, or on who goes first. */
  readonly uncertain: boolean;
}

export interface BootStep {
  readonly hosts: readonly string[];
  /** Names of roles, in the order in which they start there. */
  readonly rolesOnHost: ReadonlyMap<string, readonly string[]>;
}

/** Seconds, where nothing is said (`configuration.rb`). */
const defaults = { deploy_timeout: 30, drain_timeout: 30, readiness_delay: 7 };

export function bootStepsOf({ boot, rolesIncomplete, primaryRole: { role, uncertain }, config: { root } }: Deployment): BootSteps {
  const seconds = (key: keyof typeof defaults): number => {
    const found = find(root, key);
    return found.kind === 'value' && found.value.kind === 'scalar' && typeof found.value.value === 'number'
      ? found.value.value
      : defaults[key];
  };
  return {
    groups: boot.groups.filter(({ hosts }) => hosts.length > 0),
    gate: role && boot.roles.length > 1 ? role.name : null,
    wait: boot.wait ?? 0,
    parallelRoles: boot.parallelRoles,
    deployTimeout: seconds('deploy_timeout'),
    drainTimeout: seconds('drain_timeout'),
    readinessDelay: seconds('readiness_delay'),
    crashes: boot.crashes,
    uncertain:
      !boot.certain ||
      !boot.paceCertain ||
      uncertain ||
      rolesIncomplete ||
      Object.keys(defaults).some((key) => find(root, key).kind === 'unknown'),
  };
}
