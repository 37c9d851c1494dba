import * as vscode from 'vscode';
import { State } from 'vscode-languageclient';
import type { Tree, TreeNode } from '../../server/src/protocol.ts';
import type { Choice } from './choice.ts';
import { selector } from './documents.ts';
import type { Server } from './server.ts';
import { DeploymentTree, type Branch } from './tree.ts';
import type { Workspace } from './workspace.ts';

/** What the view shows, as a person reads it. */
export interface Picture {
  readonly title: string;
  readonly description: string | undefined;
  readonly message: string | undefined;
  /** What the deployment does. */
  readonly nodes: readonly TreeNode[];
  /** All sections by name, those about problems, servers, secrets and destinations, too. */
  readonly sections: readonly string[];
}

/** The view "Deployment": decides which file it shows, when to ask the server, and what stands around the tree. */
export class DeploymentView implements vscode.Disposable {
  readonly #server: Server;
  readonly #workspace: Workspace;
  readonly #tree = new DeploymentTree();
  readonly #view: vscode.TreeView<Branch>;
  readonly #drawn = new vscode.EventEmitter<Picture>();
  readonly #listeners: vscode.Disposable[];
  readonly #choice: Choice;
  #shown: vscode.Uri | undefined;
  #last: Tree | null = null;
  #asking = false;
  #again = false;

  readonly onDidDraw = this.#drawn.event;

  constructor(server: Server, workspace: Workspace, choice: Choice) {
    this.#server = server;
    this.#choice = choice;
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
      choice.onDidChange(() => this.refresh()),
    ];
    this.#follow(vscode.window.activeTextEditor);
  }

  get picture(): Picture {
    const { title = '', description, message } = this.#view;
    return { title, description, message, nodes: this.#last?.nodes ?? [], sections: this.#tree.nodes.map(({ label }) => label) };
  }

  /** The deployments that can be drawn for the file shown; undefined where nothing is shown. */
  get destinations(): readonly (string | null)[] | undefined {
    return this.#last?.destinations;
  }

  /** The number of errors, seen also while the view is hidden. */
  mark(errors: number): void {
    const tooltip = `${errors} ${errors === 1 ? 'error' : 'errors'} in the deployment`;
    this.#view.badge = errors > 0 ? { value: errors, tooltip } : undefined;
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
    const params = this.#choice.paramsFor(uri);
    try {
      const tree = await this.#server.tree(params);
      if (uri !== this.#shown?.toString()) this.#again = true;
      else if (params.destination !== undefined && !tree?.destinations.includes(params.destination)) this.#choice.forget(uri);
      else this.#draw(tree, tree === null ? `${relative(uri)} describes no deployment yet.` : undefined);
    } catch (error) {
      this.#draw(this.#last, `${error instanceof Error ? error.message : String(error)} What is shown may be out of date.`);
    }
  }

  #draw(tree: Tree | null, trouble?: string): void {
    this.#last = tree;
    this.#tree.draw(tree === null ? [] : [...(tree.problems ? [tree.problems] : []), ...tree.nodes, ...tree.more]);
    this.#view.title = tree?.destination == null ? 'Deployment' : `Deployment: ${tree.destination}`;
    this.#view.description = tree === null ? '' : relative(tree.uri);
    // `undefined` takes a message away, though the types only know of leaving it out.
    (this.#view as { message: string | undefined }).message = trouble ?? tree?.stale;
    this.#drawn.fire(this.picture);
  }
}

function relative(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
}
