import type { ConfigEntry, MapValue, Value } from '../../config/value.ts';
import { placesOf } from '../../schema/index.ts';
import { migrationAt, type Migration } from '../../schema/migrations.ts';
import { mistakeAt } from '../../schema/mistakes.ts';
import { filled } from '../../schema/path.ts';
import { nearest } from './nearest.ts';
import type { Path, UnknownKeys } from './problem.ts';

/** What a person who wrote an unknown key probably wanted. */
export type Meant =
  /** A key of Kamal 1. */
  | { readonly is: 'migration'; readonly migration: Migration; readonly path: Path }
  /** Another key, perhaps elsewhere. */
  | { readonly is: 'move'; readonly to: Path; readonly why: 'mistake' | 'elsewhere'; readonly sure: boolean; readonly message?: string }
  /** A slip of the finger. */
  | { readonly is: 'typo'; readonly name: string }
  /** Something Kamal does not have, in a sentence. */
  | { readonly is: 'nothing'; readonly message: string }
  /** A block of anchors at the root that lacks its `x-`. */
  | { readonly is: 'extension'; readonly name: string };

/**
 * Guesses, the most certain first: Kamal 1, a slip, a known confusion, a key that is valid elsewhere.
 * @param problem the map with unknown keys
 * @param entry one of them
 */
export function meantBy({ path, map, section }: UnknownKeys, entry: ConfigEntry): Meant | undefined {
  const here = [...path, entry.name];
  const migration = migrationAt(here);
  if (migration && (!migration.when || migration.when === entry.value.kind)) return { is: 'migration', migration, path: here };
  const role = roleMeant(path, map, entry);
  if (role) return role;
  const mistake = mistakeAt(here);
  if (mistake) {
    if (!mistake.to) return mistake.message === undefined ? undefined : { is: 'nothing', message: mistake.message };
    const to = filled(mistake.to, mistake.path, here);
    return { is: 'move', to, why: 'mistake', sure: false, ...(mistake.message && { message: mistake.message }) };
  }
  const peculiar = ownOrMerge(path, entry);
  if (peculiar) return peculiar;
  const name = entry.name.toLowerCase();
  const near = nearest(
    name,
    // Of `host` and `hosts` Kamal takes one; the misspelt one itself may differ from it by no more than that.
    Object.keys(section).filter(
      (key) => ![key, `${key}s`, key.replace(/s$/, '')].some((one) => one !== entry.name && map.entries.has(one)),
    ),
  );
  if (near) return { is: 'typo', name: near };
  const taken = nearest(name, Object.keys(section));
  if (taken) return { is: 'nothing', message: `\`${taken}\` stands beside it already: remove one of the two.` };
  // With one of `clear`, `secret` and `tags`, variables have their place under `clear` (`validator/env.rb`).
  if (section['clear'] && section['secret'] && entry.value.kind === 'scalar' && entry.value.type !== 'null')
    return { is: 'move', to: [...path, 'clear', entry.name], why: 'elsewhere', sure: true };
  const elsewhere = nearestPlace(path, placesOf(entry.name));
  if (elsewhere) return { is: 'move', to: elsewhere.place, why: 'elsewhere', sure: elsewhere.sure };
  if (path.length === 0 && (entry.value.node.anchor !== undefined || holdsAnchor(entry)))
    return { is: 'extension', name: `x-${entry.name}` };
  return undefined;
}

/** In a role: another role, which belongs beside it, or the host name of its app, which belongs into its proxy. */
function roleMeant(path: Path, map: MapValue, { name, value }: ConfigEntry): Meant | undefined {
  if (path.length !== 2 || path[0] !== 'servers') return undefined;
  if (name === 'host' && map.entries.has('hosts') && value.kind === 'scalar' && /^(?=.*[a-z])[\w-]+(\.[\w-]+)+$/i.test(value.string))
    return { is: 'move', to: [...path, 'proxy', 'host'], why: 'mistake', sure: true, message: 'Its servers stand under `hosts`.' };
  // No role: the servers of this one, under a name that is almost theirs.
  if (value.kind === 'list' && (/^servers?$/i.test(name) || nearest(name.toLowerCase(), ['hosts'])))
    return map.entries.has('hosts') ? undefined : { is: 'typo', name: 'hosts' };
  return isRole(value)
    ? { is: 'move', to: ['servers', name], why: 'mistake', sure: true, message: 'Roles stand side by side.' }
    : undefined;
}

/** What has servers of its own, or is a list of them. */
function isRole(value: Value): boolean {
  if (value.kind === 'map') return value.entries.get('hosts')?.value.kind === 'list';
  return value.kind === 'list' && value.items.length > 0 && value.items.every((item) => item.kind === 'scalar' && isAddress(item.string));
}

function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text);
}

/** The place that shares most of the way from the root, the shortest of several. Names that people choose are taken from the way here. */
function nearestPlace(path: Path, places: readonly Path[]): { readonly place: Path; readonly sure: boolean } | undefined {
  const reachable = places.flatMap((place) => {
    const concrete = place.map((part, i) => (part === '*' ? path[i] : part));
    const shared = concrete.findIndex((part, i) => part !== path[i]);
    const named = place.every(
      (part, i) => part !== '*' || (path[i] !== undefined && place.slice(0, i).every((before, k) => before === '*' || before === path[k])),
    );
    return named ? [{ place: concrete as string[], shared }] : [];
  });
  const found = reachable.sort((a, b) => b.shared - a.shared || a.place.length - b.place.length)[0]?.place;
  if (!found) return undefined;
  // Further up, in a section of this very map, or nowhere else at all: a name such as `host` or `timeout` says nothing about the rest.
  const above = found.slice(0, -1).every((part, i) => part === path[i]);
  const below = path.length > 0 && path.every((part, i) => part === found[i]);
  const only = new Set(places.map((place) => place.slice(-2).join('.'))).size === 1;
  return above || below || only ? { place: found, sure: above || below } : undefined;
}

/** Keys that mean something to YAML or to Kamal by their form alone. */
function ownOrMerge(path: Path, { name, value }: ConfigEntry): Meant | undefined {
  if (name === '<<') {
    return { is: 'nothing', message: '`<<` merges a map or a list of maps, and its value is neither: so it counts as a key of this name.' };
  }
  if (path.length === 0 && /^x[_-]/i.test(name)) return { is: 'extension', name: `x-${name.slice(2)}` };
  if (path.length > 0 && name.startsWith('x-') && value.kind !== 'unknown')
    return {
      is: 'move',
      to: [name],
      why: 'elsewhere',
      sure: false,
      message: 'Keys of your own (`x-`) may only stand at the root, where Kamal ignores them.',
    };
  return undefined;
}

function holdsAnchor({ value }: ConfigEntry): boolean {
  return value.kind === 'map' && [...value.entries.values()].some((entry) => entry.value.node.anchor !== undefined);
}
