import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver';
import type { SecretsFile } from '../../references/declaredSecrets.ts';
import { rangeOfSpan } from '../../source/locate.ts';

/** The names that a secrets file declares, as an outline. */
export function secretsSymbols({ source, assignments }: SecretsFile): DocumentSymbol[] {
  return assignments.map(({ key, from, to }) => {
    const range = rangeOfSpan(source, { from, to });
    return { name: key, kind: SymbolKind.Key, range, selectionRange: range };
  });
}
