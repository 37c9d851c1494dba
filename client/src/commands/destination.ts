import * as vscode from 'vscode';
import { language } from '../documents.ts';
import { configurationInFront } from '../plan.ts';
import { exists, freshDocument } from './fresh.ts';
import type { Workspace } from '../workspace.ts';

/** "New Destination…": `config/deploy.NAME.yml` beside its base, with what a destination usually overrides. */
export function destinationCommands(workspace: Workspace): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('kamal.newDestination', async (named?: unknown) => {
      const base = await baseFor(workspace);
      if (base === undefined) {
        void vscode.window.showInformationMessage('Kamal: there is no config/deploy.yml in this workspace to lay a destination over.');
        return;
      }
      const name = typeof named === 'string' ? named : await askName();
      if (name === undefined || invalid(name) !== undefined) return;
      await create(base.with({ path: base.path.replace(/(\.ya?ml)?$/, `.${name}.yml`) }));
    }),
  ];
}

/** The base of the file in front, or the first configuration. */
async function baseFor(workspace: Workspace): Promise<vscode.Uri | undefined> {
  const front = configurationInFront();
  if (front === undefined) return workspace.first();
  const above = front.with({ path: front.path.replace(/\.[^./]+\.yml$/, '.yml') });
  const base = above.path !== front.path && (await exists(above)) ? above : front;
  return base;
}

function askName(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    prompt: 'What is the destination called? It is deployed with kamal deploy -d NAME.',
    placeHolder: 'staging',
    validateInput: invalid,
  });
}

/** A name that stands in a file's name and behind `-d`. */
function invalid(name: string): string | undefined {
  return /^[A-Za-z0-9_][\w-]*$/.test(name) ? undefined : 'Letters, digits, - and _ only.';
}

async function create(uri: vscode.Uri): Promise<void> {
  if (await exists(uri)) return void (await vscode.window.showTextDocument(uri));
  const document = await freshDocument(uri, language);
  const editor = await vscode.window.showTextDocument(document);
  if (document.getText() !== '') return;
  const start = new vscode.Position(0, 0);
  const offered = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, start);
  const piece = offered.items.find(({ kind, filterText }) => kind === vscode.CompletionItemKind.Snippet && filterText === 'destination');
  const text =
    piece?.insertText instanceof vscode.SnippetString
      ? piece.insertText
      : new vscode.SnippetString('servers:\n  web:\n    - ${1:192.0.2.20}\n');
  await editor.insertSnippet(text, start);
}
