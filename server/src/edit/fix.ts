import type { Source } from '../source/source.ts';
import type { Edits, Fix, TextChange, Texts } from './change.ts';
import { CannotEdit, mergeChanges } from './changes.ts';

/** A fix of one file, worked out on demand: undefined where the file is not there, `build` finds nothing to do or the text cannot be edited. */
export function fix(title: string, file: string, build: (source: Source) => readonly TextChange[] | undefined, preferred = false): Fix {
  return { title, preferred, edits: (texts) => edits(texts, file, build) };
}

/** `fix` for the fix that "fix all" may apply. */
export function preferredFix(title: string, file: string, build: (source: Source) => readonly TextChange[] | undefined): Fix {
  return fix(title, file, build, true);
}

function edits(texts: Texts, file: string, build: (source: Source) => readonly TextChange[] | undefined): Edits | undefined {
  const source = texts.source(file);
  if (!source) return undefined;
  try {
    const changes = build(source);
    return changes?.length ? new Map([[file, mergeChanges(changes)]]) : undefined;
  } catch (error) {
    if (error instanceof CannotEdit) return undefined;
    throw error;
  }
}
