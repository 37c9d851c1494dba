import type { ConfigEntry, MapValue, ScalarValue, Value } from '../../config/value.ts';
import type { NewerForm, Section, Shape } from '../../schema/key.ts';
import type { At } from '../../source/node.ts';

/**
 * One walk over the merged configuration along the schema, as Kamal's validator walks along its example (`configuration/validator.rb`),
 * but past the first problem. What it finds feeds three rules: unknown keys, wrong types, and items of host lists.
 */
export type Problem = UnknownKeys | WrongType | HostItem | Rewritten | Dated | DatedForm;

export interface UnknownKeys {
  readonly kind: 'unknown';
  readonly path: Path;
  readonly map: MapValue;
  /** The section that does not know them. */
  readonly section: Section;
  readonly keys: readonly ConfigEntry[];
  readonly kamal?: string;
}

export interface WrongType {
  readonly kind: 'type';
  readonly path: Path;
  readonly at: At;
  /** The entry whose value is wrong; null for an item of a list. */
  readonly entry: ConfigEntry | null;
  readonly value: Value;
  readonly shape: Shape;
  /** What Kamal asks for: `an integer`. */
  readonly words: string;
  readonly kamal: string;
}

export interface HostItem {
  readonly kind: 'host';
  readonly path: Path;
  readonly at: At;
  readonly value: MapValue;
  readonly kamal: string;
}

/** A plain scalar that Psych does not take as it is written, although Kamal takes the result: `22:22` arrives as 80520. */
export interface Rewritten {
  readonly kind: 'rewritten';
  readonly path: Path;
  readonly value: ScalarValue;
  /** Does Kamal want text here (quoting mends it), or a number? */
  readonly wants: 'text' | 'number';
}

/** A key that not every Kamal 2 knows. */
export interface Dated {
  readonly kind: 'dated';
  readonly path: Path;
  readonly entry: ConfigEntry;
  readonly since: string;
}

/** A value in a form that not every Kamal that knows the key understands. */
export interface DatedForm {
  readonly kind: 'form';
  readonly path: Path;
  readonly at: At;
  /** The text that only a later version understands; undefined for a map or list. */
  readonly text?: string;
  readonly conditional: boolean;
  readonly form: NewerForm;
}

/** Where a value stands: keys as Ruby prints them, list indexes as numbers. */
export type Path = readonly string[];
