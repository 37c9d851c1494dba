import * as vscode from 'vscode';
import { ruleOf } from './rule.ts';
import { unfinished } from './unfinished.ts';

/** Whoever has not typed for so long looks at what is written; in ms. */
const pause = 1_000;

type Show = (some: vscode.Diagnostic[]) => void;

interface Given {
  readonly all: vscode.Diagnostic[];
  readonly show: Show;
  shown: readonly vscode.Diagnostic[];
}

/**
 * A line on which somebody is typing is not finished, nor are the keys that it stands below, so what is wrong with them is no news: new findings there
 * wait until the cursor leaves, the typing pauses, or the file is saved. What was there before stays, and is told anew as it changes. The server knows
 * nothing of this: other editors and the tree get all at once.
 */
export class WhileTyping implements vscode.Disposable {
  readonly #given = new Map<string, Given>();
  /** Where somebody typed less than a pause ago, and what ends that. */
  readonly #typing = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listener = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document === vscode.window.activeTextEditor?.document) this.#typed(document.uri.toString());
    }),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#rested(uri.toString())),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#rested(uri.toString())),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#look(textEditor.document.uri.toString())),
    vscode.window.onDidChangeActiveTextEditor(() => [...this.#typing.keys()].forEach((uri) => this.#rested(uri))),
  );

  /**
   * The findings of a file, which may wait.
   * @param show hands them to the editor
   */
  take(uri: vscode.Uri, all: vscode.Diagnostic[], show: Show): void {
    const key = uri.toString();
    const given = { all, show, shown: this.#given.get(key)?.shown ?? [] };
    this.#given.set(key, given);
    this.#tell(given, this.#ready(key, given));
    if (all.length === 0) this.#given.delete(key);
  }

  /** What was given is shown no longer. */
  clear(): void {
    this.#given.clear();
  }

  dispose(): void {
    this.#listener.dispose();
    for (const timer of this.#typing.values()) clearTimeout(timer);
  }

  #typed(key: string): void {
    clearTimeout(this.#typing.get(key));
    this.#typing.set(
      key,
      setTimeout(() => this.#rested(key), pause),
    );
  }

  #rested(key: string): void {
    clearTimeout(this.#typing.get(key));
    if (this.#typing.delete(key)) this.#look(key);
  }

  /** Shows what no longer waits. */
  #look(key: string): void {
    const given = this.#given.get(key);
    if (given === undefined) return;
    const ready = this.#ready(key, given);
    if (ready.length > given.shown.length) this.#tell(given, ready);
  }

  #tell(given: Given, some: vscode.Diagnostic[]): void {
    given.shown = some;
    given.show(some);
  }

  #ready(key: string, { all, shown }: Given): vscode.Diagnostic[] {
    const editor = vscode.window.activeTextEditor;
    if (!this.#typing.has(key) || editor?.document.uri.toString() !== key) return all;
    const { line, character } = editor.selection.active;
    const lines = unfinished((number) => editor.document.lineAt(number).text, line, character);
    const isThere = ({ range }: vscode.Diagnostic) => [...lines].some((one) => range.start.line <= one && one <= range.end.line);
    // By line and rule: the words of a finding may change with every letter.
    const known = new Set(shown.map(placeOf));
    return all.filter((one) => !isThere(one) || known.has(placeOf(one)));
  }
}

function placeOf(one: vscode.Diagnostic): string {
  return `${one.range.start.line} ${ruleOf(one)}`;
}
