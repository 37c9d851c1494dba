import type { Value } from '../../config/value.ts';
import type { Node, ScalarType } from '../../source/node.ts';
import { isCredentialName } from '../../files/credential.ts';
import type { Path } from './problem.ts';

/** A path as people write it in prose: `servers.web.proxy`. */
export function dotted(path: Path): string {
  return path.join('.');
}

/** Where a person may have written a credential, be it in the wrong place or as the wrong type: such a value is never repeated. */
export function isDelicate(path: Path): boolean {
  return path.some((part) => /^(secrets?|password|key_data)$/i.test(part) || isCredentialName(part));
}

/**
 * What a value is, for "… but this is text".
 * @param path where it stands: a credential's value is not named
 */
export function kindOf(value: Value, path: Path): string {
  if (value.kind === 'scalar' && isDelicate(path) && value.type !== 'null') return plain[value.type];
  if (value.kind === 'map') return 'a map';
  if (value.kind === 'list') return 'a list';
  if (value.kind === 'unknown') return 'unknown';
  switch (value.type) {
    case 'string':
      return `the text \`${short(value.string)}\``;
    case 'null':
      return 'empty';
    case 'boolean':
      return `the boolean \`${value.string}\``;
    case 'integer':
    case 'float':
      return `the number \`${value.string}\``;
    case 'symbol':
      return `the symbol \`:${short(value.string)}\``;
    case 'date':
    case 'time':
      return `the ${value.type} \`${value.string}\``;
    case 'other':
      return 'a Ruby object';
  }
}

const plain: Readonly<Record<ScalarType, string>> = {
  string: 'text',
  symbol: 'a symbol',
  integer: 'a number',
  float: 'a number',
  boolean: 'a boolean',
  date: 'a date',
  time: 'a time',
  null: 'empty',
  other: 'a Ruby object',
};

/** What YAML reads a key as that is no text: `an integer`. */
export function readAs(type: string): string {
  return type === 'integer' ? 'an integer' : type === 'other' ? 'a Ruby object' : `a ${type}`;
}

function short(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

const ours: Readonly<Record<string, string>> = {
  'a string': 'text',
  'an integer': 'a whole number without quotes',
  'a boolean': '`true` or `false`',
  'an array': 'a list',
  'a hash': 'a map',
  'a symbol': 'a symbol',
};

/**
 * A lone word below its key where a map belongs, as it is while somebody types the next key: what to say of it.
 * @returns undefined where it is something else
 */
export function halfTyped(key: Node, value: Value, words: string): string | undefined {
  if (value.kind !== 'scalar' || value.node.kind !== 'scalar' || value.node.style !== 'plain' || !/^[a-z][\w-]*$/i.test(value.node.text))
    return undefined;
  const between = key.at.chunk === value.at.chunk ? key.at.chunk.text.slice(key.at.to, value.at.from) : '';
  if (!words.split(' or ').includes('a hash') || !between.includes('\n')) return undefined;
  const word = value.node.text;
  return `\`${word}\` needs a colon: write \`${word}:\` and its value, or delete the line. Until then Kamal cannot read the file.`;
}

/** Kamal's words for a type in plain ones: `an array or a hash` becomes `a list or a map`. */
export function plainWords(kamal: string): string {
  return kamal
    .replace(/ \(for secret lookup\)$/, '')
    .split(' or ')
    .map((word) => ours[word] ?? word.replace('an array with one string', 'a list with one name'))
    .join(' or ');
}
