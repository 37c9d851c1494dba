import type { Fix } from '../edit/change.ts';
import type { HeadOf, KeyPath, Root } from '../config/root.ts';
import type { At } from '../source/node.ts';
import type { Entities, InputName, Inputs } from './inputs.ts';

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
  /** It would refuse it where the environment does not replace a default that the file names. */
  readonly unlessSet?: true;
  /** The exact line that Kamal prints, where it prints one of its own. */
  readonly kamal?: string;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  /** A `# kamal-ignore` silences it: not shown, and still refused where Kamal refuses. */
  readonly ignored?: true;
  /** Grey it out (no effect) or strike it through (belongs to Kamal 1). */
  readonly tag?: 'unnecessary' | 'deprecated';
}

/** What a rule is called, and how bad what it finds is. */
export interface RuleInfo {
  readonly id: string;
  /** The usual severity; a finding may differ where its rule's page says so. */
  readonly severity: Severity;
  /** `kamal`: Kamal refuses this. `deployment`: Kamal accepts it and the deployment goes wrong. */
  readonly kind: 'kamal' | 'deployment';
  /** One line for the index and for settings. */
  readonly summary: string;
}

/** What a rule may read: inputs, and the same inputs of all deployments of its base. */
export type Read = InputName | 'family';

/**
 * What a rule looks for in all `env` maps. It is asked at each keystroke in one of them, so that the rule need not be: what it gives is the same
 * list as long as it finds the same. Where it finds nothing, the rule is not asked at all.
 */
export type Look = (envs: Inputs['envs']) => readonly unknown[];

/** By the names under which a rule is given what was found. */
export type Looks = Readonly<Record<string, Look>>;

/** The inputs that a rule has named, what it looks for, and the root as far as the keys that it has named. */
type Own<Reads extends Read, Key extends KeyPath, All extends Looks> = Pick<Inputs, Exclude<Reads, 'family'>> &
  ([All] extends [never] ? unknown : { readonly [Name in keyof All]: ReturnType<All[Name]> }) & { readonly root: Root<HeadOf<Key>> };

/** What `check` is given. `family`: the same of every deployment of the base, this one among them, the base alone first. */
export type Given<Reads extends Read, Key extends KeyPath = never, All extends Looks = never> = Own<Reads, Key, All> &
  ('family' extends Reads ? { readonly family: readonly Own<Reads, Key, All>[] } : unknown);

interface Definition<Reads extends Read, Key extends KeyPath, Each extends keyof Entities, All extends Looks> extends RuleInfo {
  /** The inputs that it looks at: it is asked again when one of them is another. */
  readonly reads?: readonly Reads[];
  /** What it looks for in all `env` maps. */
  readonly looks?: All;
  /** The keys of deploy.yml that it looks at: what `root` holds. With all that is below them, or with one key: `env.tags`. */
  readonly keys?: readonly Key[];
  /** What it is about, one at a time; left out: the deployment as a whole. */
  readonly each?: Each;
  readonly check: Each extends 'deployment'
    ? (this: RuleInfo, given: Given<Reads, Key, All>) => Iterable<Finding>
    : (this: RuleInfo, one: Entities[Each], given: Given<Reads, Key, All>) => Iterable<Finding>;
}

/** A rule as the engine sees it. */
export interface Rule extends RuleInfo {
  readonly reads: readonly Read[];
  readonly looks: Looks;
  readonly keys: readonly KeyPath[];
  readonly each: keyof Entities;
  check(...given: readonly unknown[]): Iterable<Finding>;
}

/**
 * A rule, and what it reads: `check` sees nothing else, so its findings can be kept as long as that is the same, from one keystroke and
 * one destination to the next.
 */
export function rule<
  const Reads extends Read = never,
  const Key extends KeyPath = never,
  Each extends keyof Entities = 'deployment',
  All extends Looks = never,
>(definition: Definition<Reads, Key, Each, All>): Rule {
  return { reads: [], looks: {}, keys: [], each: 'deployment', ...definition } as Rule;
}
