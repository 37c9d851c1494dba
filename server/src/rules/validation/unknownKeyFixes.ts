import type { ConfigEntry } from '../../config/value.ts';
import type { Node } from '../../source/node.ts';
import {
  type Yaml,
  fix,
  keepingComments,
  mergeChanges,
  moveTo,
  placeAt,
  placeOf,
  safeFix,
  renameKey,
  replaceBy,
  replaceValue,
  scalarLike,
} from '../../edit/index.ts';
import type { Fix } from '../../edit/change.ts';
import { shapeAt } from '../../schema/index.ts';
import { wordsOf } from './fit.ts';
import { removeWhole } from '../fixes/removeWhole.ts';
import { indentFixes } from './unindented.ts';
import type { Meant } from './meant.ts';
import { migrationFixes, toYaml } from './migrationFixes.ts';
import type { Path, UnknownKeys } from './problem.ts';
import { dotted } from './words.ts';

/** What can be done about an unknown key: what was probably meant first, removing it last. */
export function unknownKeyFixes({ path, map }: UnknownKeys, entry: ConfigEntry, meant: Meant | undefined, proxied: boolean): Fix[] {
  const { key } = entry;
  if (key.kind !== 'scalar') return [];
  const fixes: Fix[] = indentFixes(map, key, [...path, entry.name]);
  if (fixes.length > 0) return [...fixes, removal(key, `Remove \`${entry.name}\``)];
  switch (meant?.is) {
    case 'typo':
      fixes.push(rename(entry, [...path, meant.name], true));
      break;
    case 'extension':
      fixes.push(rename(entry, [meant.name], true));
      break;
    case 'move':
      if (!sameMap(path, meant.to)) fixes.push(move(entry, meant.to, meant.sure && proxied));
      else if (!map.entries.has(meant.to.at(-1)!)) fixes.push(rename(entry, meant.to, false));
      break;
    case 'migration':
      fixes.push(...migrationFixes(meant.migration, entry, meant.path, map, proxied));
      break;
  }
  const title =
    entry.name === '' || key.text === '' ? 'Remove the key without a name' : `Remove \`${key.style === 'plain' ? key.text : entry.name}\``;
  if (!fixes.some((one) => one.title === title || one.title.startsWith(`${title}:`))) fixes.push(removal(key, title));
  return fixes;
}

function sameMap(path: Path, to: Path): boolean {
  return to.length === path.length + 1 && path.every((part, i) => part === to[i]);
}

/** A text becomes a list where the new key asks for one. */
function rename({ key, value }: ConfigEntry, path: Path, preferred: boolean): Fix {
  const build = preferred ? safeFix : fix;
  const to = path.at(-1)!;
  const isText = value.kind === 'scalar' && value.type === 'string' && !value.alias && value.node.anchor === undefined;
  const wanted = isText ? shapeAt(path) : undefined;
  const text = wanted && isText && wordsOf(wanted) === 'an array' ? `[${scalarLike(value.node, value.string)}]` : undefined;
  return build(`Rename to \`${to}\``, key.at.chunk.file, (source) => {
    const place = placeOf(source, key);
    const taken = place?.map.entries.some((other) => other.key !== key && other.key.kind === 'scalar' && other.key.value === to);
    if (!place || taken) return undefined;
    return mergeChanges(renameKey(source, place, to), text === undefined ? [] : replaceValue(source, place, text));
  });
}

function move({ key, value }: ConfigEntry, to: Path, preferred: boolean): Fix {
  const build = preferred ? safeFix : fix;
  return build(to.length === 1 ? `Move \`${to[0]}\` to the root` : `Move to \`${dotted(to)}\``, key.at.chunk.file, (source) => {
    const place = placeOf(source, key);
    if (!place || placeAt(source, ...to)) return undefined;
    const yaml = placeAt(source, ...to.slice(0, -1))?.entry.value.kind === 'scalar' ? toYaml(value) : undefined;
    if (yaml === undefined) return moveTo(source, place, to);
    // `proxy: true` becomes a map with the key in it.
    const [first, ...below] = to;
    const tree = { [first!]: below.reduceRight<Yaml>((inner, part) => ({ [part]: inner }), yaml) };
    return keepingComments(source, place, replaceBy(source, place, tree));
  });
}

function removal(key: Node, title: string): Fix {
  return fix(title, key.at.chunk.file, (source) => {
    const place = placeOf(source, key);
    return place && removeWhole(source, place);
  });
}
