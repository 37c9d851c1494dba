import * as vscode from 'vscode';
import type { Tree } from '../../server/src/protocol.ts';
import type { Choice } from './choice.ts';
import { selector } from './documents.ts';
import type { Server } from './server.ts';
import type { Workspace } from './workspace.ts';

/** The line of state beside the language's name: which Kamal, which destination, and what Kamal says to it. Nothing is drawn for it. */
export class Status implements vscode.Disposable {
  readonly #server: Server;
  readonly #choice: Choice;
  readonly #workspace: Workspace;
  readonly #item = vscode.languages.createLanguageStatusItem('kamal.status', selector());
  readonly #changed = new vscode.EventEmitter<Tree | null>();
  readonly #listeners: vscode.Disposable[];
  #file: vscode.Uri | undefined;
  #asking = false;
  #again = false;
  #now: Tree | null = null;

  /** Fires with each answer, null where no deployment is known. */
  readonly onDidChange = this.#changed.event;

  constructor(server: Server, choice: Choice, workspace: Workspace) {
    this.#server = server;
    this.#choice = choice;
    this.#workspace = workspace;
    this.#item.name = 'Kamal';
    const again = () => this.#refresh();
    this.#listeners = [
      this.#item,
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor(again),
      vscode.workspace.onDidOpenTextDocument(again),
      vscode.workspace.onDidCloseTextDocument((document) => this.#leave(document)),
      server.onDidJudge(again),
      server.onDidChangeState(again),
      choice.onDidChange(again),
      workspace.onDidChange(again),
    ];
    again();
  }

  /** The deployment that is told about: that of the file in front, of the last one that was, or of the first of the workspace. */
  get now(): Tree | null {
    return this.#now;
  }

  /** The file that it is about, known at once where an editor has changed. */
  get file(): string | undefined {
    return this.#file?.toString() ?? this.#now?.uri;
  }

  /** What the item says, as a person reads it. */
  get words(): string {
    return [this.#item.text, this.#item.detail].filter(Boolean).join(' | ');
  }

  dispose(): void {
    vscode.Disposable.from(...this.#listeners).dispose();
  }

  /** Many calls while an answer is under way become one more question. */
  #refresh(): void {
    this.#follow(vscode.window.activeTextEditor?.document);
    if (this.#asking) this.#again = true;
    else void this.#ask();
  }

  #follow(document: vscode.TextDocument | undefined): void {
    if (document && vscode.languages.match(selector(), document) > 0) this.#file = document.uri;
  }

  /** What was never saved is gone once it is closed. */
  #leave(document: vscode.TextDocument): void {
    if (!document.isUntitled || document.uri.toString() !== this.#file?.toString()) return;
    this.#file = undefined;
    this.#refresh();
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    try {
      do {
        this.#again = false;
        await this.#once();
      } while (this.#again);
    } finally {
      this.#asking = false;
    }
  }

  async #once(): Promise<void> {
    const uri = (this.#file ?? (await this.#workspace.first()))?.toString();
    const params = uri === undefined ? undefined : this.#choice.paramsFor(uri);
    const tree = params && (await this.#server.tree({ ...params, summaryOnly: true }).catch(() => undefined));
    if (params?.destination !== undefined && tree !== undefined && !tree?.destinations.includes(params.destination))
      return this.#choice.forget(params.uri);
    if (this.#file !== undefined && this.#file.toString() !== uri) return void (this.#again = true);
    this.#now = tree ?? null;
    this.#say(params === undefined ? null : tree);
    this.#changed.fire(this.#now);
  }

  /** @param tree undefined: the server does not answer */
  #say(tree: Tree | null | undefined): void {
    const item = this.#item;
    // Settings may have named further configurations meanwhile.
    item.selector = selector();
    item.severity = vscode.LanguageStatusSeverity.Information;
    const several = (tree?.destinations.length ?? 0) > 1;
    void vscode.commands.executeCommand('setContext', 'kamal.severalDeployments', several);
    if (!tree) {
      item.text = 'Kamal';
      item.detail = tree === null ? 'describes no deployment yet' : 'the language server does not answer';
      item.command = { command: 'kamal.showOutput', title: 'Show Log' };
      return;
    }
    const { kamal, accepted, errors } = tree.summary;
    item.text = `Kamal ${kamal} · ${tree.destination ?? 'no destination'}`;
    item.detail = tree.stale ?? verdict(accepted, errors);
    if (accepted === false || errors > 0) item.severity = vscode.LanguageStatusSeverity.Error;
    item.command = several
      ? { command: 'kamal.chooseDestination', title: 'Choose Destination' }
      : { command: 'kamal.newDestination', title: 'New Destination…' };
  }
}

function verdict(accepted: boolean | null, errors: number): string {
  const said = accepted === null ? 'hangs on ERB' : accepted ? 'accepted' : 'refused';
  return errors === 0 ? said : `${said}, ${errors} ${errors === 1 ? 'error' : 'errors'}`;
}
