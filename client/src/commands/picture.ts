import * as vscode from 'vscode';
import type { DeploymentPanel } from '../picture/panel.ts';
import { configurationInFront } from '../plan.ts';
import type { Workspace } from '../workspace.ts';

/** "Show Deployment": the picture of the configuration in front, or of the first that is found. */
export function pictureCommands(panel: DeploymentPanel, workspace: Workspace): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('kamal.showDeployment', async () => {
      const uri = configurationInFront() ?? (await workspace.first());
      if (uri) panel.show(uri);
      else void vscode.window.showInformationMessage('Kamal: there is no config/deploy.yml in this workspace to show.');
    }),
  ];
}
