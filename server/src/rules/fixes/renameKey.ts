import type { ConfigEntry } from '../../config/value.ts';
import type { Fix } from '../../edit/change.ts';
import { fix, ownPlace, placeAt, renameKey } from '../../edit/index.ts';

/**
 * A fix that gives a key another name, preferred where its map has none of that name.
 * @param path of the map that holds it
 */
export function rename({ key, name, value }: ConfigEntry, path: readonly string[], to: string): Fix[] {
  if (value.alias) return [];
  return [
    fix(
      `Write \`${to}\``,
      key.at.chunk.file,
      (source) => (placeAt(source, ...path, to) ? undefined : renameKey(source, ownPlace(source, key, ...path, name), to)),
      true,
    ),
  ];
}
