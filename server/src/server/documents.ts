import type { DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** The open documents, by URI, each in its newest version. */
export class Documents {
  private readonly documents = new Map<string, TextDocument>();

  get(uri: string): TextDocument | undefined {
    return this.documents.get(uri);
  }

  all(): TextDocument[] {
    return [...this.documents.values()];
  }

  open({ textDocument: { uri, languageId, version, text } }: DidOpenTextDocumentParams): void {
    this.documents.set(uri, TextDocument.create(uri, languageId, version, text));
  }

  /** Applies edits in their order; a document that is not open stays so. */
  change({ textDocument: { uri, version }, contentChanges }: DidChangeTextDocumentParams): void {
    const document = this.documents.get(uri);
    if (document) this.documents.set(uri, TextDocument.update(document, contentChanges, version));
  }

  /** @returns the document as it was at last */
  close({ textDocument: { uri } }: DidCloseTextDocumentParams): TextDocument | undefined {
    const document = this.documents.get(uri);
    this.documents.delete(uri);
    return document;
  }
}
