import type { Deployment } from '../deployment/deployment.ts';
import type { Finding, RuleSetting } from '../rules/rule.ts';
import type { Source } from '../source/source.ts';

/** One deployment with everything that is wrong with it, as Kamal and the rules see it: nothing is hidden here. */
export interface DeploymentResult {
  readonly deployment: Deployment;
  readonly findings: readonly Finding[];
  /** Would real Kamal load it? null where that hangs on ERB. */
  readonly accepted: boolean | null;
  /** All that ERB may make of it: one where nothing hangs on ERB, none where Kamal refuses or where it cannot be told. */
  readonly possible: readonly Deployment[];
  /** For a destination's file that is complete by itself, and so may be meant for `-c`: its findings as a base of its own. */
  readonly standalone?: () => readonly Finding[];
  /** Whether it is meant for `-c` is not known yet: files that may say so are still to be read. */
  readonly unsure?: true;
}

/** A base file with all its destinations, at one moment. */
export interface Analysis {
  readonly base: Source;
  /** By path, relative to the project's root: the base, the destinations, and other files that findings stand in or lead to. */
  readonly sources: ReadonlyMap<string, Source>;
  /** What the project's `.kamal/lint.yml` sets for rules. */
  readonly lint: ReadonlyMap<string, RuleSetting>;
  /** The base alone first, then each destination by name. */
  readonly deployments: readonly DeploymentResult[];
}
