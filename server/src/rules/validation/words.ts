import type { Value } from '../../config/value.ts';
import type { Path } from './problem.ts';

/** A path as people write it in prose: `servers.web.proxy`. */
export function dotted(path: Path): string {
  return path.join('.');
}

/** What a value is, for "… but this is text". */
export function kindOf(value: Value): string {
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

/** Kamal's words for a type in plain ones: `an array or a hash` becomes `a list or a map`. */
export function plainWords(kamal: string): string {
  return kamal
    .replace(/ \(for secret lookup\)$/, '')
    .split(' or ')
    .map((word) => ours[word] ?? word.replace('an array with one string', 'a list with one name'))
    .join(' or ');
}
