import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'node:test';
import { PassThrough } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  type Diagnostic,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InitializeResult,
  type Location,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import type { ProjectHost } from '../../server/src/project/projectHost.ts';
import {
  readFileRequest,
  readFolderRequest,
  treeRequest,
  type InitializationOptions,
  type ReadParams,
  type Tree,
} from '../../server/src/protocol.ts';
import { diskFiles, diskProjects } from '../../server/src/server/disk.ts';
import { serve } from '../../server/src/server.ts';
import { browserWorker } from './worker.ts';

export interface Options {
  /** `streams`: client and server in this process. `stdio`: the bundle, as an editor starts it. `worker`: the bundle that a browser runs, which reads through the client. */
  readonly over?: 'streams' | 'stdio' | 'worker';
  /** Files on the disk, by path in the workspace. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly capabilities?: ClientCapabilities;
  /** `initializationOptions`. */
  readonly options?: InitializationOptions;
  /** Answers to `workspace/configuration`. */
  readonly settings?: unknown;
  /** The workspace's folder as a URI; left out: a folder on the disk with `files`. */
  readonly folder?: string;
  /** The workspace's folders in the place of the one: as URIs, or as paths of folders in it. */
  readonly folders?: readonly string[];
  /** Only this folder among `files` is the workspace. */
  readonly within?: string;
  /** Stands in for the disk, where client and server share this process. */
  readonly host?: ProjectHost;
  /** Answers to the server's own requests. */
  readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
}

const capabilities: ClientCapabilities = {
  workspace: { configuration: true, workspaceFolders: true, workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
};

/** Clients that the running test has started and not stopped: one that fails leaves its own behind, whose server would keep the file from ending. */
const running = new Set<Client>();
beforeEach(() => running.clear());
afterEach(() => {
  for (const client of running) client.abandon();
});

/** An editor, as far as the server can tell. */
export class Client {
  readonly publications: PublishDiagnosticsParams[] = [];
  readonly logs: string[] = [];
  /** What a person was shown. */
  readonly messages: string[] = [];
  /** What the server has asked to be told of. */
  readonly registrations: unknown[] = [];
  initialized!: InitializeResult;
  private readonly waiting: { wants: (one: PublishDiagnosticsParams) => boolean; take: (one: PublishDiagnosticsParams) => void }[] = [];
  private readonly versions = new Map<string, number>();
  private readonly undo: (() => void)[] = [];
  /** Where the server is no part of this process: how it ends by itself, and by force. */
  private apart: { readonly ended: Promise<unknown>; kill(): void } | undefined;
  private connection!: ProtocolConnection;
  folder = '';

  static async start(options: Options = {}): Promise<Client> {
    const client = new Client();
    client.folder = options.folder ?? client.disk(options.files ?? {}) + (options.within ? `/${options.within}` : '');
    client.connection = client[options.over ?? 'streams'](options.host);
    running.add(client);
    try {
      await client.shakeHands(options);
    } catch (error) {
      client.abandon();
      throw error;
    }
    return client;
  }

  uri(file: string): string {
    return file.includes(':') ? file : `${this.folder}/${file}`;
  }

  /** Opens a document and waits for its diagnostics. */
  async open(file: string, text: string, languageId = 'kamal'): Promise<Diagnostic[]> {
    this.show(file, text, languageId);
    return (await this.judged(file, 1)).diagnostics;
  }

  /** Opens a document without waiting. */
  show(file: string, text: string, languageId = 'kamal'): void {
    this.versions.set(file, 1);
    void this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: this.uri(file), languageId, version: 1, text } });
  }

  /** Changes a document, without waiting; a text alone replaces all of it. Returns the new version. */
  change(file: string, ...changes: (TextDocumentContentChangeEvent | string)[]): number {
    const version = (this.versions.get(file) ?? 0) + 1;
    this.versions.set(file, version);
    const contentChanges = changes.map((change) => (typeof change === 'string' ? { text: change } : change));
    void this.connection.sendNotification('textDocument/didChange', { textDocument: { uri: this.uri(file), version }, contentChanges });
    return version;
  }

  /** Replaces a document's text and waits for its diagnostics. */
  async type(file: string, text: string): Promise<Diagnostic[]> {
    return (await this.judged(file, this.change(file, text))).diagnostics;
  }

  close(file: string): void {
    void this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(file) } });
  }

  /** Puts a file on the disk, as another program would. */
  write(file: string, text: string): void {
    const target = fileURLToPath(this.uri(file));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  /** The diagnostics of one version, once they are there. */
  judged(file: string, version: number): Promise<PublishDiagnosticsParams> {
    return this.published((one) => one.uri === this.uri(file) && one.version === version);
  }

  /** The first publication, past or to come, that is wanted. */
  published(wants: (one: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams> {
    const past = this.publications.find(wants);
    return past ? Promise.resolve(past) : this.next(wants);
  }

  /** The first publication to come that is wanted; rejects when none comes in ten seconds. */
  next(wants: (one: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams> {
    return new Promise((resolve, reject) => {
      const came = (): string =>
        JSON.stringify(this.publications.map(({ uri, version, diagnostics }) => [uri, version, diagnostics.length]));
      const deadline = setTimeout(() => reject(new Error(`What was waited for did not come. What came: ${came()}`)), 10_000);
      const take = (one: PublishDiagnosticsParams): void => {
        clearTimeout(deadline);
        resolve(one);
      };
      this.waiting.push({ wants, take });
    });
  }

  tree(file: string, destination?: string | null): Promise<Tree | null> {
    return this.request(treeRequest, { uri: this.uri(file), ...(destination === undefined ? {} : { destination }) });
  }

  hover(file: string, position: Position): Promise<Hover | null> {
    return this.request('textDocument/hover', { textDocument: { uri: this.uri(file) }, position });
  }

  definition(file: string, position: Position): Promise<Location[] | null> {
    return this.request('textDocument/definition', { textDocument: { uri: this.uri(file) }, position });
  }

  symbols(file: string): Promise<DocumentSymbol[]> {
    return this.request('textDocument/documentSymbol', { textDocument: { uri: this.uri(file) } });
  }

  folds(file: string): Promise<FoldingRange[]> {
    return this.request('textDocument/foldingRange', { textDocument: { uri: this.uri(file) } });
  }

  actions(file: string, range: Range, only?: CodeActionContext['only']): Promise<CodeAction[]> {
    return this.request('textDocument/codeAction', {
      textDocument: { uri: this.uri(file) },
      range,
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });
  }

  notify(method: string, params: unknown): void {
    void this.connection.sendNotification(method, params);
  }

  request<T>(method: string, params: unknown): Promise<T> {
    return this.connection.sendRequest<T>(method, params);
  }

  /** As an editor ends a server: fails where the server does not end by itself. */
  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    if (this.apart) await this.connection.sendNotification('exit');
    await this.apart?.ended;
    for (const step of this.undo) step();
    this.connection.dispose();
    running.delete(this);
  }

  /** Whatever state the server is in. */
  abandon(): void {
    running.delete(this);
    this.apart?.kill();
    this.connection.dispose();
    for (const step of this.undo) step();
  }

  private async shakeHands(options: Options): Promise<void> {
    const { connection } = this;
    connection.onNotification('textDocument/publishDiagnostics', (one: PublishDiagnosticsParams) => this.take(one));
    connection.onNotification('window/showMessage', ({ message }: { message: string }) => void this.messages.push(message));
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => void this.logs.push(message));
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => options.settings ?? null));
    connection.onRequest('client/registerCapability', ({ registrations }: { registrations: unknown[] }) => {
      this.registrations.push(...registrations);
      return null;
    });
    for (const [method, answer] of Object.entries(options.answers ?? {}))
      connection.onRequest(method, (params: unknown) => answer(params as never));
    connection.listen();
    this.initialized = await connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders: (options.folders ?? [this.folder]).map((folder) => ({ uri: this.uri(folder), name: 'shop' })),
      capabilities: options.capabilities ?? capabilities,
      initializationOptions: options.options,
    });
    await connection.sendNotification('initialized', {});
  }

  private take(one: PublishDiagnosticsParams): void {
    this.publications.push(one);
    const index = this.waiting.findIndex(({ wants }) => wants(one));
    if (index >= 0) this.waiting.splice(index, 1)[0]!.take(one);
  }

  private disk(files: NonNullable<Options['files']>): string {
    const folder = mkdtempSync(path.join(tmpdir(), 'kamal-'));
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
    this.undo.push(() => rmSync(folder, { recursive: true }));
    return pathToFileURL(folder).href;
  }

  private streams(host?: ProjectHost): ProtocolConnection {
    const up = new PassThrough();
    const down = new PassThrough();
    serve((logger) => createProtocolConnection(new StreamMessageReader(up), new StreamMessageWriter(down), logger), {
      files: (...asked) => host ?? diskFiles(...asked),
      projects: diskProjects,
      next: setImmediate,
      late: () => import('../../server/src/features/late.ts'),
      exit: () => {},
    });
    return createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  }

  private stdio(): ProtocolConnection {
    const server = fileURLToPath(new URL('../../dist/server.js', import.meta.url));
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.apart = { ended: new Promise((resolve) => child.once('exit', resolve)), kill: () => void child.kill('SIGKILL') };
    return createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  }

  private worker(): ProtocolConnection {
    const worker = browserWorker(fileURLToPath(new URL('../../dist/worker.js', import.meta.url)));
    this.apart = worker;
    const connection = createProtocolConnection(worker.reader, worker.writer);
    const within = (uri: string): string => {
      if (!uri.startsWith(`${this.folder}/`)) throw new Error(`${uri} lies outside.`);
      return fileURLToPath(uri);
    };
    connection.onRequest(readFileRequest, ({ uri }: ReadParams) => orNull(() => readFileSync(within(uri), 'utf8')));
    connection.onRequest(readFolderRequest, ({ uri }: ReadParams) => orNull(() => readdirSync(within(uri))));
    return connection;
  }
}

/** What a client answers where there is no such file or folder. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
