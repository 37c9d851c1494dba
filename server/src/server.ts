import {
  ConfigurationRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type Connection,
  type Diagnostic,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { codeActionKinds, codeActions } from './features/codeActions.ts';
import { definition } from './features/definition.ts';
import { diagnostics } from './features/diagnostics.ts';
import type { EditHost } from './features/edit.ts';
import type { Round } from './features/fixAll.ts';
import { folding } from './features/folding.ts';
import { hover } from './features/hover.ts';
import { looksLikeKamal } from './features/looksLikeKamal.ts';
import { brokenBecause } from './features/stale.ts';
import { symbols } from './features/symbols.ts';
import { judgedOf, tree } from './features/tree.ts';
import { view } from './features/view.ts';
import type { Analysis } from './project/analysis.ts';
import type { Project } from './project/project.ts';
import { readFileRequest, readFolderRequest, treeRequest, type InitializationOptions, type Tree, type TreeParams } from './protocol.ts';
import type { Door } from './server/door.ts';
import { Guard } from './server/guard.ts';
import { Latest } from './server/judging.ts';
import { uriIn } from './server/places.ts';
import { settingsOf, type Settings } from './server/settings.ts';
import { Workspace, type Found, type Home } from './server/workspace.ts';

/** Files beside deploy.yml that rules ask about. */
const watched = ['**/config/deploy*.{yml,yaml}', '**/.kamal/**', '**/Dockerfile*', '**/Gemfile.lock', '**/.env', '**/.gitignore'];

/**
 * Wires the features to a connection and starts to listen. Knows LSP and nothing about Kamal.
 * @param next runs something in the event loop's next turn (`setImmediate`; a browser has none)
 */
export function serve(connection: Connection, door: Door, next: (turn: () => void) => void): void {
  const guard = new Guard((line) => connection.console.error(line));
  const documents = new TextDocuments(TextDocument);
  let client: ClientCapabilities = {};
  let options: InitializationOptions = {};
  let initialized = false;
  /** Open documents that have changed since their project was told. */
  const edited = new Set<string>();
  /** Last diagnostics by URI, to leave out those of other files where nothing changed. */
  const published = new Map<string, string>();
  /** The files that a base's judgement was last shown in. */
  const reported = new Map<string, readonly string[]>();
  /** Last good pictures by base URI and destination. */
  const pictures = new Map<string, Tree>();

  const workspace = new Workspace({
    door,
    reader: (root) => ({
      file: (path) => connection.sendRequest(readFileRequest, { uri: uriIn(root, path) }),
      folder: (path) => connection.sendRequest(readFolderRequest, { uri: uriIn(root, path) }),
    }),
    opened: () => void pullSettings(),
    arrived: (home) => publishHome(home),
    onBroken: (rule, error) => guard.report(`The rule ${rule.id}`, error),
  });

  const find = (uri: string): Found | undefined => {
    const document = documents.get(uri);
    return workspace.find(uri, document?.languageId ?? 'yaml');
  };

  /** Tells the projects what has been typed; cheap, so that every request sees the newest text. */
  const takeIn = (): string[] => {
    const uris = [...edited];
    edited.clear();
    for (const uri of uris) {
      const document = documents.get(uri);
      const found = document && find(uri);
      if (!document || !found) continue;
      found.home.name(found.path, uri);
      found.home.project.edit(found.path, document.getText());
    }
    return uris;
  };

  const analysisOf = (found: Found): Analysis | undefined => {
    const analysis = found.home.project.analysisOf(found.path);
    return analysis && looksLikeKamal(analysis) ? analysis : undefined;
  };

  const publish = (home: Home, base: string, certainly: ReadonlySet<string>): void => {
    const analysis = analysisOf({ home, path: base });
    const shown = analysis && view(analysis, home.settings.rules);
    const key = home.uriOf(base);
    const files = new Set([...home.project.familyOf(base), ...(shown?.keys() ?? []), ...(reported.get(key) ?? [])]);
    reported.set(key, [...(shown?.keys() ?? [])]);
    for (const file of files) {
      const uri = home.uriOf(file);
      const list = analysis && shown ? diagnostics(analysis, shown.get(file) ?? [], home.uriOf) : [];
      send(uri, list, certainly.has(uri));
    }
  };

  const send = (uri: string, list: Diagnostic[], certainly: boolean): void => {
    const text = list.length === 0 ? '' : JSON.stringify(list);
    if (!certainly && (published.get(uri) ?? '') === text) return;
    published.set(uri, text);
    const version = documents.get(uri)?.version;
    void connection.sendDiagnostics({ uri, diagnostics: list, ...(version === undefined ? {} : { version }) });
  };

  /** The bases of a project that have an open document in their family. */
  const openBases = (home: Home): Set<string> => {
    const bases = new Set<string>();
    for (const { uri } of documents.all()) {
      const found = find(uri);
      const base = found?.home === home ? home.project.baseOf(found.path) : undefined;
      if (base !== undefined) bases.add(base);
    }
    return bases;
  };

  const publishHome = (home: Home, certainly: ReadonlySet<string> = new Set()): void => {
    for (const base of openBases(home)) guard.run('Judging', undefined, () => publish(home, base, certainly));
  };

  const judge = new Latest(() => {
    const uris = new Set(guard.run('Reading', [] as string[], takeIn));
    const bases = new Map<string, { home: Home; base: string }>();
    for (const uri of uris) {
      const found = find(uri);
      const base = found?.home.project.baseOf(found.path);
      if (found && base !== undefined) bases.set(`${found.home.root} ${base}`, { home: found.home, base });
    }
    for (const { home, base } of bases.values()) guard.run('Judging', undefined, () => publish(home, base, uris));
  }, next);

  /** Answers a request about one document from its newest text; `otherwise` where it is none of ours, or the answer fails. */
  const answer = <T>(what: string, uri: string, otherwise: T, work: (analysis: Analysis, found: Found) => T): T =>
    guard.run(what, otherwise, () => {
      takeInSoon();
      const found = find(uri);
      const analysis = found && analysisOf(found);
      return found && analysis ? work(analysis, found) : otherwise;
    });

  /** What a request takes in is still to be judged for the problems list. */
  const takeInSoon = (): void => {
    const uris = takeIn();
    if (uris.length === 0) return;
    for (const uri of uris) edited.add(uri);
    judge.touch();
  };

  connection.onInitialize((params): InitializeResult => {
    client = params.capabilities;
    options = (params.initializationOptions as InitializationOptions | undefined) ?? {};
    const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    workspace.setFolders(folders);
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
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'kamal' });
    }
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration && !options.watches) {
      const watchers = watched.map((globPattern) => ({ globPattern }));
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (client.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(() => void refold());
    }
    void pullSettings();
  });

  const refold = async (): Promise<void> => {
    const folders = await connection.workspace.getWorkspaceFolders();
    workspace.setFolders(folders?.map(({ uri }) => uri) ?? []);
    for (const { uri } of documents.all()) edited.add(uri);
    judge.touch();
    await pullSettings();
  };

  /** One question for the workspace as a whole and for each project that is open: settings may differ by folder. */
  const pullSettings = async (): Promise<void> => {
    if (!client.workspace?.configuration || !initialized) return;
    try {
      const homes = workspace.all();
      const items = [{ section: 'kamal' }, ...homes.map((home) => ({ scopeUri: home.root, section: 'kamal' }))];
      const [whole, ...each] = (await connection.sendRequest(ConfigurationRequest.type, { items })).map(settingsOf);
      if (whole) configure(whole, new Map(homes.flatMap((home, index) => (each[index] ? [[home, each[index]]] : []))));
    } catch (error) {
      guard.report('Asking for settings', error);
    }
  };

  const configure = (whole: Settings, each: ReadonlyMap<Home, Settings>): void => {
    if (workspace.setDefaults(whole)) for (const { uri } of documents.all()) edited.add(uri);
    for (const home of workspace.all()) {
      if (home.configure(each.get(home) ?? whole)) publishHome(home);
    }
    if (edited.size > 0) judge.touch();
  };

  connection.onDidChangeConfiguration(({ settings }) => {
    if (client.workspace?.configuration) void pullSettings();
    else {
      const whole = settingsOf((settings as { kamal?: unknown } | null)?.kamal);
      configure(whole, new Map());
    }
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    guard.run('Reading', undefined, () => {
      const touched = new Map<Home, string[]>();
      for (const { uri } of changes) {
        for (const { home, path } of workspace.containing(uri)) touched.set(home, [...(touched.get(home) ?? []), path]);
      }
      for (const [home, paths] of touched) {
        home.changed(paths);
        publishHome(home);
      }
    });
  });

  documents.onDidChangeContent(({ document }) => {
    edited.add(document.uri);
    judge.touch();
  });

  documents.onDidClose(({ document }) => {
    guard.run('Closing', undefined, () => {
      edited.delete(document.uri);
      const found = workspace.find(document.uri, document.languageId);
      if (!found) return;
      const family = found.home.project.familyOf(found.path);
      found.home.project.close(found.path);
      const base = found.home.project.baseOf(found.path);
      if (base !== undefined && openBases(found.home).has(base)) publishHome(found.home);
      else for (const file of family) send(found.home.uriOf(file), [], false);
      send(document.uri, [], false);
    });
  });

  connection.onHover(({ textDocument, position }) =>
    answer('Hover', textDocument.uri, null, (analysis, { home, path }) => {
      const judged = judgedOf(analysis, path, undefined);
      return judged ? hover(analysis, judged, path, position, view(analysis, home.settings.rules).get(path) ?? []) : null;
    }),
  );

  connection.onDefinition(({ textDocument, position }) =>
    answer('Definition', textDocument.uri, null, (analysis, { home, path }) => {
      const judged = judgedOf(analysis, path, undefined);
      return judged ? definition(analysis, judged, path, position, home.uriOf) : null;
    }),
  );

  connection.onDocumentSymbol(({ textDocument }) =>
    guard.run('Outline', [], () => {
      takeInSoon();
      const found = find(textDocument.uri);
      const source = found?.home.project.source(found.path);
      return source ? symbols(source) : [];
    }),
  );

  connection.onFoldingRanges(({ textDocument }) =>
    guard.run('Folding', [], () => folding(documents.get(textDocument.uri)?.getText() ?? '')),
  );

  connection.onCodeAction(({ textDocument, range, context }) =>
    answer('Code actions', textDocument.uri, [], (analysis, { home, path }) => {
      const round = (project: Project, judged: Analysis): Round => ({
        analysis: judged,
        shown: view(judged, home.settings.rules),
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

  connection.onRequest(treeRequest, ({ uri, destination }: TreeParams): Tree | null =>
    answer<Tree | null>('Tree', uri, null, (analysis, { home, path }) => {
      const judged = judgedOf(analysis, path, destination);
      if (!judged) return null;
      const key = `${home.uriOf(analysis.base.file)} ${judged.deployment.destination ?? ''}`;
      const version = documents.get(uri)?.version ?? null;
      const stale = brokenBecause(judged);
      const last = pictures.get(key);
      if (stale && last) return { ...last, uri, version, stale };
      const drawn = tree(analysis, judged, view(analysis, home.settings.rules), { uri, version, uriOf: home.uriOf });
      if (!stale) pictures.set(key, drawn);
      return stale ? { ...drawn, stale } : drawn;
    }),
  );

  documents.listen(connection);
  connection.listen();
}
