import { ErrorCodes, ResponseError, type Position, type Range, type WorkspaceEdit } from 'vscode-languageserver';
import { rename as renamed, whyFixed } from '../references/rename.ts';
import { workspaceEdit, type EditHost } from './edit.ts';
import { nameUnder, rangeOfName, type NamesAsked } from './naming.ts';

/**
 * What would be renamed here.
 * @returns null where no name stands. Throws a ResponseError with the reason where a name has nothing to be renamed
 */
export function prepareRename(asked: NamesAsked, file: string, position: Position): { range: Range; placeholder: string } | null {
  const found = nameUnder(asked, file, position);
  const range = found && rangeOfName(found.scope.files, found.name);
  if (!range) return null;
  const reason = whyFixed(found.name);
  if (reason !== undefined) throw refusal(reason);
  return { range, placeholder: found.name.name };
}

/**
 * Another name for what stands under the cursor, wherever it is named. What goes on under the old name is said in the edit's annotation,
 * where the client takes those, and to the person: few editors show an annotation that asks for no consent.
 * @param say shows a person a message, once the edit is made out
 * @returns null where no name stands. Throws a ResponseError with the reason where the new name cannot be
 */
export function rename(
  asked: NamesAsked,
  file: string,
  position: Position,
  to: string,
  host: EditHost,
  say: (message: string) => void = () => {},
): WorkspaceEdit | null {
  const found = nameUnder(asked, file, position);
  if (!found) return null;
  const { name, scope } = found;
  const result = renamed(scope, name, to.trim());
  if ('refused' in result) throw refusal(result.refused);
  const note = result.notes.length
    ? { label: `Rename \`${name.name}\` to \`${to.trim()}\``, description: result.notes.join(' ') }
    : undefined;
  const edit = workspaceEdit(result.edits, host, note);
  if (edit && note) say(note.description);
  return edit ?? null;
}

function refusal(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidRequest, message);
}
