import * as vscode from 'vscode';
import { language } from '../documents.ts';
import { companions, template } from '../template.ts';
import { exists, freshDocument } from './fresh.ts';
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
  const document = await freshDocument(uri, language);
  const editor = await vscode.window.showTextDocument(document);
  if (document.getText() === '') await editor.insertSnippet(new vscode.SnippetString(template(folder.name)));
  void offerMore(folder.uri);
}

/** What belongs to a first deployment beside deploy.yml; waits for nobody. */
async function offerMore(folder: vscode.Uri): Promise<void> {
  const missing: { title: string; uri: vscode.Uri; text: string }[] = [];
  for (const { path, title, text } of companions) {
    const uri = vscode.Uri.joinPath(folder, path);
    if (!(await exists(uri))) missing.push({ title, uri, text });
  }
  if (missing.length === 0) return;
  const words = 'Kamal: deploy.yml names a secret that .kamal/secrets has to declare; a hook runs before or after a deployment.';
  const chosen = await vscode.window.showInformationMessage(words, ...missing);
  if (chosen === undefined) return;
  const document = await freshDocument(chosen.uri);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  if (document.getText() === '') await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), chosen.text));
}

async function folderFor(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick({ placeHolder: 'Which application to deploy' }) : folders[0];
}
