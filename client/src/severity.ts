import * as vscode from 'vscode';
import type { TreeNode } from '../../server/src/protocol.ts';

type Severity = NonNullable<TreeNode['worst']>;

const scheme = 'kamal-tree';

const marks: Record<Severity, { badge: string; colour: string; words: string }> = {
  error: { badge: '✕', colour: 'list.errorForeground', words: 'Kamal refuses this' },
  warning: { badge: '!', colour: 'list.warningForeground', words: 'the deployment may go wrong here' },
  information: { badge: 'i', colour: 'charts.blue', words: 'there is something to know here' },
};

/** The colour of an icon beside something that has findings. */
export function colour(severity: Severity): vscode.ThemeColor {
  return new vscode.ThemeColor(marks[severity].colour);
}

/** What a screen reader says about a node with findings. */
export function words(severity: Severity): string {
  return marks[severity].words;
}

/** A URI that stands for a node and its severity, so that VS Code asks again as soon as the severity is another one. */
export function decorationUri(path: string, severity: Severity): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${path}`, query: severity });
}

/** Colours the labels of what has findings, as the explorer does with files. */
export class SeverityDecorations implements vscode.FileDecorationProvider {
  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== scheme || !(uri.query in marks)) return undefined;
    const mark = marks[uri.query as Severity];
    return new vscode.FileDecoration(mark.badge, mark.words, new vscode.ThemeColor(mark.colour));
  }
}
