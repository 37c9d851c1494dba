import {
  createConnection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type InitializeResult,
  type Logger,
  type ProtocolConnection,
  type WatchDog,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { codeActionKinds, codeActions } from './features/codeActions.ts';
import { definition } from './features/definition.ts';
import type { EditHost } from './features/edit.ts';
import type { Round } from './report/fixAll.ts';
import { folding } from './features/folding.ts';
import { hover } from './features/hover.ts';
import { symbols } from './features/symbols.ts';
import { judgedOf } from './features/tree.ts';
import { present } from './report/present.ts';
import type { Analysis, DeploymentResult } from './project/analysis.ts';
import type { Project } from './project/project.ts';
import { readFileRequest, readFolderRequest, treeRequest, type InitializationOptions, type Tree, type TreeParams } from './protocol.ts';
import { pullSettings, takeSettings } from './server/configuration.ts';
import type { Platform } from './server/platform.ts';
import { Guard } from './server/guard.ts';
import { Coalescer } from './server/coalescer.ts';
import { TreeCache } from './server/treeCache.ts';
import { uriIn, watched } from './server/places.ts';
import { ours, Publisher } from './server/publisher.ts';
import { settingsOf } from './server/settings.ts';
import { Watching } from './server/watching.ts';
import { Workspace, type ProjectFile, type OpenProject } from './server/workspace.ts';

/**
 * Wires the features to a connection and starts to listen. Knows LSP and nothing about Kamal.
 * @param open makes the connection to the client
 */
export function serve(open: (logger: Logger) => ProtocolConnection, door: Platform): void {
  const watchDog: WatchDog = { shutdownReceived: false, initialize: () => {}, exit: (code) => door.exit(code) };
  const connection = createConnection((logger) => {
    const protocol = open(logger);
    // An editor that has died says no farewell.
    protocol.onClose(() => door.exit(watchDog.shutdownReceived ? 0 : 1));
    return protocol;
  }, watchDog);
  const guard = new Guard((message) => connection.console.error(message));
  const documents = new TextDocuments(TextDocument);
  const publisher = new Publisher(
    (params) => void connection.sendDiagnostics(params),
    (uri) => documents.get(uri)?.version,
  );
  let client: ClientCapabilities = {};
  let options: InitializationOptions = {};
  let initialized = false;
  /** Open documents that have changed since they were judged. */
  const edited = new Set<string>();
  const trees = new TreeCache();

  const workspace = new Workspace({
    door,
    reader: (root) => ({
      file: (path) => connection.sendRequest(readFileRequest, { uri: uriIn(root, path) }),
      folder: (path) => connection.sendRequest(readFolderRequest, { uri: uriIn(root, path) }),
    }),
    opened: () => void settle(),
    arrived: (home) => publishHome(home),
    onBroken: (rule, error) => guard.report(`The rule ${rule.id}`, error),
  });

  const find = (uri: string): ProjectFile | undefined => workspace.find(uri, documents.get(uri)?.languageId ?? 'yaml');

  /** Tells the projects what has been typed; cheap, so that every request sees the newest text. */
  const takeIn = (): void => {
    for (const uri of edited) {
      const document = documents.get(uri);
      const found = document && find(uri);
      if (!found) continue;
      found.home.name(found.path, uri);
      found.home.project.edit(found.path, document.getText());
    }
  };

  /** The families that documents belong to, each with the paths of these documents. */
  const familiesOf = (uris: Iterable<string>): { home: OpenProject; base: string; paths: Set<string> }[] => {
    const families = new Map<string, { home: OpenProject; base: string; paths: Set<string> }>();
    for (const found of [...uris].map(find)) {
      const base = found?.home.project.baseOf(found.path);
      if (!found || base === undefined) continue;
      const { home, path } = found;
      const key = `${home.root} ${base}`;
      families.set(key, { home, base, paths: (families.get(key)?.paths ?? new Set()).add(path) });
    }
    return [...families.values()];
  };

  const openFamilies = (of: OpenProject) => familiesOf(documents.keys()).filter(({ home }) => home === of);

  const watching = new Watching((watchers) => {
    if (!client.workspace?.didChangeWatchedFiles?.dynamicRegistration) return;
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers })
      .catch((error: unknown) => guard.report('Watching', error));
  });

  const tell = (home: OpenProject, base: string, paths: ReadonlySet<string>): void =>
    guard.run('Judging', undefined, () => {
      publisher.family(home, base, paths);
      watching.cover(home);
    });

  /** Open documents are told in any case: clients draw their tree when diagnostics arrive, and it may differ where no finding does. */
  const publishHome = (home: OpenProject): void => {
    for (const { base, paths } of openFamilies(home)) tell(home, base, paths);
  };

  const judge = new Coalescer(
    () => {
      guard.run('Reading', undefined, takeIn);
      const uris = new Set(edited);
      edited.clear();
      for (const { home, base, paths } of familiesOf(uris)) tell(home, base, paths);
    },
    (turn) => door.next(turn),
  );

  const edit = (uri: string): void => {
    edited.add(uri);
    judge.touch();
  };

  const judgeAll = (): void => documents.all().forEach(({ uri }) => edit(uri));

  const settled = ({ homes, others }: ReturnType<typeof takeSettings>): void => {
    for (const home of homes) publishHome(home);
    if (others) judgeAll();
  };

  const settle = async (): Promise<void> => {
    if (!initialized || !client.workspace?.configuration) return;
    try {
      settled(await pullSettings(workspace, (items) => connection.workspace.getConfiguration([...items])));
    } catch (error) {
      guard.report('Asking for settings', error);
    }
  };

  /** Answers a request about a document of ours from its newest text; `otherwise` where it is none, or the answer fails. */
  const about = <T>(what: string, uri: string, otherwise: T, work: (analysis: Analysis, found: ProjectFile) => T): T =>
    guard.run(what, otherwise, () => {
      takeIn();
      const found = find(uri);
      const analysis = found && ours(found.home, found.path);
      return found && analysis ? work(analysis, found) : otherwise;
    });

  /** The same for the deployment that the document stands for. */
  const aboutOne = <T>(
    what: string,
    uri: string,
    work: (analysis: Analysis, judged: DeploymentResult, found: ProjectFile) => T | null,
  ): T | null =>
    about<T | null>(what, uri, null, (analysis, found) => {
      const judged = judgedOf(analysis, found.path, undefined);
      return judged ? work(analysis, judged, found) : null;
    });

  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities;
    options = (params.initializationOptions as InitializationOptions | null | undefined) ?? {};
    workspace.setFolders(params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []));
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        definitionProvider: true,
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        codeActionProvider: { codeActionKinds },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: 'kamal' },
    };
  });

  connection.onInitialized(() => {
    initialized = true;
    const { didChangeConfiguration, didChangeWatchedFiles, workspaceFolders } = client.workspace ?? {};
    const registrations = [
      didChangeConfiguration?.dynamicRegistration &&
        connection.client.register(DidChangeConfigurationNotification.type, { section: 'kamal' }),
      didChangeWatchedFiles?.dynamicRegistration &&
        !options.watches &&
        connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: watched.map((globPattern) => ({ globPattern })) }),
    ];
    Promise.all(registrations).catch((error: unknown) => guard.report('Registering', error));
    if (workspaceFolders) connection.workspace.onDidChangeWorkspaceFolders(() => void takeFolders());
    void settle();
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    if (client.workspace?.configuration) void settle();
    else
      guard.run('Settings', undefined, () => settled(takeSettings(workspace, settingsOf((settings as { kamal?: unknown } | null)?.kamal))));
  });

  const takeFolders = async (): Promise<void> => {
    const folders = await connection.workspace.getWorkspaceFolders().catch(() => null);
    workspace.setFolders(folders?.map(({ uri }) => uri) ?? []);
    judgeAll();
    await settle();
  };

  connection.onDidChangeWatchedFiles(({ changes }) => {
    guard.run('Reading', undefined, () => {
      const touched = new Map<OpenProject, string[]>();
      for (const { uri } of changes) {
        for (const { home, path } of workspace.containing(uri)) touched.set(home, [...(touched.get(home) ?? []), path]);
      }
      for (const [home, paths] of touched) {
        home.changed(paths);
        publishHome(home);
      }
    });
  });

  // Told of the opening, too.
  documents.onDidChangeContent(({ document }) => edit(document.uri));

  documents.onDidClose(({ document: { uri, languageId } }) => {
    guard.run('Closing', undefined, () => {
      const found = workspace.find(uri, languageId);
      edited.delete(uri);
      if (!found) return;
      const { home, path } = found;
      const family = home.project.familyOf(path);
      home.project.close(path);
      const base = home.project.baseOf(path);
      if (openFamilies(home).some((family) => family.base === base)) publishHome(home);
      else for (const file of family) publisher.clear(home.uriOf(file));
    });
  });

  connection.onHover(({ textDocument, position }) =>
    aboutOne('Hover', textDocument.uri, (analysis, judged, { home, path }) =>
      hover(analysis, judged, path, position, present(analysis, home.settings.rules).get(path) ?? []),
    ),
  );

  connection.onDefinition(({ textDocument, position }) =>
    aboutOne('Definition', textDocument.uri, (analysis, judged, { home, path }) =>
      definition(analysis, judged, path, position, home.uriOf),
    ),
  );

  connection.onDocumentSymbol(({ textDocument }) =>
    guard.run('Outline', [], () => {
      takeIn();
      const found = find(textDocument.uri);
      const source = found?.home.project.source(found.path);
      return source ? symbols(source) : [];
    }),
  );

  connection.onFoldingRanges(({ textDocument }) =>
    guard.run('Folding', [], () => folding(documents.get(textDocument.uri)?.getText() ?? '')),
  );

  connection.onCodeAction(({ textDocument, range, context }) =>
    about('Code actions', textDocument.uri, [], (analysis, { home, path }) => {
      const round = (project: Project, judged: Analysis): Round => ({
        analysis: judged,
        shown: present(judged, home.settings.rules),
        texts: project,
      });
      const host: EditHost = {
        texts: home.project,
        uriOf: home.uriOf,
        versionOf: (file) => documents.get(home.uriOf(file))?.version ?? null,
        documentChanges: client.workspace?.workspaceEdit?.documentChanges ?? false,
        createFiles: client.workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false,
      };
      return codeActions(round(home.project, analysis), path, range, context, host, (texts) => {
        const imagined = home.imagine(texts);
        return round(imagined, imagined.analysisOf(path) ?? analysis);
      });
    }),
  );

  connection.onRequest(treeRequest, ({ uri, destination }: TreeParams) =>
    about<Tree | null>('Tree', uri, null, (analysis, { home, path }) => {
      const judged = judgedOf(analysis, path, destination);
      return judged ? trees.draw(home, analysis, judged, { uri, version: documents.get(uri)?.version ?? null }) : null;
    }),
  );

  documents.listen(connection);
  connection.listen();
}
