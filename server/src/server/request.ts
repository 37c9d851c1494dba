import type { RequestType, ServerCapabilities } from 'vscode-languageserver';
import type { EditHost } from '../features/edit.ts';
import type { UriOf } from '../features/location.ts';
import type { NamesAsked } from '../features/naming.ts';
import type { SecretsAsked } from '../features/secrets/needed.ts';
import type { Files } from '../files/files.ts';
import type { Snapshot } from '../plan/plan.ts';
import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import type { PresentedFinding } from '../report/presented.ts';
import type { Round } from '../report/fixAll.ts';
import type { Source } from '../source/source.ts';
import type { LateFeatures } from './lateCode.ts';
import type { Client } from './client.ts';
import type { OpenProject } from './openProject.ts';

/** A request about one file of ours, of which nothing but the text counts. */
export interface AskedText {
  readonly uri: string;
  /** In its project. */
  readonly path: string;
  /** As it was typed last; undefined where the file is not open. */
  readonly text: string | undefined;
  /** Of the open document; null where it is not open. */
  readonly version: number | null;
  readonly client: Client;
  /** Stands for the project as long as it is open, so that something can be kept beside it. */
  readonly project: OpenProject;
  /** Shows a person a message that waits for no answer. */
  readonly say: (message: string) => void;
  /** The code of rows that are `late`. */
  late(): LateFeatures;
  /** The text as it was read, open or on the disk; undefined where there is none. */
  source(): Source | undefined;
}

/** A request about one file and the deployments that it is a part of. */
export interface AskedFile extends AskedText {
  readonly analysis: Analysis;
  /** What people are shown, by path. */
  readonly shown: ReadonlyMap<string, readonly PresentedFinding[]>;
  readonly uriOf: UriOf;
  readonly edits: EditHost;
  /** What requests about names are answered from. */
  readonly names: NamesAsked;
  /** What a repair begins with. */
  readonly round: Round;
  /** The project with other texts in the place of some: what a repair would make of it. */
  reread(texts: ReadonlyMap<string, string>): Round;
  /** The other files of the project. */
  readonly files: Files;
  /** The project with files as they were once (null: not there); undefined where it was none of ours then. */
  earlier(texts: ReadonlyMap<string, string | null>): Snapshot | undefined;
}

/** A request about the one deployment that the file stands for, or that the request names. */
export interface AskedDeployment extends AskedFile {
  readonly result: DeploymentResult;
}

/** A request about a secrets file. */
export interface AskedSecrets extends AskedText {
  readonly names: SecretsAsked;
  readonly edits: EditHost;
  /** What was found in it, for each base that reads it. */
  readonly rounds: readonly Round[];
}

/** What every request says: which document it is about. Ours name the destination, too. */
export type About = ({ readonly textDocument: { readonly uri: string } } | { readonly uri: string }) & {
  readonly destination?: string | null;
};

interface Row<Params extends About, Result> {
  readonly type: RequestType<Params, Result, void>;
  /** What `initialize` says for it. */
  readonly capability: ServerCapabilities;
  /** The answer for a file that is none of ours, or whose project cannot be read. */
  readonly otherwise: Result;
  /** Its code is loaded by the first request for any such (`features/late.ts`). */
  readonly late?: true;
  /** Somebody asked for it by hand, and files count that may still be on their way: it waits for them. Drawings and the like are asked for again. */
  readonly waits?: true;
  /** The answer in a secrets file; left out: `otherwise`. */
  inSecrets?(asked: AskedSecrets, params: Params): Result;
}

/** One row of the table: `about` says what has to be known before it can be answered. */
export type Request<Params extends About, Result> = Row<Params, Result> &
  (
    | { readonly about: 'text'; answer(asked: AskedText, params: Params): Result }
    | { readonly about: 'file'; answer(asked: AskedFile, params: Params): Result }
    | { readonly about: 'deployment'; answer(asked: AskedDeployment, params: Params): Result }
  );
