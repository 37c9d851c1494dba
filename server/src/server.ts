import {
  createConnection,
  MessageType,
  ShowMessageNotification,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  ErrorCodes,
  ResponseError,
  type CompletionItem,
  type FileEvent,
  type InitializeResult,
  type Logger,
  type ProtocolConnection,
  type WatchDog,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { resolveCompletion } from './features/completion/documentation.ts';
import {
  explainRequest,
  findFilesRequest,
  readFileRequest,
  readFolderRequest,
  watchedFiles,
  type ExplainParams,
  type FindParams,
  type Told,
} from './protocol.ts';
import { foreign } from './project/nested.ts';
import { explain } from './report/explain.ts';
import { answer } from './server/answering.ts';
import { LateCode } from './server/lateCode.ts';
import { clientOf, type Client } from './server/client.ts';
import { pullSettings, takeSettings } from './server/configuration.ts';
import { findProjects } from './server/findProjects.ts';
import { Guard } from './server/guard.ts';
import { Idle } from './server/idle.ts';
import { refusalOf } from './server/missing.ts';
import type { OpenProject } from './server/openProject.ts';
import { uriIn } from './server/places.ts';
import type { Platform } from './server/platform.ts';
import { applyEditCommand, inWordsOf, plainDiagnostics } from './server/plainer.ts';
import { Publisher } from './server/publisher.ts';
import { capabilities, requests } from './server/requests.ts';
import { Scheduler } from './server/scheduler.ts';
import { settingsOf } from './server/settings.ts';
import { Watching } from './server/watching.ts';
import { Workspace, type ProjectFile } from './server/workspace.ts';
import { WorkspaceDiagnostics } from './server/workspaceDiagnostics.ts';

/**
 * Wires the table of requests, the scheduler and the publisher to a connection, and starts to listen. Knows LSP and nothing about Kamal.
 * @param open makes the connection to the client
 */
export function serve(open: (logger: Logger) => ProtocolConnection, platform: Platform): void {
  const watchDog: WatchDog = { shutdownReceived: false, initialize: () => {}, exit: (code) => platform.exit(code) };
  const gone = (): void => platform.exit(watchDog.shutdownReceived ? 0 : 1);
  const connection = createConnection((logger) => {
    const protocol = open(logger);
    // An editor that has died says no farewell.
    protocol.onClose(gone);
    return protocol;
  }, watchDog);
  const guard = new Guard((message) => connection.console.error(message));
  // What is no text would break whatever reads it, until the document is closed.
  const documents = new TextDocuments({
    create: (uri, languageId, version, text) => TextDocument.create(uri, languageId, version, typeof text === 'string' ? text : ''),
    update: (document: TextDocument, changes, version) =>
      TextDocument.update(
        document,
        changes.filter(({ text }) => typeof text === 'string'),
        version,
      ),
  });
  let client: Client = clientOf({ capabilities: {} });
  let begun = false;
  let initialized = false;

  const workspace = new Workspace({
    platform,
    trusted: () => client.trusted,
    reader: (root) => ({
      file: (path) => connection.sendRequest(readFileRequest, { uri: uriIn(root, path) }),
      folder: (path) => connection.sendRequest(readFolderRequest, { uri: uriIn(root, path) }),
    }),
    opened(project) {
      scheduler.opened(project);
      void askForSettings();
    },
    arrived: (project) => scheduler.project(project),
    onBroken: (rule, error) => guard.report(`The rule ${rule.id}`, error),
  });
  const find = (uri: string): ProjectFile | undefined => workspace.find(uri, documents.get(uri)?.languageId ?? 'yaml');

  const watching = new Watching((watchers) => {
    if (!client.registersFiles) return;
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers })
      .catch((error: unknown) => guard.report('Watching', error));
  });
  const publisher = new Publisher(
    (params) => void connection.sendDiagnostics({ ...params, diagnostics: plainDiagnostics(client, params.diagnostics) }),
    (uri) => documents.get(uri)?.version,
  );
  const scheduler = new Scheduler(
    {
      uris: () => documents.keys(),
      text: (uri) => documents.get(uri)?.getText(),
      find,
      containing: (uri) => workspace.containing(uri),
      keeps: (root, base) => unopened.keeps(root, base),
    },
    publisher,
    guard,
    (turn) => platform.next(turn),
    (project) => {
      watching.cover(project);
      platform.judged?.();
      unopened.analyzed(project);
    },
  );
  const idle = new Idle((turn) => platform.next(turn));
  const findFiles = (uri: string, paths: readonly string[]): Promise<readonly string[]> =>
    connection.sendRequest<string[]>(findFilesRequest, { uri, paths, without: foreign } satisfies FindParams).catch((error: unknown) => {
      guard.report('Looking for files', error);
      return [];
    });
  const unopened = new WorkspaceDiagnostics({
    idle,
    guard,
    folders: () => workspace.folders(),
    find: ({ uri, settings: { configFiles } }) =>
      findProjects(uri, configFiles, {
        onDisk: (...asked) => platform.projects?.(...asked),
        byClient: client.finds ? findFiles : undefined,
      }),
    project: (root, settings) => workspace.lookInto(root, settings),
    judge: (project) => scheduler.unopened(project),
    withdraw: (base) => scheduler.withdraw(base),
  });

  const take = ({ projects, others, folders }: ReturnType<typeof takeSettings>): void => {
    for (const project of projects) scheduler.project(project);
    if (others) scheduler.all();
    if (folders && initialized) unopened.look();
  };
  const askForSettings = async (): Promise<void> => {
    if (!initialized || !client.configuration) return;
    try {
      take(await pullSettings(workspace, (items) => connection.workspace.getConfiguration([...items])));
    } catch (error) {
      guard.report('Asking for settings', error);
    }
  };

  connection.onInitialize((params): InitializeResult => {
    begun = true;
    client = clientOf(params);
    if (typeof params.processId === 'number') platform.watch?.(params.processId, gone);
    workspace.setFolders(params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []));
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...capabilities,
        ...(client.codeActions ? {} : { executeCommandProvider: { commands: [applyEditCommand] } }),
      },
      serverInfo: { name: 'kamal' },
    };
  });

  connection.onInitialized(() => {
    initialized = true;
    const registrations = [
      client.registersConfiguration && connection.client.register(DidChangeConfigurationNotification.type, { section: 'kamal' }),
      client.registersFiles &&
        !client.watches &&
        connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: watchedFiles.map((globPattern) => ({ globPattern })),
        }),
    ];
    Promise.all(registrations).catch((error: unknown) => guard.report('Registering', error));
    if (client.workspaceFolders) connection.workspace.onDidChangeWorkspaceFolders(() => void takeFolders());
    // Documents that are open already come right after this.
    idle.touch();
    // What is not set is as good as said.
    void askForSettings().then(() => unopened.look());
  });

  const takeFolders = async (): Promise<void> => {
    const folders = await connection.workspace.getWorkspaceFolders().catch(() => null);
    workspace.setFolders(folders?.map(({ uri }) => uri) ?? []);
    scheduler.all();
    await askForSettings();
    unopened.look();
  };

  connection.onDidChangeConfiguration(({ settings }) => {
    if (client.configuration) void askForSettings();
    else guard.run('Settings', undefined, () => take(takeSettings(workspace, settingsOf((settings as { kamal?: unknown } | null)?.kamal))));
  });

  const changed = (changes: readonly FileEvent[]): void => {
    const touched = new Map<OpenProject, string[]>();
    for (const { uri } of changes) {
      for (const { project, path } of workspace.containing(uri)) touched.set(project, [...(touched.get(project) ?? []), path]);
    }
    for (const [project, paths] of touched) {
      project.changed(paths);
      scheduler.project(project);
    }
    idle.touch();
    unopened.changed(changes);
  };
  connection.onDidChangeWatchedFiles(({ changes }) => guard.run('Reading', undefined, () => changed(changes ?? [])));

  // Told of the opening, too.
  documents.onDidChangeContent(({ document }) => {
    idle.touch();
    scheduler.edit(document.uri);
  });
  documents.onDidOpen(({ document }) => {
    revisit(document.uri);
    lookAround();
  });
  documents.onDidSave(({ document }) => {
    // What was saved is the same as what is open, but a client may save other files at the same time.
    visited = '';
    revisit(document.uri);
    lookAround();
  });
  documents.onDidClose(({ document: { uri, languageId } }) => {
    guard.run('Closing', undefined, () => {
      const found = workspace.find(uri, languageId);
      if (!found) return scheduler.closeBeside(uri);
      scheduler.close(uri, found);
      if (!documents.keys().some((open) => find(open)?.project === found.project)) workspace.drop(found.project);
    });
  });

  /** The document that somebody looked at last. */
  let visited = '';
  const isTold = (): boolean => client.watches || client.registersFiles;
  /** A client that does not watch files: what lies beside a document is read again when it is opened, saved, or looked at again. */
  const revisit = (uri: string): void => {
    if (isTold() || uri === visited) return;
    visited = uri;
    guard.run('Reading', undefined, () => {
      for (const { project } of workspace.containing(uri)) if (project.reread()) scheduler.project(project);
    });
  };
  /** And what lies elsewhere when one is opened or saved: it costs more. */
  const lookAround = (): void => {
    if (initialized && !isTold()) unopened.lookAgain();
  };

  const answering = {
    guard,
    code: new LateCode(() => platform.late()),
    client: () => client,
    say(message: string) {
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
    },
    document(uri: string) {
      const document = documents.get(uri);
      return document && { text: document.getText(), version: document.version };
    },
    find(uri: string) {
      revisit(uri);
      scheduler.takeIn();
      return find(uri);
    },
  };
  /** Before `initialize` and after `shutdown` nothing is answered. */
  const outOfTurn = (): ResponseError | undefined =>
    watchDog.shutdownReceived
      ? new ResponseError(ErrorCodes.InvalidRequest, 'The server has been shut down.')
      : begun
        ? undefined
        : new ResponseError(ErrorCodes.ServerNotInitialized, 'The server has not been initialized.');
  for (const request of requests)
    connection.onRequest(
      request.type,
      (params) => outOfTurn() ?? refusalOf(request.type.method, params) ?? answer(answering, request, params),
    );
  connection.onRequest(explainRequest, (params: ExplainParams): Told | ResponseError => outOfTurn() ?? explain(params, () => params.page));
  connection.onCompletionResolve(
    (item) =>
      inWordsOf(
        client,
        'completionItem/resolve',
        guard.run('Completion', item, () => resolveCompletion(item)),
        '',
      ) as CompletionItem,
  );
  connection.onExecuteCommand(({ command, arguments: [edit] = [] }) => {
    if (command === applyEditCommand)
      void connection.workspace.applyEdit(edit as WorkspaceEdit).catch((error: unknown) => guard.report('Editing', error));
  });

  connection.onShutdown(() => unopened.end());

  documents.listen(connection);
  connection.listen();
}
