import * as vscode from 'vscode';
import { language } from '../documents.ts';
import { scheme, type CommandDocuments } from './documents.ts';
import { partsAt, partsFrom, placesOf, rangeOf, rangeOfPart } from './origins.ts';

/** Lights up, where both are seen, the keys that the selected arguments come from, and the arguments that the key under the cursor decides. */
export class CommandLights implements vscode.Disposable {
  readonly #documents: CommandDocuments;
  readonly #decoration = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.wordHighlightStrongBackground'),
    border: '1px solid',
    borderColor: new vscode.ThemeColor('contrastActiveBorder'),
    borderRadius: '2px',
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.wordHighlightStrongForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  });
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable[];
  #lit: readonly string[] = [];

  /** Fires each time that something may be lit. */
  readonly onDidLight = this.#changed.event;

  constructor(documents: CommandDocuments) {
    this.#documents = documents;
    this.#listeners = [
      this.#decoration,
      this.#changed,
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => this.#light(textEditor, kind !== undefined)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#again()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === scheme) this.#again();
      }),
    ];
  }

  /** The words that are lit. */
  get words(): readonly string[] {
    return this.#lit;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#listeners).dispose();
  }

  #again(): void {
    const editor = vscode.window.activeTextEditor;
    if (editor) this.#light(editor, false);
  }

  /** @param by a person: then what is lit comes into sight */
  #light(editor: vscode.TextEditor, by: boolean): void {
    const { document } = editor;
    if (document.uri.scheme === scheme) this.#files(editor, by);
    else if (document.languageId === language) this.#commands(editor, by);
    else return;
    this.#changed.fire();
  }

  #files({ document, selections }: vscode.TextEditor, by: boolean): void {
    const known = this.#documents.of(document);
    const places = known
      ? placesOf(
          known,
          selections.flatMap((selection) => partsAt(known, selection)),
        )
      : [];
    const lit = new Map<string, vscode.Range[]>();
    for (const { uri, range, keys } of places) {
      const file = vscode.Uri.parse(uri).toString();
      const key = keys.at(-1);
      lit.set(file, [...(lit.get(file) ?? []), rangeOf(range), ...(key ? [rangeOf(key)] : [])]);
    }
    this.#show((other) => lit.get(other.document.uri.toString()) ?? [], by);
  }

  #commands({ document, selection }: vscode.TextEditor, by: boolean): void {
    this.#show((other) => {
      const known = this.#documents.of(other.document);
      return known ? partsFrom(known, document.uri, selection.active).map(rangeOfPart) : [];
    }, by);
  }

  #show(rangesIn: (editor: vscode.TextEditor) => vscode.Range[], by: boolean): void {
    const lit: string[] = [];
    for (const editor of vscode.window.visibleTextEditors) {
      const ranges = rangesIn(editor);
      editor.setDecorations(this.#decoration, ranges);
      lit.push(...ranges.map((range) => editor.document.getText(range)));
      const [first] = ranges;
      const seen = ranges.some((range) => editor.visibleRanges.some((visible) => visible.contains(range)));
      if (by && first && !seen) editor.revealRange(first, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
    this.#lit = [...new Set(lit)];
  }
}
