import type { ConfigEntry, ScalarValue } from '../../config/value.ts';
import { endOfEntry, fix, placeOf, preferredFix, quote, removeEntry, replaceValue, scalarText, spanOf } from '../edit/index.ts';
import type { Fix } from '../rule.ts';
import type { WrongType } from './walk.ts';

/** Keys whose absence is a mistake of its own: removing them mends nothing. */
const needed = new Set([
  'service',
  'image',
  'servers',
  'registry',
  'builder',
  'arch',
  'host',
  'hosts',
  'role',
  'roles',
  'tag',
  'tags',
  'username',
  'password',
  'endpoint',
  'path',
]);

/** What makes the value one that Kamal takes, where that can be read off the value itself. */
export function wrongTypeFixes({ path, value, words, entry }: WrongType): Fix[] {
  // Behind an alias the text serves other places too.
  if (value.via || entry?.key.kind !== 'scalar') return [];
  if (value.kind === 'scalar' && value.type === 'null') {
    if (isHostItem(path)) return [withoutColon(entry)];
    return [removal(entry, !isRole(path))];
  }
  if (value.kind === 'scalar') {
    const better = scalarFor(words, value);
    if (better !== undefined) return [replacement(entry, better)];
    if (words === 'a string' && (value.type === 'date' || value.type === 'time')) return [quoting(value)];
    return [];
  }
  const [only, ...rest] = value.kind === 'list' ? value.items : [];
  if (words === 'a string' && only?.kind === 'scalar' && only.type === 'string' && rest.length === 0)
    return [replacement(entry, scalarText(only.string))];
  return [];
}

/** `- 192.0.2.1:` is a map from the host to no tag (`validate_servers!`): only its colon is too much. */
function isHostItem(path: readonly string[]): boolean {
  return path.length > 2 && /^\d+$/.test(path.at(-2) ?? '') && (path[0] === 'servers' || path.at(-3) === 'hosts');
}

/** A role may be the only one, or the primary one: whether it can go is for a person to say. */
function isRole(path: readonly string[]): boolean {
  return path.length === 2 && path[0] === 'servers';
}

function withoutColon(entry: ConfigEntry): Fix {
  return preferredFix(`Remove the colon after \`${entry.name}\``, entry.key.at.chunk.file, (source) => {
    const place = placeOf(source, entry.key);
    return place && [{ from: spanOf(source, entry.key).to, to: endOfEntry(source, place.entry), text: '' }];
  });
}

/** @param sure nothing else hangs on the key */
function removal(entry: ConfigEntry, sure: boolean): Fix {
  // In a destination the base's value comes back, so nothing is missing then.
  const overlaid = entry.shadows !== undefined && entry.shadows.key.at.chunk.file !== entry.key.at.chunk.file;
  const build = overlaid || (sure && !needed.has(entry.name)) ? preferredFix : fix;
  return build(`Remove \`${entry.name}\``, entry.key.at.chunk.file, (source) => {
    const place = placeOf(source, entry.key);
    return place && removeEntry(source, place, { emptied: 'parent' });
  });
}

function replacement(entry: ConfigEntry, text: string): Fix {
  return preferredFix(`Write \`${text}\``, entry.value.at.chunk.file, (source) => {
    const place = placeOf(source, entry.key);
    return place && spanOf(source, place.entry.value) && replaceValue(source, place, text);
  });
}

function quoting(value: ScalarValue): Fix {
  const { node } = value;
  return preferredFix('Quote it', value.at.chunk.file, (source) => (node.kind === 'scalar' ? quote(source, node) : undefined));
}

/** The same value as the type that Kamal asks for, as YAML text. */
function scalarFor(words: string, { type, string }: ScalarValue): string | undefined {
  switch (words) {
    case 'an integer':
      return /^0*(\d+)(\.0+|s)?$/.exec(string)?.[1];
    case 'a boolean':
      return type === 'string' ? booleans[string.toLowerCase()] : undefined;
    case 'an array':
      return type === 'string' && string !== '' && !/[,\n]/.test(string) ? `[${scalarText(string)}]` : undefined;
    case 'a string or an array with one string (for secret lookup)':
      return type === 'integer' ? `"${string}"` : undefined;
    default:
      return undefined;
  }
}

const booleans: Readonly<Record<string, string>> = {
  true: 'true',
  yes: 'true',
  on: 'true',
  y: 'true',
  '1': 'true',
  false: 'false',
  no: 'false',
  off: 'false',
  n: 'false',
  '0': 'false',
};
