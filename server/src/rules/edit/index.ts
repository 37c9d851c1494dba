/** Edits of YAML text by hand: minimal, with comments, quotes, indentation and line breaks kept. The document is never printed anew. */
export { applyChanges, CannotEdit, mergeChanges } from './changes.ts';
export { commentsIn } from './comments.ts';
export { fix, preferredFix } from './fix.ts';
export { dashIndent, indentUnit } from './indent.ts';
export { insertEntry, insertItem, insertRootEntry } from './insert.ts';
export type { Where } from './insert.ts';
export { copyEntry, moveEntry } from './move.ts';
export { insertAt, moveTo, replaceBy } from './moveTo.ts';
export type { Yaml } from './piece.ts';
export { ownPlace, placeAt, placeOf } from './place.ts';
export type { Place } from './place.ts';
export { removeEntry, removeItem } from './remove.ts';
export type { Removal } from './remove.ts';
export { renameKey, replaceValue } from './replace.ts';
export { quote, scalarText } from './scalar.ts';
export { endOfEntry, linesOfEntry, spanOf } from './span.ts';
export { inSteps } from './steps.ts';
export { wrapValue } from './wrap.ts';
