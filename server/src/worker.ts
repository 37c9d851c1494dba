import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from './server.ts';

type Scope = ConstructorParameters<typeof BrowserMessageReader>[0];

/** A web worker reads nothing by itself: every file comes through the client. */
const scope = globalThis as unknown as Scope;

serve(createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), { files: () => undefined }, (turn) => {
  setTimeout(turn, 0);
});
