import { danglingAliases } from '../source/anchors.ts';
import { read } from '../source/read.ts';
import type { Source } from '../source/source.ts';
import type { Edits, Fix, Safety, TextChange, Texts } from './change.ts';
import { applyChanges, CannotEdit, mergeChanges } from './changes.ts';

type Build = (source: Source) => readonly TextChange[] | undefined;

/**
 * A fix of one file, worked out on demand: undefined where the file is not there, `build` finds nothing to do or the text cannot be edited.
 * One among others, and so a person's choice, unless it is said to be more.
 */
export function fix(title: string, file: string, build: Build, preferred = false, safety: Safety = preferred ? 'safe' : 'unsafe'): Fix {
  return { title, safety, preferred, edits: (texts) => edits(texts, file, build) };
}

/** `fix` for what "fix all" may do: it keeps or restores the meaning beyond doubt. */
export function safeFix(title: string, file: string, build: Build): Fix {
  return fix(title, file, build, true);
}

/** `fix` for what is most likely meant, and takes something away or invents a value: the title says what. */
export function unsafeFix(title: string, file: string, build: Build): Fix {
  return fix(title, file, build, true, 'unsafe');
}

/** A fix that writes something made up. */
export function withPlaceholder(fix: Fix, placeholder: string): Fix {
  return { ...fix, placeholder };
}

function edits(texts: Texts, file: string, build: Build): Edits | undefined {
  const source = texts.source(file);
  if (!source) return undefined;
  try {
    const changes = mergeChanges(build(source) ?? []);
    return changes.length > 0 && !losesAnchor(source, changes) ? new Map([[file, changes]]) : undefined;
  } catch (error) {
    if (error instanceof CannotEdit) return undefined;
    throw error;
  }
}

/** Would an alias lead nowhere that leads to what is removed now? Kamal could not read the file any more. */
function losesAnchor(source: Source, changes: readonly TextChange[]): boolean {
  const { text } = source;
  if (!text.includes('*') || !changes.some(({ from, to }) => text.slice(from, to).includes('&'))) return false;
  return danglingAliases(read(source.file, applyChanges(text, changes))) > danglingAliases(source);
}
