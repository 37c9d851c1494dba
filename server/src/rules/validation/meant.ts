import type { ConfigEntry } from '../../config/value.ts';
import { placesOf } from '../../schema/index.ts';
import { migrationAt, type Migration } from '../../schema/migrations.ts';
import { mistakeAt } from '../../schema/mistakes.ts';
import { filled } from '../../schema/path.ts';
import { nearest } from './nearest.ts';
import type { Path, UnknownKeys } from './walk.ts';

/** What a person who wrote an unknown key probably wanted. */
export type Meant =
  /** A key of Kamal 1. */
  | { readonly is: 'migration'; readonly migration: Migration; readonly path: Path }
  /** Another key, perhaps elsewhere. */
  | { readonly is: 'move'; readonly to: Path; readonly why: 'mistake' | 'elsewhere'; readonly message?: string }
  /** A slip of the finger. */
  | { readonly is: 'typo'; readonly name: string }
  /** Something Kamal does not have, in a sentence. */
  | { readonly is: 'nothing'; readonly message: string }
  /** A block of anchors at the root that lacks its `x-`. */
  | { readonly is: 'extension' };

/**
 * Guesses, the most certain first: Kamal 1, a slip, a known confusion, a key that is valid elsewhere.
 * @param problem the map with unknown keys
 * @param entry one of them
 */
export function meantBy({ path, map, section }: UnknownKeys, entry: ConfigEntry): Meant | undefined {
  const here = [...path, entry.name];
  const migration = migrationAt(here);
  if (migration && (!migration.when || migration.when === entry.value.kind)) return { is: 'migration', migration, path: here };
  const mistake = mistakeAt(here);
  if (mistake) {
    if (!mistake.to) return mistake.message === undefined ? undefined : { is: 'nothing', message: mistake.message };
    return { is: 'move', to: filled(mistake.to, mistake.path, here), why: 'mistake', ...(mistake.message && { message: mistake.message }) };
  }
  const near = nearest(
    entry.name,
    Object.keys(section).filter((key) => !map.entries.has(key)),
  );
  if (near) return { is: 'typo', name: near };
  const elsewhere = nearestPlace(path, placesOf(entry.name));
  if (elsewhere) return { is: 'move', to: elsewhere, why: 'elsewhere' };
  if (path.length === 0 && (entry.value.node.anchor !== undefined || holdsAnchor(entry))) return { is: 'extension' };
  return undefined;
}

/** The place that shares most of the way from the root, the shortest of several. Names that people choose are taken from the way here. */
function nearestPlace(path: Path, places: readonly Path[]): Path | undefined {
  const reachable = places.flatMap((place) => {
    const concrete = place.map((part, i) => (part === '*' ? path[i] : part));
    const shared = concrete.findIndex((part, i) => part !== path[i]);
    const named = place.every(
      (part, i) => part !== '*' || (path[i] !== undefined && place.slice(0, i).every((before, k) => before === '*' || before === path[k])),
    );
    return named ? [{ place: concrete as string[], shared }] : [];
  });
  return reachable.sort((a, b) => b.shared - a.shared || a.place.length - b.place.length)[0]?.place;
}

function holdsAnchor({ value }: ConfigEntry): boolean {
  return value.kind === 'map' && [...value.entries.values()].some((entry) => entry.value.node.anchor !== undefined);
}
