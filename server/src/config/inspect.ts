import type { ConfigEntry, Value } from './value.ts';

/** Values within one that are written out: aliases in aliases make thousands of millions of a few lines, and nobody reads them. */
const most = 2_000;

/** Ruby 3.3's `inspect`; null where ERB decides it, or it is too long for anybody. */
export function inspect(value: Value, around: readonly Value[] = [], seen = { count: 0 }): string | null {
  if (++seen.count > most) return null;
  if (value.kind === 'unknown' || value.conditional) return null;
  if (around.includes(value)) return value.kind === 'list' ? '[...]' : '{...}';
  if (value.kind === 'scalar') {
    if (value.type === 'date' || value.type === 'time' || value.type === 'other') return null;
    return value.value === null ? 'nil' : inspectScalar(value.type, value.string);
  }
  if (value.incomplete) return null;
  const inside = [...around, value];
  const parts =
    value.kind === 'list'
      ? value.items.map((item) => inspect(item, inside, seen))
      : [...value.entries.values()].map((entry) => {
          const [key, item] = [inspectKey(entry), inspect(entry.value, inside, seen)];
          return key === null || item === null ? null : `${key}=>${item}`;
        });
  if (parts.includes(null)) return null;
  return value.kind === 'list' ? `[${parts.join(', ')}]` : `{${parts.join(', ')}}`;
}

/** A pair of a map, as a list of two: what Ruby yields where a map is gone through with one name. */
export function inspectPair(entry: ConfigEntry): string | null {
  const [key, value] = [inspectKey(entry), inspect(entry.value)];
  return key === null || value === null ? null : `[${key}, ${value}]`;
}

function inspectKey({ conditional, keyType, name }: ConfigEntry): string | null {
  if (conditional || keyType === 'list' || keyType === 'map' || keyType === 'unknown') return null;
  return keyType === 'null' ? 'nil' : inspectScalar(keyType, name);
}

function inspectScalar(type: string, text: string): string {
  if (type === 'symbol') return /^[A-Za-z_]\w*[?!=]?$/.test(text) ? `:${text}` : `:${quoted(text)}`;
  return type === 'string' ? quoted(text) : text;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\v': '\\v',
  '\b': '\\b',
  '\u0007': '\\a',
  '\u001b': '\\e',
};

/** Ruby's `String#dump` of text; beyond ASCII nothing is changed, since Kamal dumps only stretches of ASCII, and `inspect` leaves letters. */
export function quoted(text: string): string {
  const escaped = text.replace(/["\\]|#(?=[{$@])|[\u0000-\u001f\u007f]/g, (char) => {
    if (char === '#') return '\\#';
    return escapes[char] ?? `\\x${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return `"${escaped}"`;
}
