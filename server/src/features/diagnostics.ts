import { rulePage } from '../report/rulePage.ts';
import type { Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { visible } from '../report/printable.ts';
import type { Analysis } from '../project/analysis.ts';
import type { Severity } from '../rules/rule.ts';
import { rangeOfSpan } from '../source/locate.ts';
import { locationOf, type UriOf } from './location.ts';
import type { PresentedFinding } from '../report/presented.ts';

/** What travels with a diagnostic, for clients that want more than the message. */
export interface DiagnosticData {
  /** What `kamal` prints. */
  readonly kamal?: string;
  /** Whether there is a quick fix. */
  readonly fixable: boolean;
}

/** LSP's numbers. They are written out, here and in the other features, because the package that names them weighs 22 kB. */
const severityOf = { error: 1, warning: 2, information: 3, hint: 4 } as const satisfies Record<Severity, DiagnosticSeverity>;

const tagOf = { unnecessary: 1, deprecated: 2 } as const satisfies Record<string, DiagnosticTag>;

/** The shown findings of one file as LSP diagnostics, in the same order. */
export function diagnostics(analysis: Analysis, shown: readonly PresentedFinding[], uriOf: UriOf): Diagnostic[] {
  return shown.map((one) => diagnostic(analysis, one, uriOf));
}

/** One shown finding as an LSP diagnostic. */
export function diagnostic(analysis: Analysis, shown: PresentedFinding, uriOf: UriOf): Diagnostic {
  const { finding } = shown;
  const data: DiagnosticData = { ...(finding.kamal === undefined ? {} : { kamal: finding.kamal }), fixable: finding.fixes.length > 0 };
  const relatedInformation = finding.related.flatMap(({ at, message }): DiagnosticRelatedInformation[] => {
    const location = locationOf(analysis, at, uriOf);
    return location ? [{ location, message: visible(message) }] : [];
  });
  return {
    range: rangeOfSpan(shown.source, shown.span),
    severity: severityOf[shown.severity],
    code: finding.rule,
    codeDescription: { href: rulePage(finding.rule) },
    source: 'kamal',
    message: visible(shown.message),
    ...(finding.tag ? { tags: [tagOf[finding.tag]] } : {}),
    ...(relatedInformation.length > 0 ? { relatedInformation } : {}),
    data,
  };
}
