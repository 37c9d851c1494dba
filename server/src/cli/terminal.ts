import type { ProjectHost } from '../project/project.ts';

/** What the command line knows of the disk. Absolute paths are written with `/`. */
export interface Disk {
  absolute(path: string): string;
  /** As a person there would write it: relative below the working directory, else absolute. */
  display(absolute: string): string;
  /**
   * Makes this the text of a file that is there.
   * @returns why that cannot be, in a few words
   */
  write(absolute: string, text: string): string | undefined;
  kind(absolute: string): 'file' | 'folder' | 'absent';
  /** The files of the project in a folder. */
  project(root: string): ProjectHost;
}

/** Everything outside that the command line touches. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether what is written to `out` may be coloured. */
  readonly colour: boolean;
  readonly disk: Disk;
}
