import type { Node } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import { CannotEdit } from './changes.ts';
import { commentsIn } from './comments.ts';
import { dashIndent, indentUnit } from './indent.ts';
import { column, lineBreak, lineEnd } from './lines.ts';
import type { EntryPlace } from './place.ts';
import { flowSafe, scalarText } from './scalar.ts';
import { afterColon, endOfEntry, isLeftOut, spanOf } from './span.ts';

/** A value to write. Scalars are YAML text as it shall stand, on one line (`scalarText` makes one of any string); keys are written as text. */
export type Yaml = string | readonly Yaml[] | { readonly [key: string]: Yaml };

/** A value ready to be written behind `key:` in either style. */
export interface YamlFragment {
  /** What follows the colon of a block entry whose key stands at `column`: ` text`, or lines, the first line break included and the last not. */
  block(column: number): string;
  /** What follows `key: ` in a flow map. Throws CannotEdit where that would lose a comment. */
  flow(): string;
}

/** A new value, indented as this file is. */
export function fragmentOf(source: Source, value: Yaml): YamlFragment {
  const unit = indentUnit(source);
  const dash = dashIndent(source);
  const next = lineBreak(source);
  const block = (value: Yaml, column: number): string => {
    if (typeof value === 'string' || isEmpty(value)) return ` ${flowYaml(value)}`;
    if (isList(value)) return value.map((item) => `${next}${' '.repeat(column + dash)}- ${flowYaml(item)}`).join('');
    const pad = next + ' '.repeat(column + unit);
    return Object.entries(value)
      .map(([key, inner]) => `${pad}${scalarText(key)}:${block(inner, column + unit)}`)
      .join('');
  };
  return { block: (column) => block(value, column), flow: () => flowYaml(value) };
}

function flowYaml(value: Yaml): string {
  if (typeof value === 'string') return value;
  if (isList(value)) return `[${value.map(flowYaml).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${scalarText(key)}: ${flowYaml(inner)}`)
    .join(', ')}}`;
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}

function isEmpty(value: Exclude<Yaml, string>): boolean {
  return Object.keys(value).length === 0;
}

/** The value of an entry as it is written, its comments, quotes and inner indentation kept. */
export function fragmentFrom(source: Source, { map, entry }: EntryPlace): YamlFragment {
  const from = afterColon(source, entry);
  const end = endOfEntry(source, entry);
  const before = column(source.text, spanOf(source, entry.key).from);
  return {
    block: (column) => {
      const text = source.text.slice(from, map.flow ? end : lineEnd(source.text, end)).trimEnd();
      return map.flow ? fromFlow(text, column + indentUnit(source)) : shift(text, before, column - before);
    },
    flow: () => {
      if (commentsIn(source, { from, to: end }).length) throw new CannotEdit('a comment cannot stand in a flow map on one line');
      return flowNode(source, entry.value);
    },
  };
}

/** Moves all lines but the first by `delta` columns; those that stand before `before`, blank lines and comments, stay. */
function shift(text: string, before: number, delta: number): string {
  return text
    .split('\n')
    .map((line, index) => {
      const indent = /^ */.exec(line)![0].length;
      if (index === 0 || indent < before || line.trim() === '') return line;
      return ' '.repeat(Math.max(0, indent + delta)) + line.slice(indent);
    })
    .join('\n');
}

function fromFlow(text: string, column: number): string {
  const lines = text.split('\n').map((line, index) => (index === 0 ? line : ' '.repeat(column) + line.trimStart()));
  return /^\s|^$/.test(text) ? lines.join('\n') : ` ${lines.join('\n')}`;
}

/** A node as flow text on one line. */
function flowNode(source: Source, node: Node): string {
  if (node.anchor !== undefined || node.tag !== undefined) throw new CannotEdit('an anchor or tag stays where it is');
  const { from, to } = spanOf(source, node);
  const text = source.text.slice(from, to).trimEnd();
  if (isLeftOut(node)) return '';
  if (node.kind === 'map' && !node.flow) {
    return `{${node.entries.map(({ key, value }) => `${flowNode(source, key)}: ${flowNode(source, value)}`).join(', ')}}`;
  }
  if (node.kind === 'list' && !node.flow) return `[${node.items.map((item) => flowNode(source, item)).join(', ')}]`;
  const oneLine = !/[\r\n]/.test(text);
  if (node.kind === 'scalar' && (!oneLine || (node.style === 'plain' && !flowSafe(text)) || node.style === 'block')) {
    if (node.type !== 'string') throw new CannotEdit('cannot be written on one line');
    return scalarText(String(node.value));
  }
  if (!oneLine) throw new CannotEdit('cannot be written on one line');
  return text;
}
