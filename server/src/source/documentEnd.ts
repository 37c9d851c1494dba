import type { FirstDocument } from './firstDocument.ts';
import { scan } from './scan.ts';

/**
 * Where Psych stops in a document that is no map in column 0, if that is before the end: it reads one document, and one that is indented
 * ends with the first line of less indentation, one in brackets with their end. What follows is never looked at.
 */
export function documentEnd(text: string, bom: boolean): FirstDocument['end'] {
  const tokens = scan(text).tokens.filter(({ kind }) => kind !== 'comment');
  const first = tokens.find(({ kind }) => kind !== 'anchor' && kind !== 'tag');
  if (!first) return undefined;
  const columnOf = (at: number) => at - text.lastIndexOf('\n', at - 1) - 1;
  if (first.kind === 'open') {
    const close = tokens.findIndex(({ kind, flow }) => kind === 'close' && flow === 1);
    const after = tokens[close + 1];
    return close === -1 || after === undefined || after.kind === 'colon' ? undefined : { at: after.from, why: 'flow' };
  }
  const line = first.from - columnOf(first.from);
  const column = columnOf(tokens.find(({ from }) => from >= line)!.from);
  // plain or quoted text as the whole document goes on over lines of any indentation
  const next = tokens[tokens.indexOf(first) + 1];
  if (first.kind !== 'dash' && first.kind !== 'question' && next?.kind !== 'colon') return undefined;
  let flow = 0;
  for (const token of tokens) {
    if (
      flow === 0 &&
      token.from > first.from &&
      columnOf(token.from) < column &&
      text.slice(token.from - columnOf(token.from), token.from).trim() === ''
    )
      return { at: token.from - columnOf(token.from), why: bom ? 'bom' : 'indent' };
    flow = token.kind === 'open' ? token.flow : token.kind === 'close' ? token.flow - 1 : flow;
  }
  return undefined;
}
