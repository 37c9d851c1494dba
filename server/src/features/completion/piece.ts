import type { Cursor } from '../../source/cursor/cursor.ts';
import { accessoryPieces } from './pieces/accessories.ts';
import { deploymentPiece } from './pieces/deployment.ts';
import { destinationPiece } from './pieces/destination.ts';
import { registryPiece, certificatePiece } from './pieces/settings.ts';
import { rolePieces } from './pieces/roles.ts';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Candidate } from './candidate.ts';
import { withoutStops } from './candidate.ts';
import { block } from '../markdown.ts';
import type { Layout } from './insert.ts';
import type { CompletionRequest } from './request.ts';

/** A part of a deployment that people write as a whole. */
export interface Piece {
  readonly label: string;
  /** What people type to get it. */
  readonly filter: string;
  readonly detail: string;
  /** Lines at column 0, indented by two blanks, with placeholders as in an LSP snippet. */
  readonly lines: readonly string[];
}

/** Whole pieces for the map at a cursor. In brackets, and where a key is there already, none. */
export function pieceCandidates(request: CompletionRequest, cursor: Cursor, layout: Layout): Candidate[] {
  if (cursor.flow || cursor.quote || cursor.has !== 'nothing') return [];
  return piecesAt(request, cursor).map(({ label, filter, detail, lines }) => ({
    label,
    filter,
    kind: CompletionItemKind.Snippet,
    snippet: lines.map((line, i) => (i === 0 || line === '' ? line : cursor.indent + reindented(line, layout.unit))).join(layout.newline),
    detail,
    documentation: block('yaml', withoutStops(lines.join('\n'))),
  }));
}

function piecesAt(request: CompletionRequest, cursor: Cursor): Piece[] {
  const { path, present } = cursor;
  const [first, , third] = path;
  if (path.length === 0) {
    if (present.length === 0 && isAlone(request, cursor))
      return [request.base ? destinationPiece(request) : deploymentPiece()].flatMap((piece) => piece ?? []);
    return present.includes('registry') || request.base ? [] : [registryPiece];
  }
  if (path.length === 1 && first === 'servers') return rolePieces(request, present);
  if (path.length === 1 && first === 'accessories') return accessoryPieces(request, present);
  if ((path.length === 1 && first === 'proxy') || (path.length === 3 && first === 'servers' && third === 'proxy'))
    return certificatePiece(request, path, present);
  return [];
}

/** Is nothing in the file but comments and what is being typed? */
function isAlone({ text }: CompletionRequest, { from, to }: Cursor): boolean {
  return `${text.slice(0, from)}${text.slice(to)}`.split('\n').every((line) => /^\s*(#.*)?$|^---\s*$/.test(line));
}

function reindented(line: string, unit: string): string {
  const blanks = /^ */.exec(line)![0].length;
  return unit.repeat(blanks / 2) + line.slice(blanks);
}
