import type { Source } from '../source/source.ts';
import type { TextChange } from './change.ts';
import { indentUnit } from './indent.ts';
import { column, lineBreak, lineEnd } from './lines.ts';
import { fragmentFrom, fragmentOf } from './yamlFragment.ts';
import type { Yaml } from './yamlFragment.ts';
import type { EntryPlace } from './place.ts';
import { scalarText } from './scalar.ts';
import { afterColon, endOfEntry, missingColon, spanOf } from './span.ts';

/**
 * Puts an entry's value, as it is written, under new keys, one within the other, perhaps with another entry behind it:
 * `web: [a]` under `hosts` becomes `web:` with `hosts: [a]` and the other entry in it.
 */
export function wrapValue(
  source: Source,
  place: EntryPlace,
  under: readonly string[],
  other?: { readonly key: string; readonly value: Yaml },
): TextChange[] {
  const { map, entry } = place;
  const piece = fragmentFrom(source, place);
  const added = other && fragmentOf(source, other.value);
  const keys = under.map(scalarText);
  const from = afterColon(source, entry);
  const end = endOfEntry(source, entry);
  if (map.flow) {
    const inner = `${keys.at(-1)}: ${piece.flow()}${added ? `, ${scalarText(other.key)}: ${added.flow()}` : ''}`;
    return [
      {
        from,
        to: end,
        text: `${missingColon(source, entry)} ${keys.slice(0, -1).reduceRight((text, key) => `{${key}: ${text}}`, `{${inner}}`)}`,
      },
    ];
  }
  const unit = indentUnit(source);
  const first = column(source.text, spanOf(source, entry.key).from) + unit;
  const at = first + (keys.length - 1) * unit;
  const line = (column: number, text: string) => `${lineBreak(source)}${' '.repeat(column)}${text}`;
  const outer = keys.slice(0, -1).map((key, depth) => line(first + depth * unit, `${key}:`));
  const behind = added ? line(at, `${scalarText(other.key)}:${added.block(at)}`) : '';
  return [{ from, to: lineEnd(source.text, end), text: outer.join('') + line(at, `${keys.at(-1)}:${piece.block(at)}`) + behind }];
}
