import type { ConfigEntry, MapValue } from '../../config/value.ts';
import type { Section } from '../../schema/key.ts';
import { keyOf } from './fit.ts';
import type { Path, Problem } from './problem.ts';

/** Kamal's context of an error: the path without blank parts, and a colon. The name of a role or accessory stands there in any case. */
export function context(path: Path): string {
  const named = path[0] === 'servers' || path[0] === 'accessories' ? 2 : 0;
  const rest = path.slice(named).filter((part) => part.trim() !== '' && part !== 'false');
  const parts = [...(named ? [path.slice(0, named).join('/')] : []), ...rest];
  return parts.length ? `${parts.join('/')}: ` : '';
}

/** Does a section not know a key? At the root, `x-` keys are a person's own (`validator/configuration.rb`). */
export function isUnknown(
  section: Section,
  id: string,
  { name, keyType }: ConfigEntry,
  path: Path,
  ignored?: ReadonlySet<string>,
): boolean {
  return !keyOf(section, id) && keyType !== 'unknown' && !ignored?.has(id) && !(path.length === 0 && name.startsWith('x-'));
}

/** The keys of a map that its section does not know. @param ignored keys that are looked at elsewhere */
export function unknownKeys(map: MapValue, section: Section, path: Path, ignored?: ReadonlySet<string>): Problem | undefined {
  const unknown = [...map.entries].filter(([id, entry]) => isUnknown(section, id, entry, path, ignored));
  if (unknown.length === 0) return undefined;
  const keys = unknown.map(([, entry]) => entry);
  const names = keys.map(({ name }) => name).join(', ');
  // A list or map whose Ruby we cannot write, such as a date in it, has no name.
  const known = keys.every(({ key, name }) => key.kind === 'scalar' || name !== '');
  const kamal = `${context(path)}unknown key${keys.length > 1 ? 's' : ''}: ${names}`;
  return { kind: 'unknown', path, map, section, keys, ...(known && { kamal }) };
}
