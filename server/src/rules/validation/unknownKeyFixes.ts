import type { ConfigEntry } from '../../config/value.ts';
import { filled } from '../../schema/path.ts';
import type { Remedy } from '../../schema/migrations.ts';
import type { Node } from '../../source/node.ts';
import { fix, moveTo, placeAt, placeOf, preferredFix, removeEntry, renameKey, replaceValue } from '../edit/index.ts';
import type { Fix } from '../rule.ts';
import type { Meant } from './meant.ts';
import type { Path, UnknownKeys } from './walk.ts';
import { dotted } from './words.ts';

/** What can be done about an unknown key: what was probably meant first, removing it last. */
export function unknownKeyFixes({ path }: UnknownKeys, entry: ConfigEntry, meant: Meant | undefined): Fix[] {
  const { key } = entry;
  if (key.kind !== 'scalar') return [];
  const fixes: Fix[] = [];
  switch (meant?.is) {
    case 'typo':
      fixes.push(rename(key, meant.name, true));
      break;
    case 'extension':
      fixes.push(rename(key, `x-${entry.name}`, true));
      break;
    case 'move':
      fixes.push(sameMap(path, meant.to) ? rename(key, meant.to.at(-1)!, false) : move(key, meant.to, meant.why === 'elsewhere'));
      break;
    case 'migration':
      fixes.push(...migrate(key, entry, meant.migration.remedy, meant.path, meant.migration.path));
      break;
  }
  if (meant?.is !== 'migration' || meant.migration.remedy.is !== 'remove') fixes.push(removal(key, entry, false));
  return fixes;
}

function sameMap(path: Path, to: Path): boolean {
  return to.length === path.length + 1 && path.every((part, i) => part === to[i]);
}

function rename(key: Node, to: string, preferred: boolean): Fix {
  const build = preferred ? preferredFix : fix;
  return build(`Rename to \`${to}\``, key.at.chunk.file, (source) => {
    const place = placeOf(source, key);
    const taken = place?.map.entries.some((other) => other.key.kind === 'scalar' && other.key.value === to);
    return place && !taken ? renameKey(source, place, to) : undefined;
  });
}

function move(key: Node, to: Path, preferred: boolean): Fix {
  const build = preferred ? preferredFix : fix;
  return build(to.length === 1 ? `Move \`${to[0]}\` to the root` : `Move to \`${dotted(to)}\``, key.at.chunk.file, (source) => {
    const place = placeOf(source, key);
    return place && !placeAt(source, ...to) ? moveTo(source, place, to) : undefined;
  });
}

function removal(key: Node, entry: ConfigEntry, preferred: boolean): Fix {
  const build = preferred ? preferredFix : fix;
  return build(`Remove \`${entry.name}\``, key.at.chunk.file, (source) => {
    const place = placeOf(source, key);
    return place && removeEntry(source, place, { emptied: 'parent' });
  });
}

function migrate(key: Node, entry: ConfigEntry, remedy: Remedy, path: Path, pattern: Path): Fix[] {
  const { file } = key.at.chunk;
  const text = entry.value.kind === 'scalar' ? entry.value.string : null;
  switch (remedy.is) {
    case 'remove':
      return [removal(key, entry, true)];
    case 'rename': {
      const value = text === null ? undefined : remedy.values?.[text];
      return [
        preferredFix(`Write \`${remedy.to}\` as Kamal 2 wants it`, file, (source) => {
          const place = placeOf(source, key);
          if (!place || place.map.entries.some((other) => other.key.kind === 'scalar' && other.key.value === remedy.to)) return undefined;
          return [...renameKey(source, place, remedy.to), ...(value === undefined ? [] : replaceValue(source, place, value))];
        }),
      ];
    }
    case 'move': {
      if (remedy.append) return [];
      const to = filled(remedy.to, pattern, path);
      const seconds = remedy.as === 'seconds' && text !== null ? /^(\d+)s?$/.exec(text)?.[1] : undefined;
      return [
        preferredFix(`Move to \`${dotted(to)}\``, file, (source) => {
          const place = placeOf(source, key);
          return place && !placeAt(source, ...to) ? moveTo(source, place, to, seconds) : undefined;
        }),
      ];
    }
    case 'collapse':
      return [];
  }
}
