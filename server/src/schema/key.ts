/**
 * How Kamal's keys are described: as data. Validation, hover, completion, the check against Kamal's version and the exported JSON
 * Schema all read these tables; nothing about a key is written twice. Facts: lib/kamal/configuration/docs/*.yml and validators of 2.12.
 */
export type Shape =
  /** String, Symbol, number or boolean (`stringish?` in validator.rb). */
  | { readonly is: 'string' }
  | { readonly is: 'integer' }
  /** `only`: of the two, Kamal takes just this one (an accessory's `proxy: false`). */
  | { readonly is: 'boolean'; readonly only?: boolean }
  | { readonly is: 'list'; readonly of: Shape }
  /** A map with known keys; `open`: Kamal checks these and says nothing about others (the maps under an accessory's `files`). */
  | { readonly is: 'section'; readonly keys: Section; readonly open?: true }
  /** A map from names that people choose to one shape each; `entry` describes what a name stands for, its shape is `of`. */
  | { readonly is: 'names'; readonly of: Shape; readonly entry?: Key }
  /** A map whose contents Kamal does not look at; `keys` are worth offering there and are not checked by shape. */
  | { readonly is: 'anything'; readonly keys?: Section }
  | { readonly is: 'either'; readonly of: readonly Shape[] }
  /** What a hand-written validator of Kamal checks; one rule each in `rules/validation`. */
  | { readonly is: 'special'; readonly validator: Special; readonly like: Shape };

export type Special =
  | 'servers'
  | 'role'
  | 'hosts'
  | 'env'
  | 'proxy'
  | 'restart'
  | 'secret-name'
  | 'arch'
  | 'ssh-config'
  | 'hooks-output'
  | 'accessory'
  | 'labels'
  | 'builder'
  | 'registry'
  | 'alias';

export interface Key {
  readonly shape: Shape;
  /** First version of Kamal that knows it: `1.x`, `2.0`, `2.7` … */
  readonly since: string;
  /** What it is for, in one line without a full stop. */
  readonly purpose: string;
  /** More, in Markdown, where the line does not say it all: effects, traps, relations to other keys. */
  readonly details?: string;
  /** What holds when the key is left out, as a person would write it. */
  readonly default?: string;
  /** Values to offer; Kamal refuses others only where `closed`. */
  readonly values?: readonly string[];
  readonly closed?: true;
  /** Kamal refuses the enclosing map without it, whatever else stands there. */
  readonly required?: true;
  /** Kamal refuses the enclosing map without it, except under this condition. */
  readonly requiredUnless?: string;
  /** Forms of the value that came later than the key. */
  readonly newer?: readonly NewerForm[];
  /** YAML, from the key on. */
  readonly example: string;
  /** Page of Kamal's documentation. */
  readonly link: string;
  /** Kamal reads it and does nothing with it. */
  readonly ignored?: true;
}

/** A form of a key's value that only a later version understands, for the check against Kamal's version. */
export interface NewerForm {
  readonly since: string;
  /** The value is a map or a list, or a map is an item of the list; or its text, or that of an item, matches an expression. */
  readonly when: 'map' | 'list' | { readonly matches: string };
  /** What the form is, in one line without a full stop. */
  readonly purpose: string;
}

export type Section = { readonly [key: string]: Key };
