import type { Source } from '../source/source.ts';

/** Answer of `files.get`: `unread` means "not known yet", and silences the rule until the file has been read. */
export type FileAnswer = { readonly text: string } | 'absent' | 'unread';

export interface Files {
  /** A file by its path relative to the project's root. */
  get(path: string): FileAnswer;
  /** A file that is no deploy.yml, with its places: for findings that stand in it. Undefined where `get` has no text. */
  source(path: string): Source | undefined;
  /** Names in a folder, relative to the project's root. */
  list(folder: string): readonly string[] | 'absent' | 'unread';
  /** May this file be run as a program? Undefined where nobody can tell: not on a disk with permissions, or not there. */
  executable?(path: string): boolean | undefined;
}
