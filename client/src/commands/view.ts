import * as vscode from 'vscode';
import type { Tree } from '../../../server/src/protocol.ts';
import type { Choice } from '../choice.ts';
import type { Status } from '../status.ts';
import type { DeploymentView } from '../view.ts';

interface Item extends vscode.QuickPickItem {
  readonly destination: string | null;
}

/** The buttons of the view "Deployment". */
export function viewCommands(view: DeploymentView, status: Status, choice: Choice): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('kamal.refreshTree', () => view.refresh()),
    // A key binding may name the destination as its argument; empty stands for none.
    vscode.commands.registerCommand('kamal.chooseDestination', async (named?: unknown) => {
      const { file, now } = status;
      const destination = typeof named === 'string' ? named || null : now ? await ask(now) : undefined;
      if (file !== undefined && destination !== undefined) choice.set(file, destination);
    }),
  ];
}

async function ask({ destinations, destination: now }: Tree): Promise<string | null | undefined> {
  const items = destinations.map((destination) => item(destination, destination === now));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Which deployment to draw', matchOnDescription: true }))?.destination;
}

function item(destination: string | null, shown: boolean): Item {
  const label = destination ?? 'no destination';
  const description = destination === null ? 'kamal deploy' : `kamal deploy -d ${destination}`;
  return { destination, label: shown ? `$(check) ${label}` : label, description };
}
