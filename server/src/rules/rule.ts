import type { Fix } from '../edit/change.ts';
import type { Files } from '../files/files.ts';
import type { KamalVersion } from '../schema/version.ts';
import type { Config } from '../config/config.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { At } from '../source/node.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What a person set for a rule: `kamal.rules`, or `.kamal/lint.yml`. */
export type RuleSetting = Severity | 'off';

export interface Related {
  readonly at: At;
  readonly message: string;
}

/** What is wrong at one place. The same rule at the same place is the same finding in every destination. */
export interface Finding {
  readonly rule: string;
  readonly at: At;
  readonly severity: Severity;
  /** What is wrong, what will happen, what to do; names the role or the host. */
  readonly message: string;
  /** Kamal would not load the deployment. */
  readonly refused: boolean;
  /** The exact line that Kamal prints, where it prints one of its own. */
  readonly kamal?: string;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  /** A `# kamal-ignore` silences it: not shown, and still refused where Kamal refuses. */
  readonly ignored?: true;
  /** Grey it out (no effect) or strike it through (belongs to Kamal 1). */
  readonly tag?: 'unnecessary' | 'deprecated';
}

export interface Context {
  readonly deployment: Deployment;
  readonly config: Config;
  readonly files: Files;
  /** null: not known; then the newest that the tables describe counts. */
  readonly kamal: KamalVersion | null;
  /** The deployments of the same base, this one among them: base alone first. For rules about what no destination uses. */
  readonly family: readonly Deployment[];
}

export interface Rule {
  readonly id: string;
  /** The usual severity; a finding may differ where its rule's page says so. */
  readonly severity: Severity;
  /** `kamal`: Kamal refuses this. `deployment`: Kamal accepts it and the deployment goes wrong. */
  readonly kind: 'kamal' | 'deployment';
  /** One line for the index and for settings. */
  readonly summary: string;
  check(context: Context): Iterable<Finding>;
}
