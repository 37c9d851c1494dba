import type { ConfigEntry, ScalarValue } from '../../config/value.ts';
import type { Node } from '../../source/node.ts';
import type { Source } from '../../source/source.ts';
import { fix, placeOf, quote, removeEntry, scalarLike, spanOf } from '../../edit/index.ts';
import type { Fix, Safety } from '../../edit/change.ts';

/** A fix that puts text where a scalar stands, in a list too, with quotes where YAML would take it for something else. None behind an alias. */
export function writeText(value: ScalarValue, text: string, preferred = false, safety?: Safety): Fix[] {
  return writeYaml(value, scalarLike(value.node, text), preferred, safety);
}

/** `writeText` for a number or boolean, or anything else that is YAML already. */
export function writeYaml(value: ScalarValue, yaml: string, preferred = false, safety?: Safety): Fix[] {
  const change = (source: Source) => [{ ...spanOf(source, value.node), text: yaml }];
  return isOwn(value) ? [fix(`Write \`${yaml}\``, value.at.chunk.file, change, preferred, safety)] : [];
}

/** A fix that puts a plain scalar in quotes, so that it stays the text that it looks like. */
export function quoteIt(node: Node, preferred: boolean): Fix[] {
  if (node.kind !== 'scalar' || node.style !== 'plain' || node.text === '') return [];
  return [fix(`Quote \`${node.text}\``, node.at.chunk.file, (source) => quote(source, node), preferred)];
}

/** A fix that removes an entry, and the key that it leaves empty unless that would take the whole role or section along. */
export function removeIt({ key, name, value }: ConfigEntry, preferred = false, safety?: Safety, title = `Remove \`${name}\``): Fix {
  return fix(
    title,
    key.at.chunk.file,
    (source) => {
      const place = placeOf(source, key) ?? placeOf(source, value.node);
      if (!place) return undefined;
      return removeEntry(source, place, { emptied: place.parent && place.parent.map.entries.length > 1 ? 'parent' : '{}' });
    },
    preferred,
    safety,
  );
}

/** Is it written where it is used, so that changing it changes nothing else? */
export function isOwn(value: ScalarValue): boolean {
  const { node } = value;
  return !value.alias && node.kind === 'scalar' && node.tag === undefined && node.anchor === undefined && !node.fallback;
}
