import { fix, scalarText, spanOf } from '../../edit/index.ts';
import type { Fix } from '../../edit/change.ts';
import type { HostItem } from '../../deployment/hostList.ts';

/** Writes the addresses of items that are written as settings (`- host: 192.0.2.1`) as the servers that are meant; nothing where another key, an alias or a second file would be lost or missed, or an address comes twice. */
export function bareHosts(items: readonly HostItem[]): Fix[] {
  const file = items[0]?.node.at.chunk.file;
  if (
    file === undefined ||
    items.some(
      ({ value, tags, node }) =>
        value.kind !== 'map' || value.entries.size > 1 || value.alias || tags[0]!.alias || node.at.chunk.file !== file,
    )
  )
    return [];
  const names = items.map(({ tags }) => tags[0]!.string);
  if (new Set(names).size < names.length) return [];
  return [
    fix(
      `Write the addresses alone: ${names.map((name) => `\`- ${name}\``).join(', ')}`,
      file,
      (source) =>
        items.map(({ value }, index) => {
          const { from, to } = spanOf(source, value.node);
          return { from, to: from + source.text.slice(from, to).trimEnd().length, text: scalarText(names[index]!) };
        }),
      true,
      'unsafe',
    ),
  ];
}
