import * as vscode from 'vscode';

/** Sooner after a letter no hand asks for a list, and whoever presses Enter later has seen what it takes; in ms. */
const hand = 300;

/**
 * Tells what a hand asks for from what the editor asks for by itself. While a list is awaited the editor asks anew as soon as any extension can complete
 * something from then on, wherever the cursor is by then: also right behind the colon that somebody typed meanwhile, where Enter comes next and would
 * take the first that is offered.
 */
export class Asking implements vscode.Disposable {
  #typed: { readonly document: vscode.TextDocument; readonly at: number } | undefined;
  readonly #listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges: [change, ...others] }) => {
    // A completion that is taken, and asks for what follows, puts in more than a letter.
    this.#typed = change?.text.length === 1 && others.length === 0 ? { document, at: Date.now() } : undefined;
  });

  /** Did nobody ask for this list: neither a letter, nor a character that lists open at, nor a hand? */
  isUnasked(document: vscode.TextDocument, position: vscode.Position, { triggerKind }: vscode.CompletionContext): boolean {
    if (triggerKind !== vscode.CompletionTriggerKind.Invoke || this.#typed?.document !== document) return false;
    return Date.now() - this.#typed.at < hand && document.getWordRangeAtPosition(position) === undefined;
  }

  dispose(): void {
    this.#listener.dispose();
  }
}
