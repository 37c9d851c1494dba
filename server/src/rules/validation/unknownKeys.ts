import type { ConfigEntry, MapValue } from '../../config/value.ts';
import type { Section } from '../../schema/key.ts';
import type { Node } from '../../source/node.ts';
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
  const names = keys.map((entry) => (entry.key.kind === 'scalar' ? entry.name : inspected(entry.key))).join(', ');
  return { kind: 'unknown', path, map, section, keys, kamal: `${context(path)}unknown key${keys.length > 1 ? 's' : ''}: ${names}` };
}

/** Ruby's `inspect` of a key that is a map or a list, as Kamal's message has it. */
function inspected(key: Node): string {
  if (key.kind === 'map') return `{${key.entries.map((entry) => `${inspected(entry.key)}=>${inspected(entry.value)}`).join(', ')}}`;
  if (key.kind === 'list') return `[${key.items.map(inspected).join(', ')}]`;
  if (key.kind !== 'scalar') return '';
  return key.value === null ? 'nil' : key.type === 'string' ? JSON.stringify(key.value) : String(key.value);
}
