import * as vscode from 'vscode';
import { State } from 'vscode-languageclient';
import type { Tree, TreeNode } from '../../server/src/protocol.ts';
import { selector } from './documents.ts';
import type { Server } from './server.ts';
import { DeploymentTree, type Branch } from './tree.ts';
import type { Workspace } from './workspace.ts';

/** What the view shows, as a person reads it. */
export interface Picture {
  readonly title: string;
  readonly description: string | undefined;
  readonly message: string | undefined;
  readonly nodes: readonly TreeNode[];
}

/** The view "Deployment": decides which file it shows, when to ask the server, and what stands around the tree. */
export class DeploymentView implements vscode.Disposable {
  readonly #server: Server;
  readonly #workspace: Workspace;
  readonly #tree = new DeploymentTree();
  readonly #view: vscode.TreeView<Branch>;
  readonly #drawn = new vscode.EventEmitter<Picture>();
  readonly #listeners: vscode.Disposable[];
  /** What a person chose, by the file it was chosen for; a file without an entry shows its own deployment. */
  readonly #chosen = new Map<string, string | null>();
  #shown: vscode.Uri | undefined;
  #last: Tree | null = null;
  #asking = false;
  #again = false;

  readonly onDidDraw = this.#drawn.event;

  constructor(server: Server, workspace: Workspace) {
    this.#server = server;
    this.#workspace = workspace;
    this.#view = vscode.window.createTreeView('kamal.deployment', { treeDataProvider: this.#tree });
    this.#listeners = [
      this.#view,
      this.#drawn,
      this.#view.onDidChangeVisibility(() => this.refresh()),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      // The language of a document may change while it is shown, and with it whether the file is ours.
      vscode.workspace.onDidOpenTextDocument(() => this.#follow(vscode.window.activeTextEditor)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#leave(document)),
      server.onDidJudge(() => this.refresh()),
      server.onDidChangeState((state) => {
        if (state !== State.Starting) this.refresh();
      }),
      workspace.onDidChange(() => this.refresh()),
    ];
    this.#follow(vscode.window.activeTextEditor);
  }

  get picture(): Picture {
    const { title = '', description, message } = this.#view;
    return { title, description, message, nodes: this.#tree.nodes };
  }

  /** The deployments that can be drawn for the file shown, and the one that is; undefined where nothing is shown. */
  get choice(): { readonly all: readonly (string | null)[]; readonly now: string | null } | undefined {
    return this.#last === null ? undefined : { all: this.#last.destinations, now: this.#last.destination };
  }

  /** Draws another deployment of the same base from now on. */
  choose(destination: string | null): void {
    if (this.#shown === undefined) return;
    this.#chosen.set(this.#shown.toString(), destination);
    this.refresh();
  }

  /** Asks the server, unless nobody would see the answer; many calls while an answer is under way become one more question. */
  refresh(): void {
    if (!this.#view.visible) return;
    if (this.#asking) this.#again = true;
    else void this.#ask();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#listeners).dispose();
  }

  /** Another file of ours is shown at once; with a file that is none of ours the last picture stays. */
  #follow(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined || vscode.languages.match(selector(), editor.document) === 0) return;
    if (editor.document.uri.toString() === this.#shown?.toString()) return;
    this.#shown = editor.document.uri;
    this.refresh();
  }

  /** What was never saved is gone once it is closed. */
  #leave(document: vscode.TextDocument): void {
    if (!document.isUntitled || document.uri.toString() !== this.#shown?.toString()) return;
    this.#shown = undefined;
    this.refresh();
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    try {
      do {
        this.#again = false;
        await this.#once();
      } while (this.#again && this.#view.visible);
    } finally {
      this.#asking = false;
    }
  }

  async #once(): Promise<void> {
    const first = this.#shown ?? (await this.#workspace.first());
    // An editor may have been opened meanwhile, and goes before the first file that was found.
    this.#shown ??= first;
    const uri = this.#shown?.toString();
    if (uri === undefined) return this.#draw(null);
    const chosen = this.#chosen.get(uri);
    try {
      const tree = await this.#server.tree(chosen === undefined ? { uri } : { uri, destination: chosen });
      if (uri !== this.#shown?.toString()) this.#again = true;
      else if (chosen !== undefined && !tree?.destinations.includes(chosen)) this.#forget(uri);
      else this.#draw(tree, tree === null ? `${relative(uri)} describes no deployment yet.` : undefined);
    } catch (error) {
      this.#draw(this.#last, `${error instanceof Error ? error.message : String(error)} What is shown may be out of date.`);
    }
  }

  /** The destination that was chosen has gone, with its file: back to the file's own deployment. */
  #forget(uri: string): void {
    this.#chosen.delete(uri);
    this.#again = true;
  }

  #draw(tree: Tree | null, trouble?: string): void {
    this.#last = tree;
    this.#tree.draw(tree?.nodes ?? []);
    this.#view.title = tree?.destination == null ? 'Deployment' : `Deployment: ${tree.destination}`;
    this.#view.description = tree === null ? '' : relative(tree.uri);
    // `undefined` takes a message away, though the types only know of leaving it out.
    (this.#view as { message: string | undefined }).message = trouble ?? tree?.stale;
    const several = (tree?.destinations.length ?? 0) > 1;
    void vscode.commands.executeCommand('setContext', 'kamal.severalDeployments', several);
    this.#drawn.fire(this.picture);
  }
}

function relative(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
}
