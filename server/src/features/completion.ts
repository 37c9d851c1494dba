import type { CompletionList } from 'vscode-languageserver';
import { shapeAt, type Path } from '../schema/index.ts';
import { Lines } from '../source/lines.ts';
import type { Cursor } from '../source/cursor/cursor.ts';
import { cursorsAt } from '../source/cursor/cursorsAt.ts';
import type { Candidate } from './completion/candidate.ts';
import { formsOf, layoutOf } from './completion/insert.ts';
import { itemOf } from './completion/item.ts';
import { keyCandidates } from './completion/keys.ts';
import { wantsFile } from './completion/paths.ts';
import { pieceCandidates } from './completion/piece.ts';
import { isAlias } from './completion/aliasCommand.ts';
import { isIndex } from './completion/place.ts';
import type { CompletionRequest } from './completion/request.ts';
import { areApart, isSettled, whileTyping } from './completion/typed.ts';
import { valueCandidates } from './completion/values.ts';

/** Characters behind which an editor asks by itself. A line break is none: whoever presses Enter twice wants two lines. */
export const triggerCharacters = [' ', '*', '/'];

/**
 * What may be written at a cursor: keys, values, names, paths and whole pieces. Asked anew for each letter, because less is offered then,
 * unless what remains is clear from the start.
 * @param trigger the character that made the editor ask by itself
 */
export function completion(request: CompletionRequest, trigger?: string): CompletionList {
  const lines = new Lines(request.text);
  const position = (offset: number) => lines.position(offset);
  const found = cursorsAt(request.text, request.offset)
    .flatMap((cursor) => [cursor, ...childOf(cursor, request)])
    .filter((cursor) => isWanted(cursor, trigger) && (!cursor.behind || isAlias(cursor.path)))
    .flatMap((cursor) => candidatesAt(request, cursor).map((candidate) => ({ cursor, candidate })));
  const candidates = found.map(({ candidate }) => candidate);
  const apart = areApart(candidates);
  const settled = isSettled(candidates, apart);
  const items = found.map(({ cursor, candidate }, index) => itemOf(request, cursor, candidate, { index, apart, settled, position }));
  return { isIncomplete: !settled, items };
}

/**
 * A blank asks for values, unless it indents a line or the value may as well begin on the next one: then Enter comes next. A slash asks for
 * the files of a folder, but may end the name of one.
 */
function isWanted({ expects, lead, typed, path }: Cursor, trigger: string | undefined): boolean {
  switch (trigger) {
    case ' ':
      return expects === 'value' && !lead.endsWith('- ') && (typed !== '' || isOneLine(path));
    case '*':
      return typed === '*';
    case '/':
      return wantsFile(path);
    // Only in secrets files.
    case '$':
      return false;
    default:
      return true;
  }
}

/** Behind the colon of a key that takes a map and no single value, its keys may begin on the next line. */
function childOf({ path, expects, typed, quote, flow, indent, from, to, lead }: Cursor, { text }: CompletionRequest): Cursor[] {
  const shape = shapeAt(path);
  const forms = shape ? formsOf(shape) : [];
  const isMap = forms.includes('map') && !forms.includes('scalar');
  if (!isMap || expects !== 'value' || flow || typed !== '' || quote || lead.endsWith('- ') || lineBehind(text, to).trim() !== '')
    return [];
  const { newline, unit } = layoutOf(text);
  const deeper = indent + unit;
  return [
    {
      expects: 'key',
      path,
      lead: newline + deeper,
      present: [],
      flow,
      indent: deeper,
      has: 'nothing',
      from,
      to,
      typed,
      quote,
      closed: true,
    },
  ];
}

function lineBehind(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, end === -1 ? text.length : end);
}

/** Does a value at this place stand on the line of its colon or dash? */
function isOneLine(path: Path): boolean {
  const shape = shapeAt(path);
  return shape === undefined || isIndex(path.at(-1)) || formsOf(shape).every((form) => form === 'scalar');
}

function candidatesAt(request: CompletionRequest, cursor: Cursor): Candidate[] {
  if (cursor.expects === 'value') return whileTyping(request, cursor, valueCandidates(request, cursor));
  const layout = layoutOf(request.text);
  const keys = keyCandidates(request, cursor, layout);
  const pieces = pieceCandidates(request, cursor, layout);
  const isFirst = cursor.path.length === 0 && cursor.present.length === 0;
  return whileTyping(request, cursor, isFirst ? [...pieces, ...keys] : [...keys, ...pieces]);
}
