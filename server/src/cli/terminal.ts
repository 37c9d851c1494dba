import type { ProjectHost } from '../project/project.ts';

/** What the command line knows of the disk. Absolute paths are written with `/`. */
export interface Disk {
  absolute(path: string): string;
  /** As a person there would write it: relative below the working directory, else absolute. */
  display(absolute: string): string;
  /**
   * Makes this the text of a file of a project that is there.
   * @param root the project's folder, absolute
   * @param file relative to it
   * @returns why that cannot be, in a few words
   */
  write(root: string, file: string, text: string): string | undefined;
  kind(absolute: string): 'file' | 'folder' | 'absent';
  /** The nearest of a folder and those around it that holds one of these names. */
  enclosing(folder: string, names: readonly string[]): string | undefined;
  /** The files of the project in a folder. */
  project(root: string): ProjectHost;
  /** The same as they were in a revision of its repository, or why they cannot be had. */
  revision(root: string, revision: string): ProjectHost | { readonly wrong: string };
}

/** Everything outside that the command line touches. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether what is written to `out` may be coloured. */
  readonly colour: boolean;
  readonly disk: Disk;
}
