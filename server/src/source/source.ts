import type { At, Chunk, Node } from './node.ts';

/** What is wrong with the text itself, before any key is looked at. */
export interface Problem {
  readonly kind: 'syntax' | 'erb' | 'limit' | 'empty' | 'document' | 'ended';
  readonly at: At;
  /** What is wrong, what will happen, what to do. */
  readonly message: string;
  /** Does Kamal refuse the file for this? `false` for what it reads otherwise than it looks. */
  readonly refused: boolean;
}

/** An ERB tag, for the rules about ERB and the grammar of comments. */
export interface ErbTag {
  readonly at: At;
  readonly kind: 'output' | 'statement' | 'comment' | 'literal';
  /** The Ruby code between the marks. */
  readonly code: string;
  /** Stands inside a YAML comment, where Kamal runs it all the same. */
  readonly inComment: boolean;
  /** Has no `%>`. */
  readonly open: boolean;
  /** May Ruby raise an error here, as far as the text tells? */
  readonly mayRaise: boolean;
}

/** One version of one file: its text, its tree and where everything is. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** The first document; null when it is empty (only comments, or nothing). */
  readonly root: Node | null;
  readonly problems: readonly Problem[];
  readonly erb: readonly ErbTag[];
  /** No tree could be had from this text (conflict markers, too large, too deep): keep the last good one. */
  readonly unreadable: boolean;
  /** What the text is read in, one after the other. */
  readonly chunks: readonly Chunk[];
  /** The place of a stretch of the file, by its offsets: for what is found in the text and not in the tree. */
  at(from: number, to: number): At;
  /** Offset in the file of a chunk's first character; undefined when the chunk is of another version. */
  offset(chunk: Chunk): number | undefined;
  /** Line and UTF-16 character, both from 0, of an offset in the file. */
  position(offset: number): { line: number; character: number };
  /** Offset in the file of a line and UTF-16 character, clamped to the text. */
  offsetAt(position: { line: number; character: number }): number;
}
