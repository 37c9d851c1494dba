import { CodeActionKind, type CodeAction, type CodeActionContext, type Range } from 'vscode-languageserver';
import type { Round } from '../../report/fixAll.ts';
import { codeActions } from '../codeActions.ts';
import type { EditHost } from '../edit.ts';

/** The quick fixes of what is found in a secrets file: each once, for however many bases it is found. */
export function secretsCodeActions(
  rounds: readonly Round[],
  file: string,
  range: Range,
  { only }: Pick<CodeActionContext, 'only'>,
  host: EditHost,
): CodeAction[] {
  if (only && !only.some((kind) => kind === CodeActionKind.QuickFix || kind.startsWith(`${CodeActionKind.QuickFix}.`))) return [];
  const actions = rounds.flatMap((round) => codeActions(round, file, range, { only: [CodeActionKind.QuickFix] }, host, () => round));
  return [...new Map(actions.map((action) => [action.title, action])).values()];
}
