import type { Node } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import { firstDefined } from './firstDefined.ts';
import { column } from './lines.ts';
import { columnOf, dashOf, spanOf } from './span.ts';

/** Columns by which this file indents a nested map: read from its first one; 2 where there is none. */
export function indentUnit(source: Source): number {
  return (source.root && unitIn(source, source.root)) ?? 2;
}

function unitIn(source: Source, node: Node): number | undefined {
  if (node.kind === 'list') return firstDefined(node.items, (item) => unitIn(source, item));
  if (node.kind !== 'map' || node.flow) return undefined;
  return firstDefined(node.entries, ({ key, value }) => {
    if (value.kind === 'map' && !value.flow && value.entries.length) {
      const unit = columnOf(source, value) - column(source.text, spanOf(source, key).from);
      if (unit > 0) return unit;
    }
    return unitIn(source, value);
  });
}

/** Columns by which this file indents the `-` of a list under its key: 0 where its first list stands at the key's own column. */
export function dashIndent(source: Source): number {
  return (source.root && dashIn(source, source.root)) ?? indentUnit(source);
}

function dashIn(source: Source, node: Node): number | undefined {
  if (node.kind !== 'map' || node.flow) return undefined;
  return firstDefined(node.entries, ({ key, value }) => {
    if (value.kind !== 'list' || value.flow || !value.items.length) return dashIn(source, value);
    return column(source.text, dashOf(source, value, value.items[0]!)) - column(source.text, spanOf(source, key).from);
  });
}
