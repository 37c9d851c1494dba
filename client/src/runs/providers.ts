import * as vscode from 'vscode';
import type { CommandPlace } from '../../../server/src/protocol.ts';
import { scheme, type CommandDocuments } from './documents.ts';
import { partsAt, placesOf, rangeOf, rangeOfPart } from './origins.ts';

/** In what Kamal runs: from an argument to its key, on a hover the names of the keys, and the servers as an outline. */
export function commandProviders(documents: CommandDocuments): vscode.Disposable[] {
  const under = (document: vscode.TextDocument, position: vscode.Position) => {
    const known = documents.of(document);
    const [part] = known ? partsAt(known, new vscode.Range(position, position)) : [];
    return known && part && { range: rangeOfPart(part), places: placesOf(known, [part]) };
  };
  return [
    vscode.languages.registerDefinitionProvider(
      { scheme },
      {
        provideDefinition(document, position): vscode.LocationLink[] {
          const found = under(document, position);
          return (found?.places ?? []).map(({ uri, range }) => ({
            originSelectionRange: found!.range,
            targetUri: vscode.Uri.parse(uri),
            targetRange: rangeOf(range),
          }));
        },
      },
    ),
    vscode.languages.registerHoverProvider(
      { scheme },
      {
        provideHover(document, position): vscode.Hover | undefined {
          const found = under(document, position);
          return found && new vscode.Hover(new vscode.MarkdownString(`From ${found.places.map(link).join(' and ')}`), found.range);
        },
      },
    ),
    vscode.languages.registerDocumentSymbolProvider({ scheme }, { provideDocumentSymbols: (document) => outline(documents, document) }),
  ];
}

function link({ uri, range: { start }, path }: CommandPlace): string {
  const file = vscode.Uri.parse(uri);
  const where = `${vscode.workspace.asRelativePath(file)}:${start.line + 1}`;
  return `[${`${path} (${where})`.replace(/[[\]\\`*_<]/g, '\\$&')}](${file.with({ fragment: `L${start.line + 1},${start.character + 1}` }).toString()})`;
}

function outline(documents: CommandDocuments, document: vscode.TextDocument): vscode.DocumentSymbol[] {
  const sections = documents.of(document)?.sections ?? [];
  const last = document.lineCount - 1;
  return sections.map(({ host, line, steps }, index) => {
    const end = (sections[index + 1]?.line ?? last + 1) - 1;
    const server = symbol(document, host, vscode.SymbolKind.Namespace, line, end);
    server.children = steps.map(({ what, line: at }, step) =>
      symbol(document, what, vscode.SymbolKind.Function, at, (steps[step + 1]?.line ?? end + 1) - 1),
    );
    return server;
  });
}

function symbol(document: vscode.TextDocument, name: string, kind: vscode.SymbolKind, from: number, to: number): vscode.DocumentSymbol {
  const title = document.lineAt(from).range;
  return new vscode.DocumentSymbol(name, '', kind, title.union(document.lineAt(to).range), title);
}
