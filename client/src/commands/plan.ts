import * as vscode from 'vscode';
import { git, type Repository } from '../git.ts';
import { configurationInFront, lastCommit, showPlan } from '../plan.ts';
import { copyRemedy } from '../planView.ts';
import type { Workspace } from '../workspace.ts';

interface Item extends vscode.QuickPickItem {
  readonly ref?: string;
}

/** What a change does to servers that run an older version. */
export function planCommands(workspace: Workspace): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('kamal.copyRemedy', copyRemedy),
    vscode.commands.registerCommand('kamal.showPlan', (file: string, ref: string) => showPlan(file, ref)),
    vscode.commands.registerCommand('kamal.planSince', async (named?: unknown) => {
      const uri = configurationInFront() ?? (await workspace.first());
      const repository = uri && (await git())?.getRepository(uri);
      if (!uri || !repository) {
        void vscode.window.showInformationMessage(
          'Kamal: a plan compares a configuration with an older version of it, so it needs a Git repository.',
        );
        return;
      }
      const ref = typeof named === 'string' ? named : await ask(repository, uri);
      if (ref !== undefined) await showPlan(uri.toString(), ref);
    }),
  ];
}

async function ask(repository: Repository, uri: vscode.Uri): Promise<string | undefined> {
  const picked = await vscode.window.showQuickPick(items(repository, uri), {
    placeHolder: 'Which version do the servers run?',
    matchOnDescription: true,
  });
  if (picked === undefined || picked.ref !== undefined) return picked?.ref;
  return vscode.window.showInputBox({ prompt: 'A commit, branch or tag' });
}

/** The last commit first, then branches and tags, then the commits that changed the file. */
async function items(repository: Repository, uri: vscode.Uri): Promise<Item[]> {
  const [refs, commits] = await Promise.all([
    repository.getRefs({}).catch(() => []),
    repository.log({ maxEntries: 20, path: uri.fsPath }).catch(() => []),
  ]);
  const names = [...new Set(refs.flatMap(({ name }) => (name === undefined ? [] : [name])))];
  return [
    { label: 'Last commit', description: lastCommit, ref: lastCommit },
    { label: 'Another revision…', description: 'a commit, branch or tag by name' },
    ...separated(
      'branches and tags',
      names.map((name) => ({ label: `$(git-branch) ${name}`, ref: name })),
    ),
    ...separated(
      'commits that changed it',
      commits.map(({ hash, message }) => ({ label: `$(git-commit) ${message.split('\n')[0]}`, description: hash.slice(0, 7), ref: hash })),
    ),
  ];
}

function separated(label: string, some: readonly Item[]): Item[] {
  return some.length > 0 ? [{ label, kind: vscode.QuickPickItemKind.Separator }, ...some] : [];
}
