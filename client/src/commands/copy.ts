import * as vscode from 'vscode';
import type { TreeNode } from '../../../server/src/protocol.ts';
import { show, type Branch } from '../tree.ts';

/** The context menus of the view "Deployment": to the words, and to the clipboard. Nothing is run. */
export function nodeCommands(): vscode.Disposable[] {
  const copy = (what: keyof NonNullable<TreeNode['copies']>) => async (branch: Branch | undefined) => {
    const text = branch?.node.copies?.[what];
    if (text !== undefined) await vscode.env.clipboard.writeText(text);
  };
  return [
    vscode.commands.registerCommand('kamal.goTo', async (branch: Branch | undefined) => {
      const target = branch?.node.target;
      if (target === undefined) return;
      const { command, arguments: given = [] } = show(target);
      await vscode.commands.executeCommand(command, ...(given as unknown[]));
    }),
    vscode.commands.registerCommand('kamal.copyHost', copy('host')),
    vscode.commands.registerCommand('kamal.copySsh', copy('ssh')),
    vscode.commands.registerCommand('kamal.copyLogs', copy('logs')),
  ];
}
