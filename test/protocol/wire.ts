import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { root } from '../../scripts/run.mjs';

/** A language server as any editor starts it, `node dist/server.js --stdio`, on a project in a folder of its own. */
export interface Wire {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** The URI of a file of the project, by its path in it. */
  uri(file: string): string;
  /** Opens a file with the text it has on the disk, or another, and waits until it is judged. */
  open(file: string, text?: string, languageId?: string): Promise<Diagnostic[]>;
  /** Replaces the whole text of an open file and waits until that version is judged. */
  change(file: string, text: string): Promise<Diagnostic[]>;
  /** What was pushed last for a file; undefined: nothing yet. */
  diagnostics(file: string): Diagnostic[] | undefined;
  /** Waits until what is pushed for a file passes the test. Fails after 10 s. */
  until(file: string, test: (diagnostics: Diagnostic[], version: number | undefined) => boolean): Promise<Diagnostic[]>;
  /** Shuts the server down as the protocol asks; the code that the process ends with. */
  stop(): Promise<number | null>;
}

/**
 * Starts the built server and initializes it.
 * @param files the project's files: path to text
 * @param params added to what is sent with `initialize`
 */
export async function startServer(files: Record<string, string>, params: Partial<InitializeParams> = {}): Promise<Wire> {
  const folder = mkdtempSync(path.join(tmpdir(), 'project-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const child = spawn(process.execPath, [path.join(root, 'dist/server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const connection = createProtocolConnection(child.stdout, child.stdin);
  const uri = (file: string) => pathToFileURL(path.join(folder, file)).href;

  const pushed = new Map<string, PublishDiagnosticsParams>();
  const versions = new Map<string, number>();
  const listeners = new Set<() => void>();
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    pushed.set(params.uri, params);
    for (const listener of listeners) listener();
  });
  // What a server asks of an editor at the start; the answers are those of an editor without settings.
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.listen();

  const rootUri = pathToFileURL(folder).href;
  const initialized: InitializeResult = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'project' }],
    capabilities: {
      workspace: { workspaceEdit: { documentChanges: true } },
      textDocument: {
        publishDiagnostics: { versionSupport: true, relatedInformation: true, codeDescriptionSupport: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } }, isPreferredSupport: true },
        hover: { contentFormat: ['markdown'] },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      },
    },
    ...params,
  });
  await connection.sendNotification('initialized', {});

  const wire: Wire = {
    connection,
    initialized,
    uri,
    async open(file, text = files[file] ?? '', languageId = 'kamal') {
      versions.set(file, 1);
      pushed.delete(uri(file));
      await connection.sendNotification('textDocument/didOpen', { textDocument: { uri: uri(file), languageId, version: 1, text } });
      return wire.until(file, (_, version) => version === 1);
    },
    async change(file, text) {
      const version = (versions.get(file) ?? 1) + 1;
      versions.set(file, version);
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri(file), version },
        contentChanges: [{ text }],
      });
      return wire.until(file, (_, judged) => judged === version);
    },
    diagnostics: (file) => pushed.get(uri(file))?.diagnostics,
    until(file, test) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const now = pushed.get(uri(file));
          if (now && test(now.diagnostics, now.version)) finish(() => resolve(now.diagnostics));
        };
        const finish = (settle: () => void) => {
          clearTimeout(timer);
          listeners.delete(look);
          settle();
        };
        const late = () =>
          reject(new Error(`no such diagnostics for ${file} within 10 s; last: ${JSON.stringify(pushed.get(uri(file)) ?? null)}`));
        const timer = setTimeout(() => finish(late), 10_000);
        listeners.add(look);
        look();
      });
    },
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const code = await ended;
      connection.dispose();
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
  return wire;
}
