import * as vscode from 'vscode';
import type { DeploymentView } from '../view.ts';

interface Item extends vscode.QuickPickItem {
  readonly destination: string | null;
}

/** The buttons of the view "Deployment". */
export function viewCommands(view: DeploymentView): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('kamal.refreshTree', () => view.refresh()),
    vscode.commands.registerCommand('kamal.chooseDestination', async () => {
      const choice = view.choice;
      if (choice === undefined) return;
      const items = choice.all.map((destination) => item(destination, destination === choice.now));
      const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Which deployment to draw', matchOnDescription: true });
      if (picked !== undefined) view.choose(picked.destination);
    }),
  ];
}

function item(destination: string | null, shown: boolean): Item {
  const label = destination ?? 'no destination';
  const description = destination === null ? 'kamal deploy' : `kamal deploy -d ${destination}`;
  return { destination, label: shown ? `$(check) ${label}` : label, description };
}
