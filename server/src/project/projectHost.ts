import type { OnBroken } from '../rules/judging/judge.ts';

/** Where a project's files come from: the disk, or the client where the workspace is virtual. Paths are relative to the project's root. */
export interface ProjectHost {
  /** `unread`: asked for; tell the project with `arrived` once it is there. `invalidAt`: offset of the first byte that is no UTF-8. */
  read(path: string): { readonly text: string; readonly invalidAt?: number } | 'absent' | 'unread';
  /** Names in a folder. */
  list(folder: string): readonly string[] | 'absent' | 'unread';
  /** May this file be run as a program? Only a host with a disk knows. */
  executable?(path: string): boolean | undefined;
  /** Files have changed: what the host itself keeps of them is out of date. */
  forget?(paths: readonly string[]): void;
  readonly onBroken?: OnBroken;
  /** Settles when what has been asked for is there, where that takes time; undefined: nothing is under way. */
  reading?(): Promise<unknown> | undefined;
}
