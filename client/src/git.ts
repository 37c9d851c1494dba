import * as vscode from 'vscode';

/** What we use of VS Code's own Git extension (its API, version 1). */
interface GitApi {
  getRepository(uri: vscode.Uri): Repository | null;
  readonly onDidOpenRepository: vscode.Event<Repository>;
}

interface Change {
  readonly uri: vscode.Uri;
  readonly originalUri: vscode.Uri;
}

export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly name?: string; readonly commit?: string } | undefined;
    readonly workingTreeChanges: readonly Change[];
    readonly untrackedChanges?: readonly Change[];
    readonly indexChanges: readonly Change[];
    readonly onDidChange: vscode.Event<void>;
  };
  show(ref: string, path: string): Promise<string>;
  diffWith(ref: string): Promise<Change[]>;
  log(options: { readonly maxEntries: number; readonly path?: string }): Promise<{ readonly hash: string; readonly message: string }[]>;
  getRefs(query: object): Promise<{ readonly name?: string; readonly commit?: string }[]>;
}

/** The Git of VS Code; undefined where there is none, or where it is turned off. No process of ours runs. */
export async function git(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<{ readonly enabled: boolean; getAPI(version: 1): GitApi }>('vscode.git');
  if (extension === undefined) return undefined;
  try {
    const exports = await extension.activate();
    return exports.enabled ? exports.getAPI(1) : undefined;
  } catch {
    // It says itself why it cannot start.
    return undefined;
  }
}

/** More than this is no change of a configuration. */
const most = 200;

/**
 * Texts of the files of a project as they were in a revision, those that are different now among them, by path relative to the project's folder.
 * @param root the project's folder
 * @returns null for a file that was not there
 */
export async function textsOf(repository: Repository, root: vscode.Uri, ref: string): Promise<Record<string, string | null>> {
  const known = await vscode.workspace.findFiles(new vscode.RelativePattern(root, '{config/deploy*.yml,.kamal/secrets*}'));
  const open = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri);
  const { workingTreeChanges, untrackedChanges = [], indexChanges } = repository.state;
  const changes = [...(await repository.diffWith(ref)), ...workingTreeChanges, ...untrackedChanges, ...indexChanges];
  const changed = changes.flatMap(({ uri, originalUri }) => [uri, originalUri]);
  const paths = new Set([...known, ...open, ...changed].flatMap((uri) => within(root, uri) ?? []));
  const texts = [...paths]
    .slice(0, most)
    .map(async (path) => [path, await textOf(repository, vscode.Uri.joinPath(root, path), ref)] as const);
  return Object.fromEntries(await Promise.all(texts));
}

function textOf(repository: Repository, uri: vscode.Uri, ref: string): Promise<string | null> {
  return repository.show(ref, uri.fsPath).catch(() => null);
}

function within(root: vscode.Uri, uri: vscode.Uri): string | undefined {
  const folder = `${root.path}/`;
  return uri.scheme === root.scheme && uri.path.startsWith(folder) ? uri.path.slice(folder.length) : undefined;
}
