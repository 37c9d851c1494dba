import * as vscode from 'vscode';
import type { DeploymentCommands } from '../../../server/src/protocol.ts';
import type { Choice } from '../choice.ts';
import { configurationInFront } from '../plan.ts';
import { addressOf, type CommandDocuments } from '../runs/documents.ts';
import type { Server } from '../server.ts';
import type { Status } from '../status.ts';
import type { Branch } from '../tree.ts';
import type { Workspace } from '../workspace.ts';

/** "Show What Kamal Runs": of the configuration in front, or of a server or role of the view. */
export function runsCommands(around: {
  readonly documents: CommandDocuments;
  readonly server: Server;
  readonly status: Status;
  readonly choice: Choice;
  readonly workspace: Workspace;
}): vscode.Disposable[] {
  const { documents, server, status, choice, workspace } = around;
  return [
    vscode.commands.registerCommand('kamal.showCommands', async (given?: unknown) => {
      const branch = isBranch(given) ? given : undefined;
      const now = branch && status.now;
      const file = now ? now.uri : (configurationInFront() ?? (await workspace.first()))?.toString();
      const known =
        file === undefined ? null : await server.commands(now ? { uri: now.uri, destination: now.destination } : choice.paramsFor(file));
      if (!known) {
        void vscode.window.showInformationMessage('Kamal: there is no deployment in this workspace to show the commands of.');
        return;
      }
      const document = await vscode.workspace.openTextDocument(addressOf(known));
      const line = branch ? lineOf(documents.of(document) ?? known, branch) : undefined;
      const selection = line === undefined ? undefined : document.lineAt(line).range;
      await vscode.window.showTextDocument(document, {
        viewColumn: vscode.ViewColumn.Beside,
        preview: true,
        ...(selection ? { selection } : {}),
      });
    }),
  ];
}

const isBranch = (given: unknown): given is Branch => typeof given === 'object' && given !== null && 'node' in given;

/** The line about a server, a role or an accessory of the view, or about one on a server where it hangs below it. */
function lineOf({ sections }: DeploymentCommands, { node, parent }: Branch): number | undefined {
  const around = parent?.node;
  if (node.icon === 'host') {
    const section = sections.find(({ host }) => host === node.label);
    return section?.steps.find(({ of }) => of !== null && of === around?.label)?.line ?? section?.line;
  }
  const here = around?.icon === 'host' ? sections.filter(({ host }) => host === around.label) : sections;
  const name = node.icon === 'proxy' ? null : node.label;
  return here.flatMap(({ steps }) => steps).find(({ of }) => of === name)?.line;
}
