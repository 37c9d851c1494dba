import type { DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { Entry, Node } from '../source/node.ts';
import { printable } from '../report/printable.ts';
import type { Source } from '../source/source.ts';
import { endOf, keyText, rangeOfSpan, spanOf } from '../source/locate.ts';

const kinds = {
  module: 2,
  namespace: 3,
  class: 5,
  property: 7,
  function: 12,
  constant: 14,
  array: 18,
  object: 19,
} as const satisfies Record<string, SymbolKind>;

const longest = 60;

/** The outline of one file: sections, roles, hosts, accessories and settings, each with its whole range and its value as detail. */
export function symbols(source: Source): DocumentSymbol[] {
  return source.root?.kind === 'map' ? source.root.entries.flatMap((entry) => symbol(source, entry, [])) : [];
}

function symbol(source: Source, entry: Entry, above: readonly string[]): DocumentSymbol[] {
  const key = spanOf(source, entry.key.at);
  if (!key) return [];
  const path = [...above, keyText(entry.key)];
  const end = Math.max(key.to, endOf(source, entry.value));
  const children = childrenOf(source, entry.value, path);
  const detail = detailOf(entry.value);
  return [
    {
      name: printable(path.at(-1) ?? '') || '(empty)',
      kind: kindOf(path, entry.value),
      range: rangeOfSpan(source, { from: key.from, to: end }),
      selectionRange: rangeOfSpan(source, key),
      ...(detail ? { detail } : {}),
      ...(children.length > 0 ? { children } : {}),
    },
  ];
}

function childrenOf(source: Source, value: Node, path: readonly string[]): DocumentSymbol[] {
  if (value.kind === 'map') return value.entries.flatMap((entry) => symbol(source, entry, path));
  if (value.kind === 'list' && path[0] === 'servers') return value.items.flatMap((item) => host(source, item));
  return [];
}

/** A host of a role: `10.0.0.1`, or `10.0.0.1: tag`. */
function host(source: Source, item: Node): DocumentSymbol[] {
  const tagged = item.kind === 'map' ? item.entries[0] : undefined;
  const node = tagged?.key ?? item;
  const name = spanOf(source, node.at);
  if (!name || node.kind !== 'scalar') return [];
  const range = rangeOfSpan(source, { from: name.from, to: tagged ? Math.max(name.to, endOf(source, tagged.value)) : name.to });
  const detail = tagged && detailOf(tagged.value);
  return [
    {
      name: printable(String(node.value)) || '(empty)',
      kind: kinds.constant,
      range,
      selectionRange: rangeOfSpan(source, name),
      ...(detail ? { detail } : {}),
    },
  ];
}

function kindOf(path: readonly string[], value: Node): SymbolKind {
  const [root] = path;
  if (path.length === 1) return value.kind === 'map' || value.kind === 'list' ? kinds.module : kinds.property;
  if (path.length === 2 && root === 'servers') return kinds.class;
  if (path.length === 2 && root === 'accessories') return kinds.object;
  if (path.length === 2 && root === 'aliases') return kinds.function;
  if (value.kind === 'map') return kinds.namespace;
  return value.kind === 'list' ? kinds.array : kinds.property;
}

function detailOf(value: Node): string {
  if (value.kind === 'scalar') return shorten(value.style === 'block' ? String(value.value) : value.text);
  if (value.kind === 'alias') return `*${value.name}`;
  if (value.kind === 'list') return shorten(value.items.map((item) => (item.kind === 'scalar' ? String(item.value) : '…')).join(', '));
  return value.kind === 'unknown' && value.why === 'erb' ? 'ERB' : '';
}

function shorten(text: string): string {
  const line = printable(text.replace(/\s+/g, ' ').trim());
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
