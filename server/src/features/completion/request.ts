import type { Files } from '../../files/files.ts';
import type { KamalVersion } from '../../schema/version.ts';
import type { Source } from '../../source/source.ts';

/** What a client can do with completions. */
export interface CompletionClient {
  /** Takes placeholders to fill in. */
  readonly snippets: boolean;
  /** Puts lines in as they are, where it is told to; others do so anyway, or indent them once more. */
  readonly asIs: boolean;
  /** Its command that asks for completions, to be run after a key whose values are known. */
  readonly suggest?: string;
}

/** The text that is being written, and what lies around it. Files are asked for only where something of them is offered. */
export interface CompletionRequest {
  readonly text: string;
  readonly file: string;
  readonly offset: number;
  readonly client: CompletionClient;
  /** The base that this file is laid over. */
  readonly base: Source | undefined;
  /** The name of the destination that this file is. */
  readonly destination: string | undefined;
  /** This file first, then its base, then all other files of that base. */
  readonly family: () => readonly Source[];
  /** The destinations of this file, or of its base. */
  readonly destinations: () => readonly { readonly name: string; readonly file: string }[];
  readonly files: Files;
  /** Names in a folder of the project. */
  readonly list: (folder: string) => readonly string[];
  readonly kamal: KamalVersion | null;
}
