import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from 'vscode-jsonrpc/browser';
import { serve } from './server.ts';

/** A web worker reads nothing by itself: every file comes through the client. */
const scope = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0] & { close(): void };

serve(createMessageConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), {
  files: () => undefined,
  next: (turn) => {
    setTimeout(turn, 0);
  },
  exit: () => scope.close(),
});
