import * as vscode from 'vscode';

/** Which destination a person chose, by the file it was chosen for; a file without an entry shows its own deployment. */
export class Choice implements vscode.Disposable {
  readonly #chosen = new Map<string, string | null>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  /** What to ask the server for a file. */
  paramsFor(uri: string): { readonly uri: string; readonly destination?: string | null } {
    const destination = this.#chosen.get(uri);
    return destination === undefined ? { uri } : { uri, destination };
  }

  set(uri: string, destination: string | null): void {
    this.#chosen.set(uri, destination);
    this.#changed.fire();
  }

  /** The destination has gone, with its file: back to the file's own deployment. */
  forget(uri: string): void {
    if (this.#chosen.delete(uri)) this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
