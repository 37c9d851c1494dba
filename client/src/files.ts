import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { findFilesRequest, readFileRequest, readFolderRequest, type FindParams, type ReadParams } from '../../server/src/protocol.ts';

/** More deployments than this nobody has in one folder. */
const most = 1_000;

/** Answers the server's questions for files: where there are some, and what is in them where it cannot read the disk, in the browser and in virtual workspaces. */
export function answerForFiles(client: BaseLanguageClient): void {
  client.onRequest(readFileRequest, ({ uri }: ReadParams) =>
    within(uri, async (file) => decoder.decode(await vscode.workspace.fs.readFile(file))),
  );
  client.onRequest(readFolderRequest, ({ uri }: ReadParams) =>
    within(uri, async (folder) => (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name)),
  );
  client.onRequest(findFilesRequest, async ({ uri, paths, without }: FindParams) => {
    const folder = vscode.Uri.parse(uri);
    // What `files.exclude` names is left out by itself.
    const globs = paths.map((path) =>
      vscode.workspace.findFiles(new vscode.RelativePattern(folder, `**/${path}`), `**/{${without.join()}}/**`, most),
    );
    return (await Promise.all(globs)).flat().map(String);
  });
}

const decoder = new TextDecoder();

/**
 * @returns null where nothing is to be found
 * @throws where the place lies outside of what is open in this window, and where it may not be read: then nobody knows what is there
 */
async function within<T>(uri: string, read: (uri: vscode.Uri) => Promise<T>): Promise<T | null> {
  const place = vscode.Uri.parse(uri);
  if (vscode.workspace.getWorkspaceFolder(place) === undefined) throw new Error('Outside of the workspace.');
  try {
    return await read(place);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && ['FileNotFound', 'FileNotADirectory', 'FileIsADirectory'].includes(error.code))
      return null;
    throw error;
  }
}
