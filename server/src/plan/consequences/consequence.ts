import type { Remedy } from '../remedies/remedy.ts';
import type { Place } from './places.ts';

/** In the order in which they are told: what a person must know first. */
export const severities = ['fails', 'data', 'left-behind', 'needs-command', 'expected'] as const;
/** `data`: loses data or traffic. */
export type Severity = (typeof severities)[number];

/** One thing that the change does to the servers, or does not do, for a person. */
export interface Consequence {
  readonly severity: Severity;
  /** A few words, for a list: `workers keeps running`. */
  readonly title: string;
  readonly message: string;
  /** The changed lines that it comes from. */
  readonly place: Place;
  /** Lines of the issues that it tells of. */
  readonly issues: readonly string[];
  readonly remedies: readonly Remedy[];
}

/** What a consequence is about, so that its place can be found: keys that lead there, in the files after or, where it is gone, before. */
export type About = readonly (readonly string[])[];

/** A consequence before its place and its remedies are known. */
export interface Told {
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly about: About;
  readonly issues: readonly string[];
}

/** One thing that is told only in some cases; as expected, unless it is worse. */
export function say(when: boolean, title: string, message: string, about: About, severity: Severity = 'expected'): Told[] {
  return when ? [{ severity, title, message, about, issues: [] }] : [];
}
