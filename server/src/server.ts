import {
  createConnection,
  MessageType,
  ShowMessageNotification,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type FileEvent,
  type InitializeResult,
  type Logger,
  type ProtocolConnection,
  type WatchDog,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { resolveCompletion } from './features/completion/documentation.ts';
import { readFileRequest, readFolderRequest, watchedFiles } from './protocol.ts';
import { answer } from './server/answering.ts';
import { clientOf, type Client } from './server/client.ts';
import { pullSettings, takeSettings } from './server/configuration.ts';
import { Guard } from './server/guard.ts';
import type { OpenProject } from './server/openProject.ts';
import { uriIn } from './server/places.ts';
import type { Platform } from './server/platform.ts';
import { Publisher } from './server/publisher.ts';
import { capabilities, requests } from './server/requests.ts';
import { Scheduler } from './server/scheduler.ts';
import { settingsOf } from './server/settings.ts';
import { Watching } from './server/watching.ts';
import { Workspace, type ProjectFile } from './server/workspace.ts';

/**
 * Wires the table of requests, the scheduler and the publisher to a connection, and starts to listen. Knows LSP and nothing about Kamal.
 * @param open makes the connection to the client
 */
export function serve(open: (logger: Logger) => ProtocolConnection, platform: Platform): void {
  const watchDog: WatchDog = { shutdownReceived: false, initialize: () => {}, exit: (code) => platform.exit(code) };
  const connection = createConnection((logger) => {
    const protocol = open(logger);
    // An editor that has died says no farewell.
    protocol.onClose(() => platform.exit(watchDog.shutdownReceived ? 0 : 1));
    return protocol;
  }, watchDog);
  const guard = new Guard((message) => connection.console.error(message));
  const documents = new TextDocuments(TextDocument);
  let client: Client = clientOf({ capabilities: {} });
  let initialized = false;

  const workspace = new Workspace({
    platform,
    trusted: () => client.trusted,
    reader: (root) => ({
      file: (path) => connection.sendRequest(readFileRequest, { uri: uriIn(root, path) }),
      folder: (path) => connection.sendRequest(readFolderRequest, { uri: uriIn(root, path) }),
    }),
    opened: () => void askForSettings(),
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
    (params) => void connection.sendDiagnostics(params),
    (uri) => documents.get(uri)?.version,
  );
  const scheduler = new Scheduler(
    { uris: () => documents.keys(), text: (uri) => documents.get(uri)?.getText(), find },
    publisher,
    guard,
    (turn) => platform.next(turn),
    (project) => watching.cover(project),
  );

  const take = ({ projects, others }: ReturnType<typeof takeSettings>): void => {
    for (const project of projects) scheduler.project(project);
    if (others) scheduler.all();
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
    client = clientOf(params);
    workspace.setFolders(params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []));
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...capabilities,
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
    void askForSettings();
  });

  const takeFolders = async (): Promise<void> => {
    const folders = await connection.workspace.getWorkspaceFolders().catch(() => null);
    workspace.setFolders(folders?.map(({ uri }) => uri) ?? []);
    scheduler.all();
    await askForSettings();
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
  };
  connection.onDidChangeWatchedFiles(({ changes }) => guard.run('Reading', undefined, () => changed(changes)));

  // Told of the opening, too.
  documents.onDidChangeContent(({ document }) => scheduler.edit(document.uri));
  documents.onDidClose(({ document: { uri, languageId } }) => {
    guard.run('Closing', undefined, () => {
      const found = workspace.find(uri, languageId);
      if (found) scheduler.close(uri, found);
    });
  });

  const answering = {
    guard,
    client: () => client,
    say(message: string) {
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
    },
    document(uri: string) {
      const document = documents.get(uri);
      return document && { text: document.getText(), version: document.version };
    },
    find(uri: string) {
      scheduler.takeIn();
      return find(uri);
    },
  };
  connection.onCompletionResolve((item) => guard.run('Completion', item, () => resolveCompletion(item)));
  for (const request of requests) connection.onRequest(request.type, (params) => answer(answering, request, params));

  documents.listen(connection);
  connection.listen();
}
