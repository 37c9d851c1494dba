import type { ProjectHost } from '../project/projectHost.ts';

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
  /**
   * Writes a file that need not be there, where a person said so.
   * @returns why that cannot be, in a few words
   */
  save(absolute: string, text: string): string | undefined;
  /** Names of the folders in a folder, without links to others. */
  folders(absolute: string): readonly string[];
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
  /** All that comes over the standard input. */
  stdin(): string;
  /** Where a person looks on: shows a line in the place of the one before; nothing takes it away. */
  progress(line: string): void;
  /** Where a person looks on: begins an empty screen. */
  clear(): void;
  /** Calls back when something in one of these folders has changed (absolute), as long as the program runs. */
  watch(folders: readonly string[], changed: () => void): void;
  /** The page about a rule, as Markdown; undefined where the pages do not lie beside the program. */
  page(rule: string): string | undefined;
  /** Offers the tools of `assistant/` over the standard input and output, until nobody asks any more. */
  serveTools(): Promise<void>;
}
