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
  /** Finds files in its folders for us. */
  readonly finds: boolean;
  readonly workspaceFolders: boolean;
  /** The person trusts the workspace; undefined: the client says nothing. */
  readonly trusted: boolean | undefined;
  /** Takes edits of several files with their versions. */
  readonly documentChanges: boolean;
  /** Creates files as a part of an edit. */
  readonly createFiles: boolean;
  /** Shows what an edit says about its changes. */
  readonly changeAnnotations: boolean;
  /** Makes edits of which one is a snippet, and so can select what it has written. */
  readonly snippetEdits: boolean;
  readonly completion: CompletionClient;
  /** Where it shows Markdown; a client that says nothing about it is taken to. */
  readonly markdown: { readonly hover: boolean; readonly completion: boolean };
  /** Takes the outline as a tree. */
  readonly hierarchicalSymbols: boolean;
  /** Takes code actions that carry their edit, and not commands alone. */
  readonly codeActions: boolean;
  /** What it shows of a diagnostic. */
  readonly diagnostics: { readonly relatedInformation: boolean; readonly tags: boolean; readonly codeDescription: boolean };
}

/** @param params of `initialize`; `initializationOptions` may be whatever a person has configured in an editor */
export function clientOf({
  capabilities,
  initializationOptions,
}: Pick<InitializeParams, 'capabilities' | 'initializationOptions'>): Client {
  const { workspace = {}, textDocument }: ClientCapabilities = capabilities;
  const item = textDocument?.completion?.completionItem;
  const formats = [textDocument?.hover?.contentFormat, item?.documentationFormat];
  const [hover = true, completion = true] = formats.map((list) => list?.includes('markdown'));
  const { documentSymbol, codeAction, publishDiagnostics: shown } = textDocument ?? {};
  const options = (initializationOptions as InitializationOptions | null | undefined) ?? {};
  return {
    configuration: workspace.configuration === true,
    registersConfiguration: workspace.didChangeConfiguration?.dynamicRegistration === true,
    registersFiles: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
    watches: options.watches === true,
    finds: options.finds === true,
    workspaceFolders: Boolean(workspace.workspaceFolders),
    trusted: typeof options.trusted === 'boolean' ? options.trusted : undefined,
    documentChanges: workspace.workspaceEdit?.documentChanges === true,
    createFiles: workspace.workspaceEdit?.resourceOperations?.includes('create') === true,
    changeAnnotations: workspace.workspaceEdit?.changeAnnotationSupport !== undefined,
    snippetEdits: workspace.workspaceEdit?.snippetEditSupport === true,
    markdown: { hover, completion },
    // A client that does not name a feature at all says nothing about it; one that does, says what it cannot.
    hierarchicalSymbols: !documentSymbol || documentSymbol.hierarchicalDocumentSymbolSupport === true,
    codeActions: !codeAction || codeAction.codeActionLiteralSupport !== undefined,
    diagnostics: {
      relatedInformation: !shown || shown.relatedInformation === true,
      tags: !shown || Boolean(shown.tagSupport),
      codeDescription: !shown || shown.codeDescriptionSupport === true,
    },
    completion: {
      snippets: item?.snippetSupport === true,
      asIs: item?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) === true,
      ...(typeof options.suggest === 'string' ? { suggest: options.suggest } : {}),
    },
  };
}
