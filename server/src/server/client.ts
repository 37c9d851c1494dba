import { InsertTextMode, type ClientCapabilities, type InitializeParams } from 'vscode-languageserver';
import type { CompletionClient } from '../features/completion/request.ts';
import type { InitializationOptions } from '../protocol.ts';

/** What the client at the other end can do, asked once: what it does not declare it cannot. */
export interface Client {
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  /** Takes registrations for changes of its settings. */
  readonly registersConfiguration: boolean;
  /** Takes registrations for changes of files. */
  readonly registersFiles: boolean;
  /** Tells of changed files without being asked. */
  readonly watches: boolean;
  readonly workspaceFolders: boolean;
  /** The person trusts the workspace; undefined: the client says nothing. */
  readonly trusted: boolean | undefined;
  /** Takes edits of several files with their versions. */
  readonly documentChanges: boolean;
  /** Creates files as a part of an edit. */
  readonly createFiles: boolean;
  /** Shows what an edit says about its changes. */
  readonly changeAnnotations: boolean;
  readonly completion: CompletionClient;
}

/** @param params of `initialize`; `initializationOptions` may be whatever a person has configured in an editor */
export function clientOf({
  capabilities,
  initializationOptions,
}: Pick<InitializeParams, 'capabilities' | 'initializationOptions'>): Client {
  const { workspace = {}, textDocument }: ClientCapabilities = capabilities;
  const item = textDocument?.completion?.completionItem;
  const options = (initializationOptions as InitializationOptions | null | undefined) ?? {};
  return {
    configuration: workspace.configuration === true,
    registersConfiguration: workspace.didChangeConfiguration?.dynamicRegistration === true,
    registersFiles: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
    watches: options.watches === true,
    workspaceFolders: Boolean(workspace.workspaceFolders),
    trusted: typeof options.trusted === 'boolean' ? options.trusted : undefined,
    documentChanges: workspace.workspaceEdit?.documentChanges === true,
    createFiles: workspace.workspaceEdit?.resourceOperations?.includes('create') === true,
    changeAnnotations: workspace.workspaceEdit?.changeAnnotationSupport !== undefined,
    completion: {
      snippets: item?.snippetSupport === true,
      asIs: item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
      ...(typeof options.suggest === 'string' ? { suggest: options.suggest } : {}),
    },
  };
}
