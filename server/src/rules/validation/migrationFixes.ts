import type { ConfigEntry, MapValue, Value } from '../../config/value.ts';
import { filled, migrationAt, migrationsBelow, shapeAt, type Migration, type Remedy } from '../../schema/index.ts';
import {
  fix,
  keepingComments,
  moveTo,
  placeAt,
  placeOf,
  safeFix,
  unsafeFix,
  renameKey,
  replaceBy,
  replaceValue,
  type Yaml,
} from '../../edit/index.ts';
import type { Fix } from '../../edit/change.ts';
import { removeWhole } from '../fixes/removeWhole.ts';
import { wordsOf } from './fit.ts';
import type { Path } from './problem.ts';
import { traefikFixes } from './traefik.ts';
import { dotted } from './words.ts';

/**
 * What turns a key of Kamal 1 into what Kamal 2 wants.
 * @param path where the entry stands
 * @param map the merged map that holds it
 * @param proxied does its role take web traffic, where it belongs to a role
 */
export function migrationFixes(migration: Migration, entry: ConfigEntry, path: Path, map: MapValue, proxied: boolean): Fix[] {
  const remedy = (!proxied && migration.unproxied) || migration.remedy;
  if (entry.value.alias || entry.key.kind !== 'scalar') return [];
  switch (remedy.is) {
    case 'remove':
      if (path.length === 1 && entry.name === 'traefik' && !allGo(entry, path)) return traefikFixes(entry, map);
      return entry.value.kind === 'map' && migrationsBelow(path).length ? spread(entry, path, remedy) : [removal(entry)];
    case 'rename':
      return map.entries.has(remedy.to) ? [removal(entry)] : [rename(entry, remedy)];
    case 'move':
      if (remedy.append) return [];
      return spread(entry, path, { ...remedy, to: filled(remedy.to, migration.path, path) });
    case 'collapse':
      return [];
  }
}

/** Has all that is in it a place of its own now? */
function allGo({ value }: ConfigEntry, path: Path): boolean {
  return value.kind === 'map' && value.entries.size > 0 && [...value.entries.values()].every(({ name }) => migrationAt([...path, name]));
}

function removal(entry: ConfigEntry): Fix {
  return safeFix(`Remove \`${entry.name}\``, entry.key.at.chunk.file, (source) => {
    const place = placeOf(source, entry.key);
    return place && removeWhole(source, place);
  });
}

function rename(entry: ConfigEntry, { to, values, guesses }: Remedy & { is: 'rename' }): Fix {
  const text = entry.value.kind === 'scalar' ? entry.value.string : '';
  const guess = guesses?.[text];
  const value = values?.[text] ?? guess;
  const build = (source: Parameters<Parameters<typeof fix>[2]>[0]) => {
    const place = placeOf(source, entry.key);
    return place && [...renameKey(source, place, to), ...(value === undefined ? [] : replaceValue(source, place, value))];
  };
  const { file } = entry.key.at.chunk;
  if (guess !== undefined) return unsafeFix(`Write \`${to}: ${guess}\`, if that is what the servers have`, file, build);
  // A map of Traefik's settings says nothing to kamal-proxy.
  return fix(`Write \`${to}\` as Kamal 2 wants it`, file, build, entry.value.kind === 'scalar');
}

/** An entry of which each part goes to its own place, or nowhere. */
function spread(entry: ConfigEntry, path: Path, remedy: Remedy & { is: 'move' | 'remove' }): Fix[] {
  const { file } = entry.key.at.chunk;
  const parts = partsOf(entry.value, path, remedy);
  if (parts === undefined) return [];
  const [first] = parts;
  if (!first) return [removal(entry)];
  const whole = remedy.is === 'move' ? remedy.to : undefined;
  const title = `Move to ${[...new Set(parts.map(({ to }) => `\`${dotted(whole?.every((part, i) => part === to[i]) ? whole : to)}\``))].join(' and ')}`;
  return [
    safeFix(title, file, (source) => {
      const place = placeOf(source, entry.key);
      if (!place) return undefined;
      // As it is written, with its comments, where nothing in it changes.
      if (parts.every(({ changed }) => !changed) && whole && !placeAt(source, ...whole)) return moveTo(source, place, whole);
      return keepingComments(source, place, replaceBy(source, place, treeOf(parts)));
    }),
  ];
}

interface Part {
  readonly to: Path;
  readonly value: Yaml;
  /** Stands elsewhere, or with another value, than if the whole were moved. */
  readonly changed: boolean;
}

/** Undefined where ERB stands in it. */
function partsOf(value: Value, path: Path, remedy: Remedy): Part[] | undefined {
  if (value.kind === 'map' && (migrationsBelow(path).length || remedy.is === 'remove')) {
    if (value.incomplete) return undefined;
    const parts = [...value.entries.values()].map((entry): Part[] | undefined => {
      const here = [...path, entry.name];
      const own = migrationAt(here);
      if (own?.remedy.is === 'remove') return [{ to: [], value: '', changed: true }];
      if (own?.remedy.is === 'move' && !own.remedy.append)
        return partsOf(entry.value, here, { ...own.remedy, to: filled(own.remedy.to, own.path, here) });
      if (remedy.is !== 'move') return [];
      return partsOf(entry.value, here, { is: 'move', to: [...remedy.to, entry.name] });
    });
    return parts.includes(undefined) ? undefined : marked(parts as Part[][], remedy);
  }
  if (remedy.is !== 'move') return [];
  const text = value.kind === 'scalar' ? value.string : '';
  const seconds = remedy.as === 'seconds' ? /^(\d+)s$/.exec(text)?.[1] : undefined;
  const shape = shapeAt(remedy.to);
  const whole = shape && wordsOf(shape) === 'an integer' && /^\d+$/.test(text) ? text : undefined;
  const yaml = seconds ?? whole ?? toYaml(value);
  return yaml === undefined ? undefined : [{ to: remedy.to, value: yaml, changed: yaml !== toYaml(value) }];
}

/** Without the parts that go nowhere; then the rest is not the whole. */
function marked(parts: readonly Part[][], remedy: Remedy): Part[] {
  const all = parts.flat();
  const kept = all.filter(({ to }) => to.length);
  const whole = kept.length === all.length && remedy.is === 'move' && kept.every(({ to }) => remedy.to.every((part, i) => part === to[i]));
  return kept.map((part) => (whole ? part : { ...part, changed: true }));
}

function treeOf(parts: readonly Part[]): Record<string, Yaml> {
  const tree: Record<string, Yaml> = {};
  for (const { to, value } of parts) {
    let map = tree;
    for (const key of to.slice(0, -1)) map = (map[key] ??= {}) as Record<string, Yaml>;
    map[to.at(-1)!] = value;
  }
  return tree;
}

/** A value as it is written; undefined where it cannot be written on one line or hangs on ERB. */
export function toYaml(value: Value): Yaml | undefined {
  if (value.kind === 'unknown' || value.conditional) return undefined;
  if (value.kind === 'scalar') {
    const { node } = value;
    return node.kind === 'scalar' && !/[\r\n]/.test(node.text) && node.text !== '' && node.style !== 'block' ? node.text : undefined;
  }
  const parts = value.kind === 'list' ? value.items.map(toYaml) : [...value.entries.values()].map((entry) => toYaml(entry.value));
  if (value.incomplete || parts.includes(undefined)) return undefined;
  return value.kind === 'list' ? (parts as Yaml[]) : Object.fromEntries([...value.entries.keys()].map((key, i) => [key, parts[i]!]));
}
