// Texts that are like a given one: an entry left out, under a condition, hanging on ERB, behind an alias, in a list, or with another value.
import type { Node } from '../../server/src/source/node.ts';
import { read } from '../../server/src/source/read.ts';
import { spanOf } from '../../server/src/edit/index.ts';
import { endOf } from '../../server/src/source/locate.ts';

export interface Neighbour {
  /** `without`, `maybe`, `ERB`, `alias`, `list` or `other`. */
  readonly how: string;
  /** The line in which the changed entry begins, from 1. */
  readonly line: number;
  readonly text: string;
}

interface Place {
  readonly from: number;
  readonly to: number;
  /** Of a value; an entry has none. */
  readonly scalar?: string;
  /** Of an entry that holds a map or a list: where that begins. */
  readonly inside?: number;
}

/**
 * All neighbours of a file, in the order of its text.
 * @param start the offset behind which it is changed
 */
export function neighboursOf(file: string, text: string, start: number): Neighbour[] {
  const source = read(file, text);
  const places: Place[] = [];
  const visit = (node: Node): void => {
    const span = spanOf(source, node);
    if (node.kind === 'map')
      for (const { key, value } of node.entries) {
        const from = spanOf(source, key)?.from;
        const inside = value.kind === 'map' || value.kind === 'list' ? spanOf(source, key)?.to : undefined;
        if (from !== undefined)
          places.push({ from, to: Math.max(endOf(source, value), endOf(source, key)), ...(inside !== undefined && { inside }) });
        visit(value);
      }
    else if (node.kind === 'list')
      for (const item of node.items) {
        const span = spanOf(source, item);
        if (span && item.kind !== 'unknown') places.push({ from: span.from, to: Math.max(span.to, endOf(source, item)) });
        visit(item);
      }
    else if (node.kind === 'scalar' && span && node.style !== 'block' && !node.anchor && span.to > span.from)
      places.push({ ...span, scalar: text.slice(span.from, span.to) });
  };
  if (source.root) visit(source.root);
  const line = (offset: number): number => text.slice(0, offset).split('\n').length;
  return places
    .filter(({ from }) => from >= start)
    .flatMap((place) =>
      (place.scalar === undefined ? ofEntry(text, place) : ofValue(text, place, place.scalar)).map((one) => ({
        ...one,
        line: line(place.from),
      })),
    );
}

type Changed = Omit<Neighbour, 'line'>;

/** Only of one that has its lines for itself. */
function ofEntry(text: string, { from, to, inside }: Place): Changed[] {
  const begin = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', to - 1);
  if (
    end < 0 ||
    !/^\s*(- )?$/.test(text.slice(begin, from)) ||
    (text.slice(begin, from).includes('- ') && /^[\w-]+:(\s|$)/.test(text.slice(from)))
  )
    return [];
  const lines = text.slice(begin, end + 1);
  const put = (how: string, instead: string): Changed => ({ how, text: text.slice(0, begin) + instead + text.slice(end + 1) });
  const whole = inside === undefined ? [] : [put('ERB', `${text.slice(begin, inside)}: <%= x %>\n`)];
  return [put('without', ''), put('maybe', `<% if x %>\n${lines}<% end %>\n`), ...whole];
}

function ofValue(text: string, { from, to }: Place, value: string): Changed[] {
  const put = (how: string, instead: string, before = ''): Changed => ({
    how,
    text: before + text.slice(0, from) + instead + text.slice(to),
  });
  const number = /^\d+$/.test(value) ? String(Number(value) + 1) : undefined;
  const other =
    value === 'true'
      ? 'false'
      : value === 'false'
        ? 'true'
        : (number ?? (/["']$/.test(value) ? `${value.slice(0, -1)}x${value.at(-1)}` : `${value}x`));
  return [
    put('ERB', '<%= x %>'),
    put('other', other),
    put('list', `[${value}]`),
    ...(/[{}[\]]/.test(value) ? [] : [put('alias', '*a', `x-a: &a ${value}\n`)]),
  ];
}
