import { PassThrough } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import * as late from '../../server/src/features/late.ts';
import { serve as serveProtocol } from '../../server/src/server.ts';
import { serve } from '../server/project.ts';
import { leak, outside } from './answers.ts';
import { published } from './case.ts';

/** Edits that an editor sends one after the other, many of them before an answer has come. */
export interface Edits {
  readonly files: Readonly<Record<string, string>>;
  readonly path: string;
  readonly text: string;
  /** Offsets in the text as it is by then. `asks`: a request is sent behind it, and nobody waits for its answer. */
  readonly edits: readonly { readonly from: number; readonly to: number; readonly insert: string; readonly asks?: string }[];
}

/** Requests about one place, as editors send them while somebody types. */
export const whileTyping = [
  'textDocument/hover',
  'textDocument/completion',
  'textDocument/definition',
  'textDocument/codeAction',
  'textDocument/documentSymbol',
  'textDocument/foldingRange',
  'textDocument/semanticTokens/full',
  'textDocument/inlayHint',
  'textDocument/codeLens',
  'kamal/tree',
  'kamal/check',
];

const root = 'file:///shop';
/** Longer than this for all edits of a case is a hang. */
const patience = 20_000;

/**
 * Sends the edits over the protocol, and waits for what is said of the last text.
 * @returns the first thing that is wrong, in one line
 */
export async function faultOfEdits({ files, path, text, edits }: Edits): Promise<string | undefined> {
  const { connection, end } = connect(files);
  const wrong: string[] = [];
  try {
    const uri = `${root}/${path}`;
    const last = new Promise<PublishDiagnosticsParams>((resolve) => {
      connection.onNotification('textDocument/publishDiagnostics', (one: PublishDiagnosticsParams) => {
        if (one.uri === uri && one.version === edits.length + 1) resolve(one);
      });
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => void wrong.push(`logged: ${message}`));
    connection.listen();
    await connection.sendRequest('initialize', { processId: null, rootUri: root, capabilities: {} });
    void connection.sendNotification('initialized', {});
    void connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'kamal', version: 1, text } });
    const document = TextDocument.create(uri, 'kamal', 1, text);
    const asked: Promise<unknown>[] = [];
    for (const { from, to, insert, asks } of edits) {
      const range = { start: document.positionAt(from), end: document.positionAt(to) };
      const contentChanges = [{ range, text: insert }];
      const version = document.version + 1;
      TextDocument.update(document, contentChanges, version);
      void connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
      if (asks === undefined) continue;
      const position = document.positionAt(from);
      const params = {
        ...(asks.startsWith('kamal/') ? { uri, prefix: '' } : { textDocument: { uri } }),
        position,
        range: { start: position, end: position },
        context: { diagnostics: [] },
      };
      const answered = connection.sendRequest(asks, params).catch((error: Error) => void wrong.push(`${asks}: ${error.message}`));
      asked.push(answered);
    }
    const late = new Promise<'late'>((resolve) => setTimeout(resolve, patience, 'late').unref());
    const said = await Promise.race([Promise.all([last, ...asked]), late]);
    if (said === 'late') return `nothing was said of the last text within ${patience / 1_000} s`;
    if (wrong.length > 0) return wrong[0]!.split('\n').slice(0, 3).join(' ');
    const { diagnostics } = said[0];
    const fault = outside(diagnostics, document.getText()) ?? leak(diagnostics, document.getText());
    if (fault) return `diagnostics: ${fault}`;
    const fresh = serve(new Map(Object.entries(files)));
    fresh.type(path, document.getText());
    const anew = published(fresh, path).map(essence);
    return isDeepStrictEqual(diagnostics.map(essence), anew) ? undefined : 'another answer than a fresh project gives to the last text';
  } finally {
    end();
  }
}

/** What every client is shown, whatever else it can do. */
const essence = (diagnostic: unknown): unknown => {
  const { range, message, code, severity } = diagnostic as Record<string, unknown>;
  return JSON.parse(JSON.stringify({ range, message, code, severity })) as unknown;
};

export function connect(files: Readonly<Record<string, string>>): { connection: ProtocolConnection; ended: () => boolean; end(): void } {
  const up = new PassThrough();
  const down = new PassThrough();
  const host = serve(new Map(Object.entries(files))).host;
  let exited = false;
  serveProtocol((logger) => createProtocolConnection(new StreamMessageReader(up), new StreamMessageWriter(down), logger), {
    files: () => host,
    next: setImmediate,
    late: () => late,
    exit: () => (exited = true),
  });
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  return { connection, ended: () => exited, end: () => connection.dispose() };
}
