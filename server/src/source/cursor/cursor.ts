import type { Path } from '../../schema/index.ts';
import type { Word } from './word.ts';

/** What may stand at an offset of a text, and what is there already. */
export interface Cursor extends Word {
  readonly expects: 'key' | 'value';
  /** From the root, items by number: to the map in which a key is expected; to the value itself. */
  readonly path: Path;
  /** What must be put before it: a blank after a colon, a dash, indentation. */
  readonly lead: string;
  /** Other keys of the map, other items of the list. */
  readonly present: readonly string[];
  /** In brackets. */
  readonly flow: boolean;
  /** What lines below a key of this map begin with, before they are indented further. */
  readonly indent: string;
  /** What the key has already: its colon, or lines below that are its value. */
  readonly has: 'colon' | 'children' | 'nothing';
}
