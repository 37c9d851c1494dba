import * as vscode from 'vscode';
import type { DeploymentPicture, PicturePart } from '../../../server/src/protocol.ts';
import { language } from '../documents.ts';
import type { Server } from '../server.ts';
import { htmlOf } from './html.ts';
import type { FromPage, ToPage } from './messages.ts';
import { partsAt } from './partsAt.ts';

/** The tab "Deployment" beside the editor: drawn anew whenever the server has judged, and only while it is seen. */
export class DeploymentPanel implements vscode.Disposable {
  readonly #server: Server;
  readonly #extension: vscode.Uri;
  readonly #drawn = new vscode.EventEmitter<DeploymentPicture | null>();
  #panel: vscode.WebviewPanel | undefined;
  #listeners: vscode.Disposable[] = [];
  #uri: vscode.Uri | undefined;
  #destination: string | null | undefined;
  #width = 800;
  #details = false;
  #last: DeploymentPicture | null = null;
  #asking = false;
  #again = false;

  /** Fires with each picture that the page was given. */
  readonly onDidDraw = this.#drawn.event;

  constructor(server: Server, extension: vscode.Uri) {
    this.#server = server;
    this.#extension = extension;
  }

  /** Opens the tab for a configuration, or shows it there. */
  show(uri: vscode.Uri): void {
    if (uri.toString() !== this.#uri?.toString()) this.#destination = undefined;
    this.#uri = uri;
    if (this.#panel) this.#panel.reveal(undefined, true);
    else this.#open();
    this.#refresh();
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#drawn.dispose();
  }

  #open(): void {
    const panel = vscode.window.createWebviewPanel(
      'kamal.deployment',
      'Deployment',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      {
        enableScripts: true,
        localResourceRoots: [vscode.Uri.joinPath(this.#extension, 'dist'), vscode.Uri.joinPath(this.#extension, 'media')],
      },
    );
    this.#panel = panel;
    panel.iconPath = vscode.Uri.joinPath(this.#extension, 'media/icon.png');
    this.#listeners = [
      panel.onDidDispose(() => this.#close()),
      panel.onDidChangeViewState(() => this.#refresh()),
      panel.webview.onDidReceiveMessage((message: FromPage) => void this.#take(message)),
      this.#server.onDidJudge(() => this.#refresh()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#light(textEditor)),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
    ];
    const file = (...names: string[]): string => panel.webview.asWebviewUri(vscode.Uri.joinPath(this.#extension, ...names)).toString();
    panel.webview.html = htmlOf({
      source: panel.webview.cspSource,
      style: file('media', 'picture.css'),
      script: file('dist', 'picture.js'),
    });
  }

  #close(): void {
    vscode.Disposable.from(...this.#listeners).dispose();
    this.#listeners = [];
    this.#panel = undefined;
    this.#last = null;
  }

  #send(message: ToPage): void {
    // To a frame of VS Code's, which knows of no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    void this.#panel?.webview.postMessage(message);
  }

  async #take(message: FromPage): Promise<void> {
    switch (message.is) {
      case 'ready':
      case 'resized':
        this.#width = message.width;
        this.#refresh();
        break;
      case 'destination':
        this.#destination = message.destination;
        this.#refresh();
        break;
      case 'details':
        this.#details = message.details;
        this.#refresh();
        break;
      case 'go':
        await reveal(this.#last?.parts.find(({ at }) => at === message.at)?.target);
        break;
      case 'elsewhere':
        await reveal(this.#last?.elsewhere[message.index]?.target);
        break;
      case 'export':
        await this.#save();
        break;
    }
  }

  /** Another configuration in front is shown at once; with any other file the picture stays, and with the base of a destination that is shown. */
  #follow(editor: vscode.TextEditor | undefined): void {
    if (editor?.document.languageId !== language) return;
    const uri = editor.document.uri.toString();
    if (uri === this.#uri?.toString()) return;
    if (this.#last?.files.includes(uri)) {
      this.#light(editor);
      return;
    }
    this.#uri = editor.document.uri;
    this.#destination = undefined;
    this.#refresh();
  }

  #light({ document, selection }: vscode.TextEditor): void {
    if (!this.#last || document.languageId !== language) return;
    const uri = document.uri.toString();
    this.#send({ is: 'cursor', parts: partsAt(this.#last.parts, uri, selection.active) });
  }

  /** Asks the server; many calls while an answer is under way become one more question. Nobody sees a hidden tab. */
  #refresh(): void {
    if (!this.#panel?.visible) return;
    if (this.#asking) this.#again = true;
    else void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    try {
      do {
        this.#again = false;
        await this.#once();
      } while (this.#again && this.#panel?.visible);
    } finally {
      this.#asking = false;
    }
  }

  async #once(): Promise<void> {
    if (!this.#uri) return;
    const destination = this.#destination;
    try {
      const picture = await this.#server.picture({
        uri: this.#uri.toString(),
        width: this.#width,
        details: this.#details,
        ...(destination === undefined ? {} : { destination }),
      });
      this.#last = picture;
      if (this.#panel) this.#panel.title = picture?.destination == null ? 'Deployment' : `Deployment: ${picture.destination}`;
      this.#send({ is: 'picture', picture });
      // What was lit has been drawn anew.
      if (vscode.window.activeTextEditor) this.#light(vscode.window.activeTextEditor);
      this.#drawn.fire(picture);
    } catch (error) {
      this.#send({ is: 'picture', picture: this.#last, trouble: error instanceof Error ? error.message : String(error) });
    }
  }

  async #save(): Promise<void> {
    if (!this.#last || !this.#uri) return;
    const uri = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(this.#uri, '..', 'deployment.svg'),
      filters: { SVG: ['svg'] },
    });
    if (uri) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(this.#last.svg));
  }
}

/** Shows a place in the editor beside the picture. */
async function reveal(target: PicturePart['target'] | undefined): Promise<void> {
  if (!target) return;
  const { start, end } = target.range;
  await vscode.window.showTextDocument(vscode.Uri.parse(target.uri), {
    viewColumn: vscode.ViewColumn.One,
    selection: new vscode.Range(start.line, start.character, end.line, end.character),
  });
}
