import type * as vscode from 'vscode';

/** The id of the rule that a finding is of. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
