/**
 * The tree of one file, as Ruby's Psych would read it, with every place kept.
 * Nodes are immutable and belong to one chunk: their offsets count from the chunk's first character,
 * so a chunk that did not change keeps its nodes (the same objects) however the file around it moves.
 */

/** A stretch of a file that is parsed alone and cached by its text. Two chunks never share an object, even with equal text. */
export interface Chunk {
  readonly file: string;
  readonly text: string;
}

/**
 * A place: UTF-16 offsets from the chunk's start, `to` exclusive. `Source.offset(chunk)` turns them into offsets of the file.
 * A map or list whose children are chunks of their own counts from its key's chunk and ends beyond that chunk's text.
 */
export interface At {
  readonly chunk: Chunk;
  readonly from: number;
  readonly to: number;
}

interface Common {
  readonly at: At;
  /** Stands in an ERB branch or loop: it may not be there at all, or several times. */
  readonly conditional: boolean;
  /** Name after `&`. */
  readonly anchor?: string;
  /** Tag as written, `!env` or `!!str`. */
  readonly tag?: string;
}

/** Ruby's class of a scalar after Psych 5.3.1 resolved it (`Psych::ScalarScanner#tokenize`). `other` is a Regexp, Range or other object from a Ruby tag. */
export type ScalarType = 'string' | 'symbol' | 'integer' | 'float' | 'boolean' | 'null' | 'date' | 'time' | 'other';

export interface Scalar extends Common {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  /** The value: text for string, symbol (without its colon), date, time and other; `bigint` only beyond 2^53. */
  readonly value: string | number | bigint | boolean | null;
  readonly style: 'plain' | 'single' | 'double' | 'block';
  /** As written, with its quotes; empty for a null that was left out. */
  readonly text: string;
  /** The literal default of an `ENV.fetch("X", "literal")`: what Kamal reads unless the shell says otherwise. */
  readonly fallback?: true;
}

export interface Entry {
  readonly key: Node;
  readonly value: Node;
}

export interface MapNode extends Common {
  readonly kind: 'map';
  /** In file order, duplicates and merge keys (`<<`) included. */
  readonly entries: readonly Entry[];
  /** ERB or broken text may add keys: nothing here is "missing". */
  readonly incomplete: boolean;
  readonly flow: boolean;
}

export interface ListNode extends Common {
  readonly kind: 'list';
  readonly items: readonly Node[];
  /** ERB or broken text may add items. */
  readonly incomplete: boolean;
  readonly flow: boolean;
}

/** `*name`; resolved in `config`, because what it names depends on the rest of the file. */
export interface Alias extends Common {
  readonly kind: 'alias';
  readonly name: string;
}

/** A value that only a run of ERB, or a repair by hand, will tell. */
export interface Unknown extends Common {
  readonly kind: 'unknown';
  readonly why: 'erb' | 'broken';
  /** Known class where ERB stands inside quotes or between other text. */
  readonly type?: 'string';
}

export type Node = Scalar | MapNode | ListNode | Alias | Unknown;
