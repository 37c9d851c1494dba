import * as vscode from 'vscode';
import type { DeploymentCommands } from '../../../server/src/protocol.ts';
import type { Server } from '../server.ts';

export const scheme = 'kamal-commands';

/** What Kamal runs for a deployment, as documents that nobody can write in: written anew while the files change, and only while one is seen. */
export class CommandDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #server: Server;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #listeners: vscode.Disposable[];
  readonly #answers = new Map<string, DeploymentCommands>();
  /** Documents that are being asked for, and whether they have changed since. */
  readonly #asking = new Map<string, boolean>();
  /** Documents that changed while nobody saw them. */
  readonly #stale = new Set<string>();
  readonly onDidChange = this.#changed.event;

  constructor(server: Server) {
    this.#server = server;
    this.#listeners = [
      this.#changed,
      server.onDidJudge(() => this.#again()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#show()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#answers.delete(uri.toString())),
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
    ];
  }

  /** What is known of a document; undefined for others, and while its text is not the one that was answered last. */
  of(document: vscode.TextDocument): DeploymentCommands | undefined {
    const answer = this.#answers.get(document.uri.toString());
    return answer?.text === document.getText() ? answer : undefined;
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const key = uri.toString();
    this.#asking.set(key, false);
    try {
      const answer = await this.#server.commands(aboutOf(uri));
      if (answer) this.#answers.set(key, answer);
      return answer?.text ?? '# Kamal runs nothing for it: it is no deployment any more.\n';
    } finally {
      if (this.#asking.get(key)) this.#changed.fire(uri);
      this.#asking.delete(key);
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.#listeners).dispose();
  }

  #again(): void {
    const seen = new Set(vscode.window.visibleTextEditors.map(({ document }) => document.uri.toString()));
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme !== scheme) continue;
      const key = uri.toString();
      if (!seen.has(key)) this.#stale.add(key);
      else if (this.#asking.has(key)) this.#asking.set(key, true);
      else this.#changed.fire(uri);
    }
  }

  #show(): void {
    for (const { document } of vscode.window.visibleTextEditors)
      if (this.#stale.delete(document.uri.toString())) this.#changed.fire(document.uri);
  }
}

interface About {
  readonly uri: string;
  readonly destination: string | null;
}

/** The address of what Kamal runs for a deployment; its name is what the tab says. */
export function addressOf({ uri, destination }: About): vscode.Uri {
  const path = `/What Kamal runs${destination === null ? '' : ` with -d ${destination}`}.sh`;
  return vscode.Uri.from({ scheme, path, query: JSON.stringify({ uri, destination }) });
}

function aboutOf({ query }: vscode.Uri): About {
  return JSON.parse(query) as About;
}
