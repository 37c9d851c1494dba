import { keyAt, type Key, type Shape } from '../../schema/index.ts';
import type { Spot } from '../../source/locate.ts';
import { block, code, paragraphs, strong } from '../markdown.ts';

/**
 * What a key of Kamal's is for: purpose, type, default, since, details, an example and Kamal's page. On a value the first lines only.
 * Empty for keys that Kamal does not know, and for names that people choose.
 */
export function describeKey(spot: Pick<Spot, 'path' | 'on'>): string {
  const path = spot.path.map(String);
  const key = keyAt(path);
  if (!key) return '';
  const name = spot.path.filter((part) => typeof part === 'string').join('.');
  const head = paragraphs(`${strong(name)}${facts(key)}`, `${key.purpose}.`);
  if (spot.on === 'value') return head;
  return paragraphs(head, key.details, block('yaml', key.example), `[Kamal's documentation](${key.link})`);
}

/** Under what is said about a name that a person chose: what such names are for, in one line. */
export function describeKind(spot: Spot): string {
  const key = keyAt(spot.path.map(String));
  return key ? `${key.purpose}. [Kamal's documentation](${key.link})` : '';
}

function facts(key: Key): string {
  const parts = [
    typeOf(key.shape),
    key.required && 'required',
    key.default !== undefined && `default: ${key.default}`,
    key.values &&
      !key.values.every((value) => value === 'true' || value === 'false') &&
      `${key.closed ? 'one of' : 'such as'} ${key.values.map(code).join(', ')}`,
    key.since !== '1.x' && `since Kamal ${key.since}`,
    key.ignored && '**Kamal ignores it**',
  ];
  return parts
    .filter((part) => part)
    .map((part) => ` · ${part}`)
    .join('');
}

const words: Record<Exclude<Shape['is'], 'list' | 'either' | 'special'>, string> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  section: 'map',
  names: 'map',
  anything: 'map',
};

/** A shape in a person's words: `text or list of text`. */
function typeOf(shape: Shape): string {
  switch (shape.is) {
    case 'list':
      return ['section', 'names', 'anything', 'either', 'special'].includes(shape.of.is) ? 'list' : `list of ${typeOf(shape.of)}`;
    case 'special':
      return typeOf(shape.like);
    case 'either':
      return [...new Set(shape.of.map(typeOf))].join(' or ');
    default:
      return words[shape.is];
  }
}
