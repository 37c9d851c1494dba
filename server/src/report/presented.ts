import type { Finding, Severity } from '../rules/rule.ts';
import type { Source } from '../source/source.ts';
import type { Span } from '../source/locate.ts';

/** A finding as a person sees it: once, in the file and at the place to change, however many destinations it holds in. */
export interface PresentedFinding {
  readonly finding: Finding;
  readonly source: Source;
  readonly span: Span;
  readonly severity: Severity;
  /** The finding's message, with the destinations named where it holds only in some. */
  readonly message: string;
}

/** One rule's findings at one place in one wording, and the deployments (by index in `judged`) in which they hold. */
export interface MergedFinding {
  /** The worst of them, whose words count. */
  finding: Finding;
  readonly source: Source;
  readonly span: Span;
  severity: Severity;
  readonly holds: Set<number>;
}
