import * as vscode from 'vscode';
import { commandLines, type CommandLine } from './commandLines.ts';
import type { Status } from './status.ts';

const type = 'kamal';

interface Definition extends vscode.TaskDefinition {
  readonly command: string;
  /** null: none. */
  readonly destination?: string | null;
}

/** Kamal's commands and the file's aliases as tasks, for the destination that is chosen. They run when a person starts one, and never in a workspace that is not trusted. */
export class Tasks implements vscode.TaskProvider {
  readonly #status: Status;

  constructor(status: Status) {
    this.#status = status;
  }

  async provideTasks(): Promise<vscode.Task[]> {
    const around = await this.#around();
    return around === undefined ? [] : commandLines(around.tree.summary).map((line) => task(around, line));
  }

  /** A task of `tasks.json`: one of ours for the destination that is shown, whose options it gets. */
  async resolveTask({ definition }: vscode.Task): Promise<vscode.Task | undefined> {
    const around = await this.#around();
    const { command, destination } = definition as Definition;
    if (around === undefined || typeof command !== 'string') return undefined;
    if (destination !== undefined && destination !== around.tree.destination) return undefined;
    const line = commandLines(around.tree.summary).find((one) => one.command === command);
    // VS Code knows a resolved task by its definition: it must be the very same.
    return line && task(around, line, definition as Definition);
  }

  async #around(): Promise<Around | undefined> {
    const tree = this.#status.now;
    if (!vscode.workspace.isTrusted || tree === null) return undefined;
    const folder = vscode.Uri.parse(tree.summary.folder);
    // Where there is no disk, there is no shell.
    if (folder.scheme !== 'file') return undefined;
    return { tree, folder, program: await programIn(folder) };
  }
}

interface Around {
  readonly tree: NonNullable<Status['now']>;
  readonly folder: vscode.Uri;
  readonly program: string;
}

/** Rails writes `bin/kamal`, which runs the version that the application pins. */
async function programIn(folder: vscode.Uri): Promise<string> {
  return vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, 'bin', 'kamal')).then(
    () => 'bin/kamal',
    () => 'kamal',
  );
}

function task({ tree, folder, program }: Around, { command, words, detail }: CommandLine, given?: Definition): vscode.Task {
  const definition: Definition = given ?? { type, command, destination: tree.destination };
  const quoted = words.map((value) => (/^[\w@%+:,./-]+$/.test(value) ? value : { value, quoting: vscode.ShellQuoting.Strong }));
  const execution = new vscode.ShellExecution(program, quoted, { cwd: folder.fsPath });
  const name = tree.destination === null ? command : `${command} (${tree.destination})`;
  const made = new vscode.Task(
    definition,
    vscode.workspace.getWorkspaceFolder(folder) ?? vscode.TaskScope.Workspace,
    name,
    type,
    execution,
    [],
  );
  if (detail !== undefined) made.detail = detail;
  return made;
}

/** Registers the tasks. */
export function registerTasks(status: Status): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(type, new Tasks(status));
}
