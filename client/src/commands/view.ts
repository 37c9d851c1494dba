import * as vscode from 'vscode';
import type { DeploymentView } from '../view.ts';

interface Item extends vscode.QuickPickItem {
  readonly destination: string | null;
}

/** The buttons of the view "Deployment". */
export function viewCommands(view: DeploymentView): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('kamal.refreshTree', () => view.refresh()),
    // A key binding may name the destination as its argument; empty stands for none.
    vscode.commands.registerCommand('kamal.chooseDestination', async (named?: unknown) => {
      const destination = typeof named === 'string' ? named || null : await ask(view);
      if (destination !== undefined) view.choose(destination);
    }),
  ];
}

async function ask(view: DeploymentView): Promise<string | null | undefined> {
  const choice = view.choice;
  const items = choice?.all.map((destination) => item(destination, destination === choice.now)) ?? [];
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Which deployment to draw', matchOnDescription: true }))?.destination;
}

function item(destination: string | null, shown: boolean): Item {
  const label = destination ?? 'no destination';
  const description = destination === null ? 'kamal deploy' : `kamal deploy -d ${destination}`;
  return { destination, label: shown ? `$(check) ${label}` : label, description };
}
