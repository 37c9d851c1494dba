import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  RevealOutputChannelOn,
  State,
  Trace,
  type BaseLanguageClient,
  type LanguageClientOptions,
} from 'vscode-languageclient';
import {
  checkRequest,
  explainRequest,
  commandsRequest,
  pictureRequest,
  planRequest,
  planTextRequest,
  treeRequest,
  type CheckParams,
  type ExplainParams,
  type InitializationOptions,
  type PlanParams,
  type PlanResult,
  type PlanTextParams,
  type Told,
  type Tree,
  type TreeParams,
  type CommandsParams,
  type DeploymentCommands,
  type DeploymentPicture,
  type PictureParams,
} from '../../server/src/protocol.ts';
import { Asking } from './asking.ts';
import { served, watched } from './documents.ts';
import { answerForFiles } from './files.ts';
import { tellOfFolders } from './folders.ts';
import { Pauses } from './pauses.ts';
import { WhileTyping } from './typing.ts';
import { Once } from './yaml.ts';

export type MakeClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** The language server's life: one client at a time, a new one for each start, because selector and watchers hang on settings. */
export class Server implements vscode.Disposable {
  readonly #make: MakeClient;
  readonly #log: vscode.LogOutputChannel;
  readonly #judged = new vscode.EventEmitter<vscode.Uri>();
  readonly #state = new vscode.EventEmitter<State>();
  readonly #listeners: vscode.Disposable[];
  #client: BaseLanguageClient | undefined;
  #watchers: vscode.Disposable[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  readonly #pauses = new Pauses();
  readonly #typing = new WhileTyping();
  readonly #asking = new Asking();
  readonly #once = new Once();
  #revival: ReturnType<typeof setTimeout> | undefined;
  /** Gives a start up that is under way: a server may never answer. */
  #abandon: (() => void) | undefined;

  /** A file has been judged: its diagnostics are shown, and there may be something new to draw. */
  readonly onDidJudge = this.#judged.event;
  readonly onDidChangeState = this.#state.event;

  constructor(make: MakeClient, log: vscode.LogOutputChannel) {
    this.#make = make;
    this.#log = log;
    const again = () => void this.restart().catch((error: unknown) => log.error(String(error)));
    this.#listeners = [
      this.#typing,
      this.#asking,
      this.#once,
      this.#judged,
      this.#state,
      vscode.workspace.onDidGrantWorkspaceTrust(again),
      vscode.workspace.onDidChangeConfiguration((change) => {
        // Both decide where configurations are found.
        if (['kamal.configFiles', 'files.exclude'].some((setting) => change.affectsConfiguration(setting))) again();
        if (change.affectsConfiguration('kamal.trace')) void this.#trace();
      }),
    ];
  }

  /** The client in use; undefined before the first start. */
  get client(): BaseLanguageClient | undefined {
    return this.#client;
  }

  /** Settles when the server has answered `initialize`; rejects where it cannot be started. */
  start(): Promise<void> {
    return this.#queue(() => this.#launch());
  }

  /** Ends the server, however it fares, and starts a new one. */
  restart(): Promise<void> {
    clearTimeout(this.#revival);
    this.#abandon?.();
    return this.#queue(async () => {
      await this.#stop();
      await this.#launch();
    });
  }

  /** The tree as the server draws it; waits for a start that is under way, and rejects where no server runs. */
  tree(params: TreeParams): Promise<Tree | null> {
    return this.#ask<Tree | null>(treeRequest, params);
  }

  /** What deploying does to servers that run an older version; the same waiting and rejecting. */
  plan(params: PlanParams): Promise<PlanResult | null> {
    return this.#ask<PlanResult | null>(planRequest, params);
  }

  /** A deployment as a picture; the same waiting and rejecting. */
  picture(params: PictureParams): Promise<DeploymentPicture | null> {
    return this.#ask<DeploymentPicture | null>(pictureRequest, params);
  }

  /** What assistants are told; the same waiting and rejecting. null: the file is none of ours, or is not there. */
  check(params: CheckParams): Promise<Told | null> {
    return this.#ask<Told | null>(checkRequest, params);
  }

  planText(params: PlanTextParams): Promise<Told | null> {
    return this.#ask<Told | null>(planTextRequest, params);
  }

  explain(params: ExplainParams): Promise<Told> {
    return this.#ask<Told>(explainRequest, params);
  }

  /** What Kamal runs for a deployment; the same waiting and rejecting. */
  commands(params: CommandsParams): Promise<DeploymentCommands | null> {
    return this.#ask<DeploymentCommands | null>(commandsRequest, params);
  }

  async #ask<Answer>(request: string, params: object): Promise<Answer> {
    await this.#turn;
    const client = this.#client;
    if (client === undefined || client.state === State.Stopped) throw new Error('The language server is not running.');
    return client.sendRequest<Answer>(request, params);
  }

  async dispose(): Promise<void> {
    vscode.Disposable.from(...this.#listeners).dispose();
    clearTimeout(this.#revival);
    this.#abandon?.();
    await this.#queue(() => this.#stop());
  }

  async #launch(): Promise<void> {
    const client = this.#make(this.#options());
    this.#client = client;
    // By name alone, whatever the log level: what messages carry is the text of files, and secrets may stand there.
    client.trace = (message) => this.#log.info(message);
    client.onDidChangeState(({ newState }) => this.#state.fire(newState));
    answerForFiles(client);
    this.#watchers.push(tellOfFolders(client));
    const abandoned = new Promise<never>((_, reject) => {
      this.#abandon = () => reject(new Error('The language server did not answer before it was to be started again.'));
    });
    await Promise.race([client.start(), abandoned]).finally(() => (this.#abandon = undefined));
    this.#pauses.started();
    this.#log.info('The language server runs.');
    await this.#trace();
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#typing.clear();
    this.#once.clear();
    try {
      await client?.dispose();
    } catch (error) {
      this.#log.warn(`The language server did not end by itself: ${String(error)}`);
    }
    for (const watcher of this.#watchers.splice(0)) watcher.dispose();
  }

  /** The server has ended without having been asked to: a new one is started, after ever longer pauses where it keeps dying. */
  #died(): void {
    if (this.#client === undefined) return;
    const { pause, first } = this.#pauses.died();
    const when = pause === 0 ? 'at once' : `in ${pause / 1_000} s`;
    this.#log.error(`The language server has ended unexpectedly, and is started again ${when}.`);
    if (first) void this.#tell();
    clearTimeout(this.#revival);
    this.#revival = setTimeout(() => void this.restart().catch((error: unknown) => this.#log.error(String(error))), pause);
  }

  async #tell(): Promise<void> {
    const show = 'Show Log';
    const message = 'Kamal: the language server has ended unexpectedly, and is started again.';
    if ((await vscode.window.showWarningMessage(message, show)) === show) this.#log.show();
  }

  /** One after the other: two starts at once would leave a server behind that nobody ends. */
  #queue<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  #options(): LanguageClientOptions {
    const fileEvents = watched().map((glob) => vscode.workspace.createFileSystemWatcher(glob));
    this.#watchers = [...fileEvents];
    return {
      documentSelector: served(),
      synchronize: { fileEvents },
      initializationOptions: {
        trusted: vscode.workspace.isTrusted,
        watches: true,
        finds: true,
        suggest: 'editor.action.triggerSuggest',
      } satisfies InitializationOptions,
      outputChannel: this.#log,
      // A request that fails is told in the log; nobody wants a message for each hover.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          this.#died();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
      diagnosticCollectionName: 'kamal',
      markdown: { isTrusted: false, supportHtml: false },
      middleware: {
        provideCompletionItem: (document, position, context, token, next) =>
          this.#asking.isUnasked(document, position, context) ? [] : next(document, position, context, token),
        handleDiagnostics: (uri, diagnostics, next) => {
          this.#typing.take(uri, diagnostics, (ready) => this.#once.take(uri, ready, (some) => next(uri, some)));
          this.#judged.fire(uri);
        },
      },
    };
  }

  async #trace(): Promise<void> {
    const wanted = vscode.workspace.getConfiguration('kamal').get<string>('trace.server', 'off') !== 'off';
    await this.#client?.setTrace(wanted ? Trace.Messages : Trace.Off);
  }
}
