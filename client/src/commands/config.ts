import * as vscode from 'vscode';
import { language } from '../documents.ts';
import { template } from '../template.ts';
import type { Workspace } from '../workspace.ts';

/** To and from nothing: opens the workspace's configuration, or writes the first one. */
export function configCommands(workspace: Workspace): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('kamal.openConfig', async () => {
      const uri = await choose(await workspace.all());
      if (uri !== undefined) await vscode.window.showTextDocument(uri);
    }),
    vscode.commands.registerCommand('kamal.createConfig', create),
  ];
}

async function choose(all: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  if (all.length < 2) return all[0];
  const items = all.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Which configuration to open' }))?.uri;
}

/** Nothing is written to the disk before the person saves; a file that is there already is opened and left as it is. */
async function create(): Promise<void> {
  const folder = await folderFor();
  if (folder === undefined) return;
  const uri = vscode.Uri.joinPath(folder.uri, 'config', 'deploy.yml');
  if (await exists(uri)) return void (await vscode.window.showTextDocument(uri));
  const fresh = folder.uri.scheme === 'file' ? uri.with({ scheme: 'untitled' }) : await touch(uri);
  const document = await vscode.workspace.openTextDocument(fresh);
  if (document.languageId !== language) await vscode.languages.setTextDocumentLanguage(document, language);
  const editor = await vscode.window.showTextDocument(document);
  if (document.getText() === '') await editor.insertSnippet(new vscode.SnippetString(template(folder.name)));
}

async function folderFor(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick({ placeHolder: 'Which application to deploy' }) : folders[0];
}

/** Only `file` documents can be untitled at a path; elsewhere an empty file has to stand there first. */
async function touch(uri: vscode.Uri): Promise<vscode.Uri> {
  await vscode.workspace.fs.writeFile(uri, new Uint8Array());
  return uri;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
