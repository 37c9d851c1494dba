import { InsertTextFormat, InsertTextMode, type CompletionItem } from 'vscode-languageserver';
import type { Cursor } from '../../source/cursor/cursor.ts';
import { withoutStops, type Candidate } from './candidate.ts';
import type { CompletionRequest } from './request.ts';
import { comparedText, type ListOfCandidates } from './typed.ts';

/** What a completion carries to `resolve`, where its documentation is looked up. */
export interface CompletionData {
  readonly about?: readonly string[];
  readonly documentation?: string;
}

/** A list of completions: the place of an item in it, and where offsets are. */
interface InList extends ListOfCandidates {
  readonly index: number;
  position(offset: number): { line: number; character: number };
}

/** A candidate as an editor takes it. */
export function itemOf(request: CompletionRequest, cursor: Cursor, candidate: Candidate, list: InList): CompletionItem {
  const { client } = request;
  const { index, position } = list;
  const { label, kind, detail, about, documentation, again } = candidate;
  const closesQuote =
    cursor.quote !== '' &&
    ((cursor.expects === 'value' && !cursor.closed) || (cursor.expects === 'key' && cursor.closed && cursor.has !== 'colon'));
  const { from, to } = candidate.range ?? cursor;
  const inKey = cursor.expects === 'key';
  const snippet = `${cursor.lead}${candidate.snippet}${closesQuote && !inKey ? cursor.quote : ''}${beforeComment(request.text, to)}`;
  const plain = withoutStops(snippet);
  const hasStops = client.snippets && plain !== snippet;
  const filter = comparedText(candidate, cursor, list);
  const data: CompletionData = { ...(about ? { about } : {}), ...(documentation === undefined ? {} : { documentation }) };
  return {
    label,
    kind,
    ...(detail === undefined ? {} : { detail }),
    sortText: String(index).padStart(4, '0'),
    ...(filter === label ? {} : { filterText: filter }),
    textEdit: { range: { start: position(from), end: position(closesQuote && inKey ? to + 1 : to) }, newText: hasStops ? snippet : plain },
    insertTextFormat: hasStops ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(client.asIs ? { insertTextMode: InsertTextMode.asIs } : {}),
    ...(again && client.suggest ? { command: { title: 'Suggest', command: client.suggest } } : {}),
    ...(Object.keys(data).length > 0 ? { data } : {}),
  };
}

/** A comment right behind the cursor would become part of what is put in. */
function beforeComment(text: string, to: number): string {
  return text[to] === '#' ? ' ' : '';
}
