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

export interface Fix {
  readonly title: string;
  /** Removes its finding and adds none: what "fix all" applies. At most one per finding. */
  readonly preferred: boolean;
  /** Worked out only when somebody asks, so that a keystroke costs nothing. Undefined: cannot be done in this text after all. */
  edits(texts: Texts): Edits | undefined;
}
