import type { Config } from '../config/config.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { At } from '../source/node.ts';
import type { Source } from '../source/source.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What a person set for a rule: `kamal.rules`, or `.kamal/lint.yml`. */
export type RuleSetting = Severity | 'off';

/** A change of one file's text; offsets count from the file's start, `to` exclusive. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Edits by file path. A file that is not there yet is created. */
export type Edits = ReadonlyMap<string, readonly TextChange[]>;

/** The sources of a deployment, and the texts beside it, when a fix is worked out. */
export interface Texts {
  source(file: string): Source | undefined;
}

export interface Fix {
  readonly title: string;
  /** Removes its finding and adds none: what "fix all" applies. At most one per finding. */
  readonly preferred: boolean;
  /** Worked out only when somebody asks, so that a keystroke costs nothing. Undefined: cannot be done in this text after all. */
  edits(texts: Texts): Edits | undefined;
}

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

/** Answer of `files.get`: `unread` means "not known yet", and silences the rule until the file has been read. */
export type FileAnswer = { readonly text: string } | 'absent' | 'unread';

export interface Files {
  /** A file by its path relative to the project's root. */
  get(path: string): FileAnswer;
  /** A file that is no deploy.yml, with its places: for findings that stand in it. Undefined where `get` has no text. */
  source(path: string): Source | undefined;
  /** Names in a folder, relative to the project's root. */
  list(folder: string): readonly string[] | 'absent' | 'unread';
  /** May this file be run as a program? Undefined where nobody can tell: not on a disk with permissions, or not there. */
  executable?(path: string): boolean | undefined;
}

/** The version of Kamal that deploys this project, and where that was read. */
export interface KamalVersion {
  readonly version: string;
  readonly from: 'setting' | 'Gemfile.lock';
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
