import * as vscode from 'vscode';

/** A new document at a place where no file is yet: nothing is written to the disk before the person saves. */
export async function freshDocument(uri: vscode.Uri, language?: string): Promise<vscode.TextDocument> {
  const fresh = uri.scheme === 'file' ? uri.with({ scheme: 'untitled' }) : await touch(uri);
  const document = await vscode.workspace.openTextDocument(fresh);
  return language === undefined || document.languageId === language
    ? document
    : vscode.languages.setTextDocumentLanguage(document, language);
}

/** Only `file` documents can be untitled at a path; elsewhere an empty file has to stand there first. */
async function touch(uri: vscode.Uri): Promise<vscode.Uri> {
  await vscode.workspace.fs.writeFile(uri, new Uint8Array());
  return uri;
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
