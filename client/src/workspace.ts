import * as vscode from 'vscode';

const config = '**/config/deploy.yml';
/** Gems and packages carry examples of their own. */
const elsewhere = '**/{node_modules,vendor,tmp}/**';

/** Whether there is a deploy.yml in the folders that are open, and which: the view's words of greeting hang on it. */
export class Workspace implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listeners: vscode.Disposable[];
  readonly onDidChange = this.#changed.event;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher(config, false, true, false);
    const look = () => void this.#look();
    this.#listeners = [
      this.#changed,
      watcher,
      watcher.onDidCreate(look),
      watcher.onDidDelete(look),
      vscode.workspace.onDidChangeWorkspaceFolders(look),
    ];
    look();
  }

  /** All of them, those nearest to a root first. */
  async all(): Promise<vscode.Uri[]> {
    const found = await vscode.workspace.findFiles(config, elsewhere, 100);
    const depth = (uri: vscode.Uri) => vscode.workspace.asRelativePath(uri).split('/').length;
    return found.sort((a, b) => depth(a) - depth(b) || a.path.localeCompare(b.path));
  }

  /** The one to show where no editor says which. */
  async first(): Promise<vscode.Uri | undefined> {
    return (await this.all())[0];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#listeners).dispose();
  }

  async #look(): Promise<void> {
    const state = (await this.first()) === undefined ? 'without' : 'with';
    await vscode.commands.executeCommand('setContext', 'kamal.workspace', state);
    this.#changed.fire();
  }
}
