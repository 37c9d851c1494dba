import type { Range } from 'vscode-languageserver';
import type { Analysis } from '../project/analysis.ts';
import { rangeOf } from '../source/locate.ts';
import type { At } from '../source/node.ts';
import type { Source } from '../source/source.ts';

/** Where a file of the project is for the editor; server.ts knows, features only ask. */
export type UriOf = (file: string) => string;

/** The file of a place, as it is in this analysis, and the range there; undefined when the file is not part of it. */
export function placeOf(analysis: Analysis, at: At): { readonly source: Source; readonly range: Range } | undefined {
  const source = analysis.sources.get(at.chunk.file);
  const range = source && rangeOf(source, at);
  return source && range && { source, range };
}

/** An LSP location in one of the analysis' files, for "go to" and for related information. */
export function locationOf(analysis: Analysis, at: At, uriOf: UriOf): { uri: string; range: Range } | undefined {
  const place = placeOf(analysis, at);
  return place && { uri: uriOf(place.source.file), range: place.range };
}
