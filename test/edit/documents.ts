import fc from 'fast-check';
import type { Node } from '../../server/src/source/node.ts';

/** A value as data: keys in order, scalars as text. */
export type Data = string | null | Data[] | Map<string, Data>;

/** What a node says, without how it is written. */
export function dataOf(node: Node | null): Data {
  if (node?.kind === 'map') return new Map(node.entries.map(({ key, value }) => [String(dataOf(key)), dataOf(value)]));
  if (node?.kind === 'list') return node.items.map(dataOf);
  if (node?.kind === 'scalar') return node.value === null ? null : String(node.value);
  return null;
}

interface Style {
  readonly unit: number;
  /** Do lists stand at their key's column? */
  readonly dashAtKey: boolean;
}

/** A boolean or number as it stands: quotes would make text of it. */
function isTyped(value: string): boolean {
  return /^(true|false|\d+)$/.test(value);
}

/** Draws how each part is written: flow or block, quotes, comments and blank lines. Every comment has a text of its own. */
class Writer {
  #comments = 0;
  readonly #draw: (max: number) => number;
  readonly #style: Style;

  constructor(draw: (max: number) => number, style: Style) {
    this.#draw = draw;
    this.#style = style;
  }

  root(data: Map<string, Data>): string {
    return this.#map(data, 0) + this.#commentLine(0);
  }

  #map(data: Map<string, Data>, column: number): string {
    let text = '';
    for (const [key, value] of data)
      text += this.#commentLine(column) + ' '.repeat(column) + this.#key(key) + ':' + this.#value(value, column);
    return text;
  }

  /** What follows the colon of a key at `column`, to the end of its last line. */
  #value(value: Data, column: number): string {
    const flow = this.#draw(3) === 0;
    if (value instanceof Map && value.size && !flow) return `${this.#trailing()}\n${this.#map(value, column + this.#style.unit)}`;
    if (Array.isArray(value) && value.length && !flow)
      return `${this.#trailing()}\n${this.#items(value, column + (this.#style.dashAtKey ? 0 : this.#style.unit))}`;
    if (typeof value === 'string' && !isTyped(value) && this.#draw(6) === 0)
      return ` |\n${' '.repeat(column + this.#style.unit)}${value}\n`.replace(/\|(?=[^]*\n$)/, '|-');
    return `${value === null ? '' : ' '}${this.#flow(value)}${this.#trailing()}\n`;
  }

  #items(items: Data[], column: number): string {
    const pad = ' '.repeat(column);
    return items
      .map((item) => {
        if (item instanceof Map && item.size && this.#draw(2) === 0)
          return (
            pad +
            '- ' +
            this.#map(item, column + 2)
              .trimStart()
              .replace(/^(#.*\n *)+/, '')
          );
        return `${this.#commentLine(column)}${pad}- ${this.#flow(item)}${this.#trailing()}\n`;
      })
      .join('');
  }

  #flow(data: Data): string {
    const blank = this.#draw(2) ? ' ' : '';
    if (data instanceof Map)
      return data.size
        ? `{${blank}${[...data].map(([key, value]) => `${this.#key(key)}: ${this.#flow(value)}`).join(', ')}${blank}}`
        : '{}';
    if (Array.isArray(data)) return `[${data.map((item) => this.#flow(item)).join(', ')}]`;
    return data === null ? '~' : this.#scalar(data);
  }

  #key(key: string): string {
    return this.#draw(8) === 0 ? `"${key}"` : key;
  }

  #scalar(value: string): string {
    if (isTyped(value)) return value;
    return [value, value, `'${value}'`, `"${value}"`][this.#draw(4)]!;
  }

  #trailing(): string {
    return this.#draw(3) === 0 ? `${' '.repeat(1 + this.#draw(2))}# c${this.#comments++}.` : '';
  }

  #commentLine(column: number): string {
    const blank = this.#draw(6) === 0 ? '\n' : '';
    return this.#draw(4) === 0 ? `${blank}${' '.repeat(this.#draw(3) ? column : 0)}# c${this.#comments++}.\n` : blank;
  }
}

const name = fc.constantFrom('web', 'job', 'proxy', 'ssl', 'host', 'hosts', 'env', 'cmd', 'app_port', 'a', 'b');
const scalar = fc.constantFrom(
  'shop.example',
  'x',
  'bin/jobs',
  '10.0.0.1',
  'long text with blanks',
  "it's".replace("'", '-'),
  'ö',
  'a/b:c',
);

const { value } = fc.letrec<{ value: Data; map: Map<string, Data>; list: Data[] }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('map'), tie('list')),
  map: fc.uniqueArray(fc.tuple(name, tie('value')), { selector: ([key]) => key, maxLength: 4 }).map((entries) => new Map(entries)),
  list: fc.array(tie('value'), { maxLength: 3 }),
}));

/** Documents of some data, each written in a style of its own, in block and flow, with comments, LF or CRLF. */
export function written(data: fc.Arbitrary<Map<string, Data>>): fc.Arbitrary<{ data: Map<string, Data>; text: string }> {
  return fc
    .record({
      data,
      unit: fc.constantFrom(2, 4),
      dashAtKey: fc.boolean(),
      crlf: fc.boolean(),
      finalBreak: fc.boolean(),
      draws: fc.infiniteStream(fc.nat(1000)),
    })
    .map(({ data, unit, dashAtKey, crlf, finalBreak, draws }) => {
      const draw = (max: number) => (draws.next().value as number) % max;
      const text = new Writer(draw, { unit, dashAtKey }).root(data);
      const ended = finalBreak ? text : text.replace(/\n$/, '');
      return { data, text: crlf ? ended.replaceAll('\n', '\r\n') : ended };
    });
}

/** Documents of any data. */
export const documents = written(
  fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, minLength: 1, maxLength: 5 }).map((entries) => new Map(entries)),
);
