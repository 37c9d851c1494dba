import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Diagnostic } from 'vscode-languageserver';
import type { Api } from '../../../client/src/start.ts';
import { findingsText, treeText } from '../../scenarios/scenario.ts';

const limit = 15_000;

/** The extension's own API, once it is active and its server answers. */
export async function extension(): Promise<Api> {
  const found = vscode.extensions.getExtension<Api>('kamal-tools.vscode-kamal');
  assert.ok(found, 'the extension is not loaded');
  const api = await found.activate();
  await api.ready;
  await vscode.commands.executeCommand('kamal.deployment.focus');
  return api;
}

/** Opens the deploy.yml of a scenario, by its number, and shows it. */
export async function show(scenario: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, scenario, 'config/deploy.yml'));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Makes this the document's text, as one edit. */
export async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  if (document.getText() === text) return;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Types into the editor that is shown. A view that is drawn late takes the focus, and what is typed then goes nowhere: a person sees that, and clicks. */
export async function type(text: string): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  assert.ok(document, 'no editor is shown');
  const before = document.version;
  while (document.version === before) {
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    await vscode.commands.executeCommand('type', { text });
  }
}

export function quickFixes(document: vscode.TextDocument, range: vscode.Range): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range, vscode.CodeActionKind.QuickFix.value);
}

/** Waits until the document's findings are these, as the scenarios write them. */
export async function findingsThen(document: vscode.TextDocument, wanted: string): Promise<void> {
  await settled(vscode.languages.onDidChangeDiagnostics, () => findingsText(document.getText(), asProtocol(document)), wanted);
}

/** Waits until the view "Deployment" shows this, as the scenarios write it. */
export async function treeThen(api: Api, wanted: string): Promise<void> {
  const shown = () => treeText({ nodes: api.tree() });
  await settled(api.onDidDraw, shown, wanted);
}

/** A document's diagnostics as the language server sent them. */
export function asProtocol(document: vscode.TextDocument): Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).map((diagnostic) => ({
    range: diagnostic.range,
    message: diagnostic.message,
    severity: (diagnostic.severity + 1) as 1 | 2 | 3 | 4,
    code: typeof diagnostic.code === 'object' ? diagnostic.code.value : (diagnostic.code ?? ''),
    data: (diagnostic as { data?: unknown }).data as never,
  }));
}

/** Resolves once what is read equals what is wanted, looking now and at each event; fails with the difference after 15 s. */
export function settled(source: vscode.Event<unknown>, read: () => string, wanted: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      listener.dispose();
    };
    const look = () => {
      if (read() !== wanted) return;
      end();
      resolve();
    };
    const listener = source(look);
    const timer = setTimeout(() => {
      end();
      try {
        assert.equal(read(), wanted);
        reject(new Error('it came right, but no event said so'));
      } catch (error) {
        reject(error as Error);
      }
    }, limit);
    look();
  });
}
