import type { CodeAction, CodeActionContext, Range } from 'vscode-languageserver';
import { ignoreEdit } from '../rules/judging/ignore.ts';
import { ignoreUnused } from '../rules/text/ignoreUnused.ts';
import { diagnostic } from './diagnostics.ts';
import { workspaceEdit, type EditHost } from './edit.ts';
import { printable } from '../report/printable.ts';
import { fixAll, type Round } from '../report/fixAll.ts';

const quickFix = 'quickfix';
export const fixAllKind = 'source.fixAll.kamal';
export const codeActionKinds = [quickFix, fixAllKind];

/**
 * The quick fixes of the findings that the range touches, the preferred ones first, and "fix all" where the client asks for it.
 * @param range in `file`
 * @param reread judges the project again with other texts, for "fix all"
 */
export function codeActions(
  now: Round,
  file: string,
  range: Range,
  context: Pick<CodeActionContext, 'only'>,
  host: EditHost,
  reread: (texts: ReadonlyMap<string, string>) => Round,
): CodeAction[] {
  const wants = (kind: string): boolean => !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const actions = wants(quickFix) ? quickFixes(now, file, range, host) : [];
  // Only on request: it is no answer to "what can be done here", and costs ten times a quick fix.
  if (context.only && wants(fixAllKind)) {
    const creates = host.createFiles && host.documentChanges;
    const scope = { repairs: (path: string) => path === file, mayChange: (path: string) => creates || !!now.texts.source(path) };
    const repair = fixAll(now, scope, reread);
    const edit = repair && workspaceEdit(repair.edits, host);
    if (edit) actions.push({ title: 'Repair everything that has one sure fix', kind: fixAllKind, edit });
  }
  return actions;
}

function quickFixes({ analysis, shown, texts }: Round, file: string, range: Range, host: EditHost): CodeAction[] {
  const source = analysis.sources.get(file);
  if (!source) return [];
  const from = source.offsetAt(range.start);
  const to = source.offsetAt(range.end);
  const actions: CodeAction[] = [];
  const silencing: CodeAction[] = [];
  for (const one of shown.get(file) ?? []) {
    if (one.span.from > to || one.span.to < from) continue;
    for (const fix of one.finding.fixes) {
      const edits = fix.edits(texts);
      const edit = edits && workspaceEdit(edits, host, undefined, fix.placeholder);
      if (!edit) continue;
      actions.push({
        title: printable(fix.title),
        kind: quickFix,
        diagnostics: [diagnostic(analysis, one, host.uriOf)],
        edit,
        ...(fix.preferred ? { isPreferred: true } : {}),
      });
    }
    const { rule, refused } = one.finding;
    const silence = workspaceEdit(new Map([[file, [ignoreEdit(source, rule, one.span.from)]]]), host);
    if (silence && rule !== ignoreUnused.id && !refused && source.root) {
      silencing.push({
        title: `Ignore \`${rule}\` on this line`,
        kind: quickFix,
        diagnostics: [diagnostic(analysis, one, host.uriOf)],
        edit: silence,
      });
    }
  }
  return [...actions.sort((a, b) => Number(b.isPreferred ?? false) - Number(a.isPreferred ?? false)), ...silencing];
}
