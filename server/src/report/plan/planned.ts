import type { Plan } from '../../plan/plan.ts';
import type { From } from './words.ts';

/** What the formats write: plans, and what the files and the old version are called. */
export interface Planned {
  readonly plans: readonly Plan[];
  /** As a person would write it. */
  display(file: string): string;
  readonly from: From;
}
