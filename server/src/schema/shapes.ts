import type { Key, Section, Shape, Special } from './key.ts';

/** Short names for writing the tables. */
export const string: Shape = { is: 'string' };
export const integer: Shape = { is: 'integer' };
export const boolean: Shape = { is: 'boolean' };

/** A map that Kamal takes as it is, whatever stands in it. */
export const anything: Shape = { is: 'anything' };

export const list = (of: Shape): Shape => ({ is: 'list', of });
export const section = (keys: Section): Shape => ({ is: 'section', keys });
export const either = (...of: Shape[]): Shape => ({ is: 'either', of });
export const special = (validator: Special, like: Shape): Shape => ({ is: 'special', validator, like });

/** A map from free names to what `entry` describes. */
export const names = (entry: Key): Shape => ({ is: 'names', of: entry.shape, entry });

/** A page under https://kamal-deploy.org/docs/configuration/, with the heading's anchor if one fits. */
export const page = (name: string, anchor?: string): string =>
  `https://kamal-deploy.org/docs/configuration/${name}/${anchor === undefined ? '' : `#${anchor}`}`;
