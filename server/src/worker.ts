import { BrowserMessageReader, BrowserMessageWriter, createProtocolConnection } from 'vscode-languageserver/browser';
import * as late from './features/late.ts';
import { serve } from './server.ts';

/** A web worker reads nothing by itself: every file comes through the client. */
const scope = globalThis as unknown as DedicatedWorkerGlobalScope;

serve((logger) => createProtocolConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope), logger), {
  files: () => undefined,
  next: (turn) => {
    setTimeout(turn, 0);
  },
  // A worker is one file.
  late: () => late,
  exit: () => scope.close(),
});
