import type { CompletionItemKind } from 'vscode-languageserver';
import type { Span } from '../../source/cursor/rows.ts';

/** Something to offer at a cursor. */
export interface Candidate {
  readonly label: string;
  /** What a person types to get it: the label, unless that says more than what is written. */
  readonly filter?: string;
  readonly kind: CompletionItemKind;
  /** The text to put in, with placeholders as in an LSP snippet: `$1`, `${1:text}`, `${1|a,b|}`; `literal` makes one of any text. */
  readonly snippet: string;
  /** What is replaced, where that is not the whole word. */
  readonly range?: Span;
  /** The key or value that its documentation is about, as a path from the root. */
  readonly about?: readonly string[];
  readonly detail?: string;
  readonly documentation?: string;
  /** More is offered where it ends. */
  readonly again?: boolean;
  /** One of a few that may stand here: whoever types something else makes a mistake. */
  readonly closed?: boolean;
}

/** A text as a snippet that gives just this text. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** What a snippet gives where the client knows no placeholders: the text with the defaults filled in. */
export function withoutStops(snippet: string): string {
  const defaults = new Map<string, string>();
  for (const [, number, text, choice] of snippet.matchAll(/\$\{(\d+)(?::((?:\\.|[^}\\])*)|\|([^,|]*)[^|]*\|)\}/g))
    defaults.set(number!, text ?? choice ?? '');
  return snippet
    .replace(
      /\\([\\$}])|\$\{(\d+)(?::(?:\\.|[^}\\])*|\|[^|]*\|)?\}|\$(\d+)/g,
      (_, escaped?: string, named?: string, plain?: string) => escaped ?? defaults.get(named ?? plain ?? '') ?? '',
    )
    .replace(/\\([\\$}])/g, '$1');
}
