import type { ConfigEntry, MapValue, ScalarValue, Value } from '../../config/value.ts';
import type { Node } from '../../source/node.ts';
import type { Source } from '../../source/source.ts';
import {
  endOfEntry,
  fix,
  itemsToEntries,
  keepingComments,
  placeOf,
  safeFix,
  quote,
  removeItem,
  replaceValue,
  scalarText,
  shiftRight,
  spanOf,
  unsafeFix,
} from '../../edit/index.ts';
import type { Yaml } from '../../edit/index.ts';
import type { Fix } from '../../edit/change.ts';
import { sectionAt } from '../../schema/index.ts';
import { rename } from '../fixes/renameKey.ts';
import { removeWhole } from '../fixes/removeWhole.ts';
import { indentFixes, nameOf } from './unindented.ts';
import { listWith } from './hostItemFixes.ts';
import type { Path, WrongType } from './problem.ts';
import { halfTyped, isDelicate } from './words.ts';

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

/** The key that a single text most likely stands for, in sections that people write as one. */
const main: Readonly<Record<string, { readonly key: string; readonly sure: boolean }>> = {
  cache: { key: 'type', sure: true },
  file: { key: 'path', sure: true },
  otel: { key: 'endpoint', sure: true },
  logging: { key: 'driver', sure: false },
  registry: { key: 'server', sure: false },
};

/**
 * What makes the value one that Kamal takes, where that can be read off the value itself.
 * @param around the map that holds it, where that has keys which Kamal does not know there
 */
export function wrongTypeFixes(problem: WrongType, around?: MapValue): Fix[] {
  const { path, value, words, entry } = problem;
  // Behind an alias the text serves other places too.
  if (value.alias || (entry && entry.key.kind !== 'scalar')) return [];
  if (!entry) return itemFixes(problem);
  if (value.kind === 'scalar' && value.type === 'null') {
    if (isHostItem(path)) return [withoutColon(entry)];
    const indented = indentFixes(around, entry.key, path);
    const meant = indented.length > 0 ? indented : commentedOut(entry);
    return [...meant, removal(entry, meant.length === 0 && !isRole(path))];
  }
  if (halfTyped(entry.key, value, words)) return [];
  const blank = words.split(' or ').includes('a hash') && value.kind === 'scalar' && blankBehindColon(value);
  if (blank) return [blank];
  if (value.kind === 'scalar') {
    if (isRoleKey(path)) return [indentBelow(entry)];
    const better = words.startsWith('an array') ? listFor(value, path) : scalarFor(words, value);
    if (better !== undefined) return [replacement(entry, better)];
    if (words.startsWith('an array') && isGluedList(value)) return [spacing(value)];
    if (words === 'a string' && (value.type === 'date' || value.type === 'time')) return [quoting(value)];
    const bytes = words === 'an integer' && inBytes(value.string);
    if (bytes) return [replacement(entry, bytes, false)];
    const { key, sure } = main[entry.name] ?? {};
    if (words === 'a hash' && key && value.type === 'string') return [replacement(entry, { [key]: scalarText(value.string) }, sure)];
    return [];
  }
  const [only, ...rest] = value.kind === 'list' ? value.items : [];
  if (only?.kind === 'scalar' && rest.length === 0) {
    const text = scalarFor(words, only) ?? (fitting(words, only) ? textOf(only) : undefined);
    if (text !== undefined) return [replacement(entry, text)];
  }
  if (rest.length > 0 && words === 'a string' && value.kind === 'list' && !value.incomplete) return plural(entry, path);
  const pairs = words === 'a hash' ? pairsOf(value) : undefined;
  return pairs ? [replacement(entry, pairs)] : [];
}

/** `host: [a, b]`: there is a key for several. */
function plural(entry: ConfigEntry, path: Path): Fix[] {
  const name = `${entry.name}s`;
  // With the base's own value the deployment would have both.
  const above = path.slice(0, -1);
  return !entry.shadows && Object.hasOwn(sectionAt(above) ?? {}, name) ? rename(entry, above, name) : [];
}

/** A role's key among the roles: it lacks its indentation, and Kamal takes it for a role. */
export function isRoleKey(path: Path): boolean {
  return path.length === 2 && path[0] === 'servers' && Object.hasOwn(sectionAt(path) ?? {}, path[1]!);
}

function indentBelow({ key, name }: ConfigEntry): Fix {
  return safeFix(`Indent \`${name}\` below the role above it`, key.at.chunk.file, (source) => {
    const place = placeOf(source, key);
    const entries = place?.map.entries ?? [];
    const at = entries.findIndex((one) => one.key === key);
    const role = entries[at - 1]?.value;
    return role?.kind === 'map' && !role.flow && !role.entries.some((one) => nameOf(one) === name)
      ? shiftRight(source, [entries[at]!])
      : undefined;
  });
}

/** An item of a list: nothing at all, or a map because of a blank after the colon. */
function itemFixes({ value, words }: WrongType): Fix[] {
  const { node } = value;
  if (value.kind === 'scalar' && value.type === 'null') {
    return [
      fix('Remove the empty item', node.at.chunk.file, (source) => {
        const list = source.root && listWith(source.root, node);
        return list ? removeItem(source, list, node) : undefined;
      }),
    ];
  }
  if (value.kind === 'scalar' && words === 'a string' && (value.type === 'date' || value.type === 'time')) return [quoting(value)];
  const [pair, ...rest] = isBlockMap(value) ? value.entries.values() : [];
  if (words !== 'a string' || !pair || rest.length || pair.keyType !== 'string' || pair.value.kind !== 'scalar' || !textOf(pair.value))
    return [];
  const text = scalarText(`${pair.name}:${pair.value.string}`);
  return [safeFix(`Write \`${text}\``, node.at.chunk.file, (source) => [{ ...spanOf(source, node), to: endOfMap(source, node), text }])];
}

/** `- data: /data`, not `{data: /data}`, which nobody writes by accident. */
export function isBlockMap(value: Value): value is MapValue {
  return value.kind === 'map' && value.node.kind === 'map' && !value.node.flow;
}

function endOfMap(source: Source, node: Node): number {
  const { from, to } = spanOf(source, node);
  return from + source.text.slice(from, to).trimEnd().length;
}

function fitting(words: string, { type }: ScalarValue): boolean {
  if (words === 'an integer') return type === 'integer';
  return words.split(' or ').includes('a string') && (type === 'string' || type === 'integer' || type === 'symbol');
}

/** A scalar as it stands; undefined where it was left out or spreads over lines. */
function textOf({ node }: ScalarValue): string | undefined {
  return node.kind === 'scalar' && node.text !== '' && !/[\r\n]/.test(node.text) ? node.text : undefined;
}

/** `[A=1, B=2]`, as Docker Compose has it, as a map. */
function pairsOf(value: Value): Record<string, Yaml> | undefined {
  if (value.kind !== 'list' || value.incomplete || value.items.length === 0) return undefined;
  const pairs = value.items.map((item) =>
    item.kind === 'scalar' && item.type === 'string' && !item.conditional ? /^([^\s=]+)=(.*)$/.exec(item.string) : null,
  );
  if (pairs.includes(null) || new Set(pairs.map((pair) => pair![1])).size < pairs.length) return undefined;
  return Object.fromEntries(pairs.map((pair) => [pair![1]!, scalarText(pair![2]!)]));
}

/** `- 192.0.2.1:` is a map from the host to no tag (`validate_servers!`): only its colon is too much. */
export function isHostItem(path: readonly string[]): boolean {
  return path.length > 2 && /^\d+$/.test(path.at(-2) ?? '') && (path[0] === 'servers' || path.at(-3) === 'hosts');
}

/** A role may be the only one, or the primary one: whether it can go is for a person to say. */
function isRole(path: readonly string[]): boolean {
  return path.length === 2 && path[0] === 'servers';
}

function withoutColon(entry: ConfigEntry): Fix {
  return safeFix(`Remove the colon after \`${entry.name}\``, entry.key.at.chunk.file, (source) => {
    const place = placeOf(source, entry.key);
    return place && [{ from: spanOf(source, entry.key).to, to: endOfEntry(source, place.entry), text: '' }];
  });
}

/** @param sure nothing else hangs on the key */
function removal(entry: ConfigEntry, sure: boolean): Fix {
  // In a destination the base's value comes back, so nothing is missing then.
  const overlaid = entry.shadows !== undefined && entry.shadows.key.at.chunk.file !== entry.key.at.chunk.file;
  const build = overlaid || (sure && !needed.has(entry.name)) ? unsafeFix : fix;
  return build(`Remove \`${entry.name}\``, entry.key.at.chunk.file, (source) => {
    const place = placeOf(source, entry.key);
    return place && removeWhole(source, place);
  });
}

/** Over children that are comments, the key is better one too: somebody will want them back. */
function commentedOut({ key, value }: ConfigEntry): Fix[] {
  const { chunk, to } = key.at;
  if (!/^[ \t]*:[ \t]*(#.*)?(\r?\n[ \t]*)+#/.test(chunk.text.slice(to)) || value.alias || value.node.anchor !== undefined) return [];
  return [
    unsafeFix(`Make \`${key.kind === 'scalar' ? String(key.value) : ''}\` a comment, like what is below it`, chunk.file, (source) => {
      const { from } = spanOf(source, key);
      // Without its only key the map around it would be the next one that is empty.
      return (placeOf(source, key)?.map.entries.length ?? 0) > 1 ? [{ from, to: from, text: '# ' }] : undefined;
    }),
  ];
}

function replacement(entry: ConfigEntry, yaml: Yaml, preferred = true): Fix {
  const build = (source: Source) => {
    const place = placeOf(source, entry.key);
    if (!place || !spanOf(source, place.entry.value)) return undefined;
    const pairs = entry.value.kind === 'list' && typeof yaml !== 'string' && !Array.isArray(yaml) ? Object.entries(yaml) : [];
    const lines = pairs.map(([key, value]) => `${scalarText(key)}: ${String(value)}`);
    return itemsToEntries(source, place, lines) ?? keepingComments(source, place, replaceValue(source, place, yaml));
  };
  const title = isDelicate([entry.name]) ? 'Write it as Kamal takes it' : `Write \`${titleOf(yaml)}\``;
  return fix(title, entry.value.at.chunk.file, build, preferred);
}

function titleOf(yaml: Yaml): string {
  if (typeof yaml === 'string') return yaml;
  return Object.entries(yaml)
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(', ');
}

function quoting(value: ScalarValue): Fix {
  const { node } = value;
  return safeFix('Quote it', value.at.chunk.file, (source) => (node.kind === 'scalar' ? quote(source, node) : undefined));
}

/** `host:shop.example` where a map belongs. */
export function blankBehindColon({ node, alias }: ScalarValue): Fix | undefined {
  const [name] = (node.kind === 'scalar' && node.style === 'plain' && !alias && /^[a-z_]+(?=:[^\s/:]\S*$)/.exec(node.text)) || [];
  if (name === undefined) return undefined;
  return safeFix('Put a blank behind the colon', node.at.chunk.file, (source) => {
    const at = spanOf(source, node).from;
    // Behind the key of its map no other key can stand.
    const isFirst = /[\r\n][ \t]*$/.test(source.text.slice(Math.max(0, at - 1000), at));
    return isFirst ? [{ from: at + name.length + 1, to: at + name.length + 1, text: ' ' }] : undefined;
  });
}

/** `-10.0.0.1`, line after line: items whose dash has no blank behind it, which YAML takes for one text. */
function isGluedList({ type, node }: ScalarValue): boolean {
  const lines = node.kind === 'scalar' && node.style === 'plain' && type === 'string' ? node.text.split(/\r?\n/) : [];
  return lines.some((line) => /^\s*-\S/.test(line)) && lines.every((line) => /^\s*-[ \t]*[^\s-]/.test(line));
}

function spacing({ node }: ScalarValue): Fix {
  return safeFix('Put a blank behind each dash', node.at.chunk.file, (source) => {
    const { from, to } = spanOf(source, node);
    const text = source.text.slice(from, to);
    // On the line of its key a list cannot begin.
    if (!/^[ \t]*$/.test(source.text.slice(source.text.lastIndexOf('\n', from - 1) + 1, from))) return undefined;
    return [...text.matchAll(/^[ \t]*-(?=\S)/gm)].map(({ 0: dash, index }) => ({
      from: from + index + dash.length,
      to: from + index + dash.length,
      text: ' ',
    }));
  });
}

/** A text as the list of it; names with commas between them as the list of these. */
function listFor({ type, string }: ScalarValue, path: Path): string | undefined {
  // `-10.0.0.1`, see `isGluedList`. What holds a blank is several things, or none of those that the list is for.
  if (type !== 'string' || string.startsWith('-')) return undefined;
  const names = namesAlone.has(path.at(-1) ?? '') || isRole(path) ? string.split(/, */) : [string];
  return names.every((name) => /^[^\s,]+$/.test(name)) ? `[${names.map(scalarText).join(', ')}]` : undefined;
}

/** Lists of names in which no comma can stand. */
const namesAlone = new Set(['servers', 'hosts', 'roles', 'tags', 'secret', 'secrets']);

/** The same value as the type that Kamal asks for, as YAML text. */
function scalarFor(words: string, { type, string }: ScalarValue): string | undefined {
  switch (words) {
    case 'an integer': {
      const [, number, unit = ''] = /^(\d+)(?:\.0+)?(s|m|min|h)?$/.exec(string) ?? [];
      return number && String(Number(number) * (seconds[unit] ?? 1));
    }
    case 'a boolean':
    case 'a boolean or a hash':
      return type === 'string' || type === 'integer' ? booleans[string.toLowerCase()] : undefined;
    case 'a string or an array with one string (for secret lookup)':
      return type === 'integer' ? `"${string}"` : undefined;
    default:
      return undefined;
  }
}

const seconds: Readonly<Record<string, number>> = { m: 60, min: 60, h: 3600 };

/** `2mb` as a number of bytes: whether 1,000 or 1,024 was meant, nobody knows. */
function inBytes(text: string): string | undefined {
  const [, number, unit = ''] = /^(\d+)\s*([kmg])i?b?$/i.exec(text) ?? [];
  return number && String(Number(number) * 1024 ** ('kmg'.indexOf(unit.toLowerCase()) + 1));
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
