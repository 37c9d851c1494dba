import type { Source } from '../source/source.ts';

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

/**
 * safe: the meaning is kept or restored beyond doubt. unsafe: takes something away (TLS, a route, a certificate, a key that is being typed),
 * invents a value or writes a secret; a person chooses, and the title says what is given up.
 */
export type Safety = 'safe' | 'unsafe';

export interface Fix {
  readonly title: string;
  /** "Fix all", on save and `--fix` make safe fixes alone. */
  readonly safety: Safety;
  /** Removes its finding and adds none: what is offered first, and made where a person asked for all of its safety. At most one per finding. */
  readonly preferred: boolean;
  /** Text that it writes and that somebody made up: selected after the edit, where the client can, to be typed over. */
  readonly placeholder?: string;
  /** Worked out only when somebody asks, so that a keystroke costs nothing. Undefined: cannot be done in this text after all. */
  edits(texts: Texts): Edits | undefined;
}
