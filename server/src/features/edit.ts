import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  CreateFile,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
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
  /** The client makes edits that are snippets. */
  readonly snippets: boolean;
}

/**
 * Changes by file as one LSP edit.
 * @param note what a person must know about all of them
 * @param placeholder text in one of them to select afterwards, where the client can
 * @returns undefined where the client cannot make it: a file that is not there, and no way to create one
 */
export function workspaceEdit(edits: Edits, host: EditHost, note?: ChangeAnnotation, placeholder?: string): WorkspaceEdit | undefined {
  const noted = note !== undefined && host.documentChanges && host.annotations;
  const documentChanges: (TextDocumentEdit | CreateFile)[] = [];
  const selected = host.snippets && host.documentChanges ? placeholder : undefined;
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
    const snippets = selected !== undefined && source ? withSnippet(source, list, selected) : undefined;
    documentChanges.push({ textDocument: { uri, version: host.versionOf(file) }, edits: snippets ?? annotated });
    changes[uri] = textEdits;
  }
  return host.documentChanges ? { documentChanges, ...(noted ? { changeAnnotations: { note } } : {}) } : { changes };
}

/**
 * The same changes, the first that writes the placeholder as a snippet; undefined where none does. A snippet's further lines are indented as the
 * one that it begins on, by some clients, and an editor that gets one snippet takes all changes for such: lines must mean the same both ways.
 */
function withSnippet(source: Source, changes: readonly TextChange[], placeholder: string): (TextEdit | SnippetTextEdit)[] | undefined {
  const index = changes.findIndex(({ text }) => text.includes(placeholder));
  const isIndented = ({ from, text }: TextChange): boolean => {
    const line = source.text.slice(source.text.lastIndexOf('\n', from - 1) + 1, from);
    return /[\r\n]/.test(text) && /^[ \t]/.test(line);
  };
  if (index < 0 || changes.some(isIndented)) return undefined;
  return changes.map((change, at) => {
    if (at !== index) return textEdit(source, change);
    const from = change.text.indexOf(placeholder);
    const [before, after] = [change.text.slice(0, from), change.text.slice(from + placeholder.length)].map(inSnippet);
    const value = `${before}\${1:${inSnippet(placeholder)}}${after}`;
    return { range: rangeOfSpan(source, change), snippet: { kind: 'snippet', value } };
  });
}

function inSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** One change of a file's text as an LSP edit. */
export function textEdit(source: Source, change: TextChange): TextEdit {
  return { range: rangeOfSpan(source, change), newText: change.text };
}

function newText(changes: readonly TextChange[]): TextEdit {
  const start = { line: 0, character: 0 };
  return { range: { start, end: start }, newText: changes.map((change) => change.text).join('') };
}
