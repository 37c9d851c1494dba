import type { AnnotatedTextEdit, ChangeAnnotation, CreateFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Edits, TextChange, Texts } from '../edit/change.ts';
import type { Source } from '../source/source.ts';
import { rangeOfSpan } from '../source/locate.ts';
import { type UriOf } from './location.ts';

/** What is needed to turn offsets into an edit that the client understands. */
export interface EditHost {
  readonly texts: Texts;
  readonly uriOf: UriOf;
  /** The version of an open document; null when it is not open. */
  versionOf(file: string): number | null;
  /** The client takes versioned `documentChanges`. */
  readonly documentChanges: boolean;
  /** The client creates files on `CreateFile`. */
  readonly createFiles: boolean;
  /** The client shows what is said about changes. */
  readonly annotations: boolean;
}

/**
 * Changes by file as one LSP edit.
 * @param note what a person must know about all of them
 * @returns undefined where the client cannot make it: a file that is not there, and no way to create one
 */
export function workspaceEdit(edits: Edits, host: EditHost, note?: ChangeAnnotation): WorkspaceEdit | undefined {
  const noted = note !== undefined && host.documentChanges && host.annotations;
  const documentChanges: (TextDocumentEdit | CreateFile)[] = [];
  const changes: Record<string, TextEdit[]> = {};
  for (const [file, list] of edits) {
    const uri = host.uriOf(file);
    const source = host.texts.source(file);
    if (!source) {
      if (!host.createFiles || !host.documentChanges) return undefined;
      documentChanges.push({ kind: 'create', uri, options: { ignoreIfExists: true } });
    }
    const textEdits = source ? list.map((change) => textEdit(source, change)) : [newText(list)];
    const annotated: (TextEdit | AnnotatedTextEdit)[] = noted ? textEdits.map((edit) => ({ ...edit, annotationId: 'note' })) : textEdits;
    documentChanges.push({ textDocument: { uri, version: host.versionOf(file) }, edits: annotated });
    changes[uri] = textEdits;
  }
  return host.documentChanges ? { documentChanges, ...(noted ? { changeAnnotations: { note } } : {}) } : { changes };
}

/** One change of a file's text as an LSP edit. */
export function textEdit(source: Source, change: TextChange): TextEdit {
  return { range: rangeOfSpan(source, change), newText: change.text };
}

function newText(changes: readonly TextChange[]): TextEdit {
  const start = { line: 0, character: 0 };
  return { range: { start, end: start }, newText: changes.map((change) => change.text).join('') };
}
