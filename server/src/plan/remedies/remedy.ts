import type { Step } from '../simulation.ts';

/** Commands that put something right, seen to work in the model. */
export interface Remedy {
  readonly steps: readonly Step[];
  /** Lines of the issues that are gone afterwards. */
  readonly solves: readonly string[];
  /** Containers that run and are stopped or replaced on the way: `shop-db on 203.0.113.30`. */
  readonly stops: readonly string[];
  /** Does it help as well before the change is made, while the files are still the old ones? Then it is cheapest. */
  readonly beforeTheEdit: boolean;
}

export const withOld = (kamal: string): Step => ({ kamal, file: 'before' });
export const withNew = (kamal: string): Step => ({ kamal, file: 'after' });
