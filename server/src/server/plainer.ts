import type {
  CodeAction,
  Command,
  CompletionItem,
  CompletionList,
  Diagnostic,
  DocumentSymbol,
  Hover,
  MarkupContent,
  SymbolInformation,
} from 'vscode-languageserver';
import { plaintext } from '../features/markdown.ts';
import type { Client } from './client.ts';

/** The command by which a client that only takes commands has an edit made. */
export const applyEditCommand = 'kamal.applyEdit';

/** By the method of the request: its answer for a client that says that it can do less. */
const plainer: Readonly<Record<string, (answer: never, client: Client, uri: string) => unknown>> = {
  'textDocument/hover': (hover: Hover | null, { markdown }) =>
    hover && !markdown.hover ? { ...hover, contents: plain(hover.contents as MarkupContent) } : hover,
  'textDocument/completion': (list: CompletionList | null, { markdown }) =>
    list && !markdown.completion ? { ...list, items: list.items.map(plainItem) } : list,
  'completionItem/resolve': (item: CompletionItem, { markdown }) => (markdown.completion ? item : plainItem(item)),
  'textDocument/documentSymbol': (symbols: DocumentSymbol[], { hierarchicalSymbols }, uri) =>
    hierarchicalSymbols ? symbols : symbols.flatMap((symbol) => flat(symbol, uri)),
  'textDocument/codeAction': (actions: CodeAction[], { codeActions }) => (codeActions ? actions : actions.flatMap(command)),
};

/** An answer in the form that the client takes. */
export function inWordsOf(client: Client, method: string, answer: unknown, uri: string): unknown {
  return plainer[method]?.(answer as never, client, uri) ?? answer;
}

/** Diagnostics with what the client shows of them. */
export function plainDiagnostics(client: Client, diagnostics: Diagnostic[]): Diagnostic[] {
  const { relatedInformation, tags, codeDescription } = client.diagnostics;
  if (relatedInformation && tags && codeDescription) return diagnostics;
  return diagnostics.map((diagnostic) => {
    const shown = { ...diagnostic };
    if (!relatedInformation) delete shown.relatedInformation;
    if (!tags) delete shown.tags;
    if (!codeDescription) delete shown.codeDescription;
    return shown;
  });
}

function plain({ value }: MarkupContent): MarkupContent {
  return { kind: 'plaintext', value: plaintext(value) };
}

function plainItem(item: CompletionItem): CompletionItem {
  return typeof item.documentation === 'object' ? { ...item, documentation: plain(item.documentation) } : item;
}

function flat({ name, kind, range, children = [] }: DocumentSymbol, uri: string, containerName?: string): SymbolInformation[] {
  const symbol = { name, kind, location: { uri, range }, ...(containerName === undefined ? {} : { containerName }) };
  return [symbol, ...children.flatMap((child) => flat(child, uri, name))];
}

function command({ title, edit }: CodeAction): Command[] {
  return edit ? [{ title, command: applyEditCommand, arguments: [edit] }] : [];
}
