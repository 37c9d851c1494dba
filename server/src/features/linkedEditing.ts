import type { LinkedEditingRanges, Position } from 'vscode-languageserver';
import { mentionsOfSame } from '../references/names.ts';
import { nameUnder, rangeOfName, type NamesAsked } from './naming.ts';

/** An anchor and its aliases are typed as one: they stand in one file, and no other name hangs on them. */
export function linkedEditing(asked: NamesAsked, file: string, position: Position): LinkedEditingRanges | null {
  const found = nameUnder(asked, file, position);
  if (found?.name.kind !== 'anchor') return null;
  const { files } = found.scope;
  const ranges = mentionsOfSame(files, found.name).flatMap((mention) =>
    mention.at.chunk.file === file ? (rangeOfName(files, mention) ?? []) : [],
  );
  return ranges.length > 1 ? { ranges, wordPattern: '[\\w-]+' } : null;
}
