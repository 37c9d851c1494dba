import * as vscode from 'vscode';
import type { PlanConsequence, PlanSeverity } from '../../server/src/protocol.ts';
import { configurationInFront, lastCommit, type Plans } from './plan.ts';
import type { Workspace } from './workspace.ts';

const icons: Readonly<Record<PlanSeverity, vscode.ThemeIcon>> = {
  fails: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  data: new vscode.ThemeIcon('flame', new vscode.ThemeColor('list.errorForeground')),
  'left-behind': new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  'needs-command': new vscode.ThemeIcon('terminal'),
  expected: new vscode.ThemeIcon('check'),
};

/** What each is called to those who cannot see the icon. */
const spoken: Readonly<Record<PlanSeverity, string>> = {
  fails: 'fails',
  data: 'loses data or traffic',
  'left-behind': 'left behind',
  'needs-command': 'needs a command',
  expected: 'as expected',
};

/** The section "Plan": what deploying the configuration in front does to servers that run the last commit, one row for each consequence. */
export class PlanView implements vscode.TreeDataProvider<PlanConsequence>, vscode.Disposable {
  readonly #plans: Plans;
  readonly #workspace: Workspace;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<PlanConsequence>;
  readonly #listeners: vscode.Disposable[];
  #shown: vscode.Uri | undefined;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(plans: Plans, workspace: Workspace) {
    this.#plans = plans;
    this.#workspace = workspace;
    this.#view = vscode.window.createTreeView('kamal.plan', { treeDataProvider: this });
    const again = (): void => {
      if (this.#view.visible) this.#changed.fire();
    };
    this.#listeners = [
      this.#changed,
      this.#view,
      this.#view.onDidChangeVisibility(again),
      plans.onDidChange(again),
      plans.onDidJudge(again),
      vscode.window.onDidChangeActiveTextEditor(again),
    ];
  }

  async getChildren(row?: PlanConsequence): Promise<PlanConsequence[]> {
    if (row !== undefined) return [];
    const first = configurationInFront() ?? this.#shown ?? (await this.#workspace.first());
    this.#shown = first;
    const plan = first === undefined ? null : await this.#plans.since(first, lastCommit).catch(() => null);
    // `undefined` takes a message away, though the types only know of leaving it out.
    (this.#view as { message: string | undefined }).message =
      plan === null
        ? 'There is no last commit to compare with.'
        : plan.consequences.length === 0
          ? 'Since the last commit: a deploy leaves the servers as the files say.'
          : undefined;
    return [...(plan?.consequences ?? [])];
  }

  getTreeItem(row: PlanConsequence): vscode.TreeItem {
    const item = new vscode.TreeItem(row.title);
    item.iconPath = icons[row.severity];
    if (row.destination !== null) item.description = row.destination;
    item.tooltip = new vscode.MarkdownString(
      [row.message, ...row.commands.map((lines) => `\`\`\`sh\n${lines.join('\n')}\n\`\`\``)].join('\n\n'),
    );
    item.accessibilityInformation = { label: `${spoken[row.severity]}: ${row.message.replaceAll('`', '')}` };
    const range = new vscode.Range(
      row.target.range.start.line,
      row.target.range.start.character,
      row.target.range.end.line,
      row.target.range.end.character,
    );
    item.command = { command: 'vscode.open', title: 'Show', arguments: [vscode.Uri.parse(row.target.uri), { selection: range }] };
    item.contextValue = row.commands.length > 0 ? 'remedy' : 'consequence';
    return item;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#listeners).dispose();
  }
}

/** Puts the best remedy of a row into the clipboard. */
export async function copyRemedy(row: PlanConsequence | undefined): Promise<void> {
  const [best] = row?.commands ?? [];
  if (best) await vscode.env.clipboard.writeText(`${best.join('\n')}\n`);
}
