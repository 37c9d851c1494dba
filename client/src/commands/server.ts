import * as vscode from 'vscode';
import type { Server } from '../server.ts';

/** What a person does when the server itself is in doubt. */
export function serverCommands(server: Server, log: vscode.LogOutputChannel): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('kamal.showOutput', () => log.show()),
    vscode.commands.registerCommand('kamal.restartServer', async () => {
      try {
        await server.restart();
      } catch (error) {
        log.error(`The language server could not be restarted: ${String(error)}`);
        const show = 'Show Log';
        if ((await vscode.window.showErrorMessage('Kamal: the language server could not be restarted.', show)) === show) log.show();
      }
    }),
  ];
}
