import type { Alias, At, Node, Scalar, ScalarType } from '../source/node.ts';

/**
 * Base and destination merged as Kamal merges them (`configuration.rb`, ActiveSupport's deep_merge!): the Ruby objects that Kamal
 * would hold, each with the node it came from. Aliases are resolved and merge keys applied.
 * A value untouched by the destination is the very object of the base's own tree, so results can be kept by identity.
 */
interface Common {
  /** The node that a person changes to change this value (behind an alias: the anchored node). */
  readonly node: Node;
  readonly at: At;
  readonly conditional: boolean;
  /** The alias through which the value came, the outermost. */
  readonly alias?: Alias;
}

export interface ScalarValue extends Common {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  readonly value: Scalar['value'];
  /** Ruby's to_s. */
  readonly string: string;
}

export interface ConfigEntry {
  /** The key as a person wrote it (`to_s`): names roles and keys in messages. */
  readonly name: string;
  readonly key: Node;
  readonly keyType: ScalarType | 'list' | 'map' | 'unknown';
  readonly value: Value;
  readonly conditional: boolean;
  /** What this entry replaced: an earlier duplicate in the same file, or the base's entry. */
  readonly shadows?: ConfigEntry;
}

export interface MapValue extends Common {
  readonly kind: 'map';
  /** By key; a string key is its own text, others carry a prefix (see `keyId`). In Ruby's insertion order. */
  readonly entries: ReadonlyMap<string, ConfigEntry>;
  readonly incomplete: boolean;
  /** Where two maps were merged: the upper one, and the lower one, whose `node` this has. */
  readonly over?: MapValue;
  readonly under?: MapValue;
}

export interface ListValue extends Common {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly incomplete: boolean;
}

export interface UnknownValue extends Common {
  readonly kind: 'unknown';
  readonly type?: 'string';
}

export type Value = ScalarValue | MapValue | ListValue | UnknownValue;
