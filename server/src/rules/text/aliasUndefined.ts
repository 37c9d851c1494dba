import type { Alias, Node } from '../../source/node.ts';
import type { Source } from '../../source/source.ts';
import { fix, spanOf } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { nearest } from '../validation/nearest.ts';

/** Psych::AnchorNotDefined. Each file is read alone, so an anchor of the base is not there for a destination. */
export const aliasUndefined = rule({
  id: 'alias-undefined',
  severity: 'error',
  kind: 'kamal',
  summary: 'A `*name` refers to no `&name` above it in the same file',
  reads: ['unresolved'],
  *check({ unresolved: files }) {
    for (const { source, unresolvedAliases } of files) {
      for (const [index, { alias }] of unresolvedAliases.entries()) {
        if (alias.conditional) continue;
        const elsewhere = files.some((other) => other.source !== source && other.source.text.includes(`&${alias.name}`));
        yield report(
          this,
          alias.at,
          `\`*${alias.name}\` refers to an anchor \`&${alias.name}\` that does not stand above it in this file. Kamal cannot read the file.${elsewhere ? ' Anchors of another file are not seen: Kamal reads each file by itself.' : ''}`,
          // For each, the whole file is gone through.
          { fixes: index < 50 ? fixesFor(source, alias) : [] },
        );
      }
    }
  },
});

/** The anchors above it, the nearest name first. */
function fixesFor(source: Source, alias: Alias): Fix[] {
  const above = anchorsAbove(source, alias);
  const near = nearest(alias.name, above);
  return [...(near ? [near] : []), ...above.filter((name) => name !== near).slice(-5)].map((name) =>
    fix(`Write \`*${name}\``, source.file, (newest) => [{ ...spanOf(newest, alias), text: `*${name}` }], name === near),
  );
}

function anchorsAbove(source: Source, alias: Alias): string[] {
  const end = offsetOf(source, alias);
  const names = new Set<string>();
  const visit = (node: Node): void => {
    if (offsetOf(source, node) >= end) return;
    // A node that holds the alias is not complete there: it would contain itself.
    if (node.anchor !== undefined && offsetOf(source, node, 'to') <= end) names.add(node.anchor);
    if (node.kind === 'list') node.items.forEach(visit);
    if (node.kind === 'map') {
      for (const { key, value } of node.entries) {
        visit(key);
        visit(value);
      }
    }
  };
  if (source.root) visit(source.root);
  return [...names];
}

function offsetOf(source: Source, { at }: Node, end: 'from' | 'to' = 'from'): number {
  return (source.offset(at.chunk) ?? 0) + at[end];
}
