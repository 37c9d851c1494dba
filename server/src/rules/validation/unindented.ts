import type { MapValue } from '../../config/value.ts';
import { placeOf, safeFix, shiftRight } from '../../edit/index.ts';
import type { Fix } from '../../edit/change.ts';
import { namesOf, sectionAt, sectionOf, shapeAt } from '../../schema/index.ts';
import { memoize } from '../../memoize.ts';
import type { Entry, MapNode, Node } from '../../source/node.ts';
import type { Path, Problem, WrongType } from './problem.ts';
import { dotted } from './words.ts';

/** A key without a value, and the entries below it that belong into it: they stand at its own column. */
interface Unindented {
  readonly holder: Entry;
  readonly entries: readonly Entry[];
}

/**
 * Indents what was meant to stand below a key: offered at the empty key, and at each key behind it that is known only in there.
 * @param map the merged map that holds the key
 * @param path of the key
 */
export function indentFixes(map: MapValue | undefined, key: Node, path: Path): Fix[] {
  const found = unindentedBelow(map, key, path);
  if (!found) return [];
  const names = found.entries.map((entry) => `\`${nameOf(entry)}\``).join(', ');
  return [
    safeFix(`Indent ${names} below \`${nameOf(found.holder)}\``, key.at.chunk.file, (source) => {
      const place = placeOf(source, key);
      const now = place && unindentedIn(place.map, key, path);
      return now && shiftRight(source, now.entries);
    }),
  ];
}

/** The empty key that a key seems to belong under, by what stands there: none where it is a mistake of another kind. */
export function keyAbove(map: MapValue, key: Node, path: Path): string | undefined {
  const found = unindentedBelow(map, key, path);
  return found && nameOf(found.holder);
}

function unindentedBelow(map: MapValue | undefined, key: Node, path: Path): Unindented | undefined {
  const node = map && [map, ...(map.over ? [map.over] : [])].map((one) => one.node).find((one) => holds(one, key));
  return node?.kind === 'map' ? unindentedIn(node, key, path) : undefined;
}

function holds(node: Node, key: Node): boolean {
  return node.kind === 'map' && orderOf(node).places.has(key);
}

/** Where each key of a map stands, and at each place the last empty key up to there (-1: none). Of thousands of unknown keys each asks. */
const orderOf = memoize(({ entries }: MapNode): { readonly places: ReadonlyMap<Node, number>; readonly empty: readonly number[] } => {
  let last = -1;
  const empty = entries.map((entry, index) => (last = isEmpty(entry) ? index : last));
  return { places: new Map(entries.map(({ key }, index) => [key, index])), empty };
});

/** Do the entries behind an empty key belong into it? The key is the empty one, or one of those behind it. */
function unindentedIn(map: MapNode, key: Node, path: Path): Unindented | undefined {
  if (map.flow) return undefined;
  const { places, empty } = orderOf(map);
  const at = places.get(key) ?? -1;
  const start = empty[at] ?? -1;
  const holder = map.entries[start];
  if (!holder) return undefined;
  const above = path.slice(0, -1);
  const into = [...above, nameOf(holder)];
  let end = start + 1;
  while (end < map.entries.length && belongsInto(map.entries[end]!, into, above)) end++;
  const entries = map.entries.slice(start + 1, end);
  return entries.length === 0 || (at > start && !entries.some((entry) => entry.key === key)) ? undefined : { holder, entries };
}

/** The map around a value, where it is one that has unknown keys as well. */
export function mapAround({ path }: WrongType, problems: readonly Problem[]): MapValue | undefined {
  return mapsWithUnknownKeys(problems).get(spot(path.slice(0, -1)));
}

const mapsWithUnknownKeys = memoize((problems: readonly Problem[]): ReadonlyMap<string, MapValue> => {
  const maps = new Map<string, MapValue>();
  for (const one of problems) if (one.kind === 'unknown' && !maps.has(spot(one.path))) maps.set(spot(one.path), one.map);
  return maps;
});

/** Keys may hold dots. */
const spot = (path: Path): string => `${path.length} ${dotted(path)}`;

function isEmpty({ key, value }: Entry): boolean {
  return key.kind === 'scalar' && value.kind === 'scalar' && value.style === 'plain' && value.text === '' && value.anchor === undefined;
}

/** The key as text. */
export function nameOf({ key }: Entry): string {
  return key.kind === 'scalar' ? String(key.value) : '';
}

/** Is the entry known in the section below the empty key, or what people name there, and unknown where it stands? */
function belongsInto(entry: Entry, into: Path, above: Path): boolean {
  const name = nameOf(entry);
  if (name === '' || name === '<<' || name.startsWith('x-') || entry.key.conditional) return false;
  const outside = sectionAt(above);
  if (outside && Object.hasOwn(outside, name)) return false;
  const shape = shapeAt(into);
  const section = shape && sectionOf(shape);
  if (section && Object.hasOwn(section, name)) return true;
  const named = shape && namesOf(shape);
  return outside !== undefined && named !== undefined && fits(entry.value, into);
}

/** Could it be a role, an accessory, a variable, by its form? */
function fits(value: Node, [section, ...more]: Path): boolean {
  if (more.length > 0) return value.kind === 'scalar';
  if (section === 'servers') return value.kind === 'list' ? value.items.length > 0 : isMapWith(value, ['hosts', 'cmd', 'proxy', 'options']);
  if (section === 'accessories') return isMapWith(value, ['image', 'host', 'hosts', 'role', 'roles', 'port']);
  return (section === 'env' || section === 'labels' || section === 'aliases') && value.kind === 'scalar' && value.type !== 'null';
}

function isMapWith(value: Node, keys: readonly string[]): value is MapNode {
  return value.kind === 'map' && value.entries.some((entry) => keys.includes(nameOf(entry)));
}
