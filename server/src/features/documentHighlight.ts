import { DocumentHighlightKind, type DocumentHighlight, type Position } from 'vscode-languageserver';
import { mentionsOfSame } from '../references/names.ts';
import { nameUnder, rangeOfName, type NamesAsked } from './naming.ts';

/** The places of the name under the cursor in its own file: where it is given, and where it is used. */
export function documentHighlight(asked: NamesAsked, file: string, position: Position): DocumentHighlight[] | null {
  const found = nameUnder(asked, file, position);
  if (!found) return null;
  const { files } = found.scope;
  return mentionsOfSame(files, found.name).flatMap((mention) => {
    const range = mention.at.chunk.file === file ? rangeOfName(files, mention) : undefined;
    return range ? [{ range, kind: mention.defines ? DocumentHighlightKind.Write : DocumentHighlightKind.Read }] : [];
  });
}
