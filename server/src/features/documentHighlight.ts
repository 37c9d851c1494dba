import { DocumentHighlightKind, type DocumentHighlight, type Position } from 'vscode-languageserver';
import { mentionsOfSame } from '../references/names.ts';
import { nameAt, rangeOfName, scopeOf, type NamesAsked } from './naming.ts';

/** The places of the name under the cursor in its own file: where it is given, and where it is used. */
export function documentHighlight(asked: NamesAsked, file: string, position: Position): DocumentHighlight[] | null {
  const { files } = scopeOf(asked);
  const name = nameAt(files, file, position);
  if (!name) return null;
  return mentionsOfSame(files, name).flatMap((mention) => {
    const range = mention.at.chunk.file === file ? rangeOfName(files, mention) : undefined;
    return range ? [{ range, kind: mention.defines ? DocumentHighlightKind.Write : DocumentHighlightKind.Read }] : [];
  });
}
