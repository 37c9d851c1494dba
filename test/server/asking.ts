import { ResponseError, type Position } from 'vscode-languageserver';
import { answer } from '../../server/src/server/answering.ts';
import type { About } from '../../server/src/server/request.ts';
import { requests } from '../../server/src/server/requests.ts';
import type { Served } from './project.ts';

type Params = (textDocument: { uri: string }, position: Position) => About;

const atPosition: Params = (textDocument, position) => ({ textDocument, position }) as About;
const ofDocument: Params = (textDocument) => ({ textDocument });

/** What each request of the table is asked with, at a place of a document. */
const params: Readonly<Record<string, Params>> = {
  'textDocument/hover': atPosition,
  'textDocument/definition': atPosition,
  'textDocument/completion': atPosition,
  'textDocument/documentHighlight': atPosition,
  'textDocument/prepareRename': atPosition,
  'textDocument/rename': (textDocument, position) => ({ textDocument, position, newName: 'renamed' }) as About,
  'textDocument/references': (textDocument, position) => ({ textDocument, position, context: { includeDeclaration: true } }) as About,
  'textDocument/documentSymbol': ofDocument,
  'textDocument/foldingRange': ofDocument,
  'textDocument/codeAction': (textDocument, position) =>
    ({ textDocument, range: { start: position, end: position }, context: { diagnostics: [] } }) as About,
  'kamal/tree': ({ uri }) => ({ uri }),
  // What a change of the service's name does.
  'kamal/plan': ({ uri }) => ({ uri, from: 'HEAD', files: { 'config/deploy.yml': 'service: before\nservers: [192.0.2.1]\n' } }) as About,
};

/** Requests that are asked about a place, and those about a document alone. */
export const placed = requests.filter(({ type: { method } }) => !method.startsWith('kamal/') && params[method] !== ofDocument);

/** Is every request of the table asked? Its name where it is not. */
export const unasked = requests.map(({ type: { method } }) => method).filter((method) => !(method in params));

/**
 * Asks one request at one place.
 * @returns the answer; an error of ours, which is no answer, is thrown
 */
export function ask({ around, uri }: Served, request: (typeof requests)[number], path: string, position: Position): unknown {
  const { method } = request.type;
  const found = answer(around, request, params[method]!({ uri: uri(path) }, position));
  // A refusal says why it does not rename; anything else went wrong.
  if (found instanceof ResponseError && !method.endsWith('ename')) throw new Error(`${method}: ${found.message}`);
  return found instanceof ResponseError ? { refused: found.message } : found;
}
