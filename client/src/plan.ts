import * as vscode from 'vscode';
import type { PlanResult } from '../../server/src/protocol.ts';
import { language, selector } from './documents.ts';
import { git, textsOf, type Repository } from './git.ts';
import type { Server } from './server.ts';

/** The revision that a change is usually compared with. */
export const lastCommit = 'HEAD';

/**
 * What a change does to servers that run: asks Git for the files as they were, and the server for the plan. Old texts are kept until the
 * repository says that something in it changed; the open editors' texts the server knows.
 */
export class Plans implements vscode.Disposable {
  readonly #server: Server;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable[];
  readonly #watched = new WeakSet<Repository>();
  readonly #texts = new Map<string, Promise<Record<string, string | null>>>();

  /** The older version may be another one now. */
  readonly onDidChange = this.#changed.event;
  /** The newer version may be. */
  readonly onDidJudge: vscode.Event<vscode.Uri>;

  constructor(server: Server) {
    this.#server = server;
    this.onDidJudge = server.onDidJudge;
    this.#listeners = [this.#changed];
    // Repositories are found after the first files are shown.
    void git().then((api) => api && this.#listeners.push(api.onDidOpenRepository(() => this.#changed.fire())));
  }

  /** @returns null where the file is in no repository, or describes no deployment */
  async since(uri: vscode.Uri, ref: string): Promise<PlanResult | null> {
    const files = await this.files(uri, ref);
    return files && this.#server.plan({ uri: uri.toString(), from: ref, files });
  }

  /**
   * A project's files as they were.
   * @returns null where the file is in no repository
   * @throws where Git knows no such revision
   */
  async files(uri: vscode.Uri, ref: string): Promise<Record<string, string | null> | null> {
    const repository = (await git())?.getRepository(uri);
    if (!repository) return null;
    this.#watch(repository);
    const root = rootOf(uri);
    const key = `${ref} ${root.toString()}`;
    let texts = this.#texts.get(key);
    if (!texts) this.#texts.set(key, (texts = textsOf(repository, root, ref)));
    return texts;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#listeners).dispose();
  }

  #watch(repository: Repository): void {
    if (this.#watched.has(repository)) return;
    this.#watched.add(repository);
    this.#listeners.push(
      repository.state.onDidChange(() => {
        this.#texts.clear();
        this.#changed.fire();
      }),
    );
  }
}

/** Kamal runs above `config/`. */
export function rootOf(uri: vscode.Uri): vscode.Uri {
  return /\/config\/[^/]+$/.test(uri.path) ? vscode.Uri.joinPath(uri, '..', '..') : vscode.Uri.joinPath(uri, '..');
}

/** On top of a configuration that was changed since the last commit: how its deploy will end. */
export class PlanLens implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #plans: Plans;
  readonly #given = new vscode.EventEmitter<string>();
  readonly #registered: vscode.Disposable;
  readonly onDidChangeCodeLenses: vscode.Event<void>;
  /** What the newest lens says; empty where there is none. */
  readonly onDidGive = this.#given.event;

  constructor(plans: Plans) {
    this.#plans = plans;
    this.onDidChangeCodeLenses = plans.onDidChange;
    this.#registered = vscode.languages.registerCodeLensProvider(selector(), this);
  }

  dispose(): void {
    vscode.Disposable.from(this.#registered, this.#given).dispose();
  }

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    // Without a server there is no lens, as there are no findings.
    const plan = await this.#plans.since(uri, lastCommit).catch(() => null);
    const title = plan === null ? '' : titleOf(plan);
    this.#given.fire(title);
    if (title === '') return [];
    const command = {
      title,
      command: 'kamal.showPlan',
      arguments: [uri.toString(), lastCommit],
      tooltip: 'Show what kamal deploy will do to servers that run the last commit',
    };
    return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)];
  }
}

function titleOf({ summary, worst }: PlanResult): string {
  if (summary === '') return '';
  const icon = worst === 'fails' || worst === 'data' ? '$(error)' : worst === null ? '$(check)' : '$(warning)';
  return `${icon} Since the last commit: ${worst === null ? 'nothing is left behind' : summary}`;
}

const scheme = 'kamal-plan';

/** Plans as documents, which VS Code's own preview of Markdown shows as a tab; they are written anew while the files change. */
export class PlanDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #plans: Plans;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #listeners: vscode.Disposable[];
  readonly onDidChange = this.#changed.event;

  constructor(plans: Plans) {
    this.#plans = plans;
    const again = (): void => {
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === scheme) this.#changed.fire(uri);
    };
    this.#listeners = [
      this.#changed,
      plans.onDidChange(again),
      plans.onDidJudge(again),
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { file, ref } = JSON.parse(uri.query) as { readonly file: string; readonly ref: string };
    const plan = await this.#plans.since(vscode.Uri.parse(file), ref);
    return (
      plan?.markdown ?? `There is nothing to compare: ${file} is in no Git repository that VS Code knows, or describes no deployment.\n`
    );
  }

  dispose(): void {
    vscode.Disposable.from(...this.#listeners).dispose();
  }
}

/** Opens the plan of a configuration beside it. */
export async function showPlan(file: string, ref: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme, path: `Plan since ${ref.replaceAll('/', '-')}.md`, query: JSON.stringify({ file, ref }) });
  const document = await vscode.workspace.openTextDocument(uri);
  try {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', document.uri);
  } catch {
    // Whoever turned the preview off reads the text.
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  }
}

/** The configuration in front, where it is one of ours. */
export function configurationInFront(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === language ? document.uri : undefined;
}
