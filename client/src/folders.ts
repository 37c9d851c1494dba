import * as vscode from 'vscode';
import { DidChangeWatchedFilesNotification, FileChangeType, type BaseLanguageClient } from 'vscode-languageclient';
import { patterns } from './documents.ts';

/** A tree of folders is still being laid when the first of them is seen, in milliseconds. */
const pause = 1_000;

/**
 * A folder that comes or goes with all that is in it is one event, which those who watch files in it do not see: the server is told of a folder
 * that is gone where something was said of one of its files, and of the configurations in one that is new.
 */
export function tellOfFolders(client: BaseLanguageClient): vscode.Disposable {
  const tell = (uris: readonly vscode.Uri[], type: FileChangeType): void => {
    if (uris.length === 0) return;
    const changes = uris.map((uri) => ({ uri: client.code2ProtocolConverter.asUri(uri), type }));
    void client.sendNotification(DidChangeWatchedFilesNotification.method, { changes });
  };
  const fresh = new Set<vscode.Uri>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    const folders = [...fresh];
    fresh.clear();
    const outer = folders.filter(({ path }) => !folders.some((other) => path.startsWith(`${other.path}/`)));
    tell((await Promise.all(outer.map(configurationsIn))).flat(), FileChangeType.Created);
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**', false, true, false);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidDelete((folder) => {
      let concerned = false;
      client.diagnostics?.forEach((uri) => (concerned ||= uri.toString().startsWith(`${folder.toString()}/`)));
      if (concerned) tell([folder], FileChangeType.Deleted);
    }),
    watcher.onDidCreate(async (uri) => {
      if (!(await isFolder(uri))) return;
      fresh.add(uri);
      clearTimeout(timer);
      timer = setTimeout(() => void look(), pause);
    }),
    { dispose: () => clearTimeout(timer) },
  );
}

/** Asked for each thing that is created anywhere: what has an extension is taken to be a file. */
async function isFolder(uri: vscode.Uri): Promise<boolean> {
  if (/\.[^/]*$/.test(uri.path)) return false;
  return vscode.workspace.fs.stat(uri).then(
    ({ type }) => type === vscode.FileType.Directory,
    () => false,
  );
}

async function configurationsIn(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const name = folder.path.slice(folder.path.lastIndexOf('/') + 1);
  // `config/` itself may be what is new.
  const globs = patterns().flatMap((glob) => [glob, ...(glob.startsWith(`**/${name}/`) ? [glob.slice(`**/${name}/`.length)] : [])]);
  return vscode.workspace.findFiles(new vscode.RelativePattern(folder, `{${globs.join()}}`));
}
