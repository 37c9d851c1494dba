import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from '../../../client/src/start.ts';
import type { TreeNode } from '../../../server/src/protocol.ts';

const limit = 15_000;

/** The extension's own API, once it is active and its server answers. */
export async function extension(): Promise<Api> {
  const found = vscode.extensions.getExtension<Api>('kamal-tools.vscode-kamal');
  assert.ok(found, 'the extension is not loaded');
  const api = await found.activate();
  await api.ready;
  return api;
}

/** Opens the deploy.yml of a scenario (a folder of the test workspace) and shows it. */
export async function show(scenario: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, scenario, 'config/deploy.yml'));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Waits until the document's diagnostics pass the test, and returns them. */
export async function diagnostics(
  document: vscode.TextDocument,
  test: (diagnostics: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  const now = () => vscode.languages.getDiagnostics(document.uri);
  await event(
    vscode.languages.onDidChangeDiagnostics,
    () => test(now()),
    () =>
      `diagnostics; last: ${now()
        .map(({ message }) => message)
        .join(' | ')}`,
  );
  return now();
}

/** Waits until the tree on the screen passes the test, and returns it as text: a line for each node, indented. */
export async function tree(api: Api, test: (text: string) => boolean): Promise<string> {
  await vscode.commands.executeCommand('kamal.deployment.focus');
  const now = () => print(api.tree());
  await event(
    api.onDidDraw,
    () => test(now()),
    () => `the tree; last:\n${now()}`,
  );
  return now();
}

function print(nodes: readonly TreeNode[], indent = ''): string {
  return nodes
    .map(({ label, description, worst, children = [] }) => {
      const marks = [label, description && `· ${description}`, worst && `!${worst}`].filter(Boolean).join(' ');
      return `${indent}${marks}\n${print(children, `${indent}  `)}`;
    })
    .join('');
}

/** Resolves once the condition holds; looks at the beginning and at each event. */
function event(source: vscode.Event<unknown>, holds: () => boolean, what: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!holds()) return;
      end();
      resolve();
    };
    const listener = source(look);
    const timer = setTimeout(() => {
      end();
      reject(new Error(`waited ${limit / 1000} s for ${what()}`));
    }, limit);
    const end = () => {
      clearTimeout(timer);
      listener.dispose();
    };
    look();
  });
}

/** The rule that a diagnostic came from. */
export function rule({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Where a diagnostic stands, as `line: words under the squiggle`. */
export function under(document: vscode.TextDocument, { range }: vscode.Diagnostic): string {
  return `${range.start.line + 1}: ${document.getText(range)}`;
}

export function relative(uri: vscode.Uri): string {
  return path.posix.basename(path.posix.dirname(path.posix.dirname(uri.path)));
}
