import { ResponseError, type Position } from 'vscode-languageserver';
import { answer } from '../../server/src/server/answering.ts';
import type { About } from '../../server/src/server/request.ts';
import { requests } from '../../server/src/server/requests.ts';
import type { Served } from './project.ts';

/** What any request of LSP about a place may be asked with: each takes of it what it knows. */
const general = (textDocument: { uri: string }, position: Position): About =>
  ({
    textDocument,
    position,
    positions: [position],
    range: { start: position, end: position },
    context: { diagnostics: [], includeDeclaration: true },
    newName: 'renamed',
    options: { tabSize: 2, insertSpaces: true },
  }) as About;

/** Our own. */
const own: Readonly<Record<string, (textDocument: { uri: string }) => About>> = {
  'kamal/tree': ({ uri }) => ({ uri }),
  'kamal/commands': ({ uri }) => ({ uri }),
  'kamal/picture': ({ uri }) => ({ uri, width: 640 }) as About,
  // What a change of the service's name does.
  'kamal/plan': ({ uri }) => ({ uri, from: 'HEAD', files: { 'config/deploy.yml': 'service: before\nservers: [192.0.2.1]\n' } }) as About,
  'kamal/check': ({ uri }) => ({ uri, prefix: 'shop/' }) as About,
  'kamal/planText': ({ uri }) =>
    ({ uri, from: 'HEAD', prefix: 'shop/', files: { 'config/deploy.yml': 'service: before\nservers: [192.0.2.1]\n' } }) as About,
};

const aboutTheWhole = /^kamal\/|\/(documentSymbol|foldingRange|documentLink|codeLens|inlayHint|semanticTokens\/full|formatting)$/;

/** Requests that are asked about a place: for the others one place is as good as another. */
export const placed = requests.filter(({ type: { method } }) => !aboutTheWhole.test(method));

/** Requests of our own that are asked nowhere here. */
export const unasked = requests.map(({ type: { method } }) => method).filter((method) => method.startsWith('kamal/') && !(method in own));

/**
 * Asks one request at one place.
 * @param more parameters besides the usual
 * @returns the answer; an error of ours, which is no answer, is thrown
 */
export function ask(
  { around, uri }: Served,
  request: (typeof requests)[number],
  path: string,
  position: Position,
  more: object = {},
): unknown {
  const { method } = request.type;
  const found = answer(around, request, { ...(own[method] ?? general)({ uri: uri(path) }, position), ...more });
  // A refusal says why it does not rename; anything else went wrong.
  if (found instanceof ResponseError && !method.endsWith('ename')) throw new Error(`${method}: ${found.message}`);
  return found instanceof ResponseError ? { refused: found.message } : found;
}
