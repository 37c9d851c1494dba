import { planted } from './answers.ts';

/** What people, machines and attackers put where it does not belong. */
const pieces = [
  ...[
    '- ',
    ': ',
    '  ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    '#',
    '&a ',
    '*a',
    '<<: *a',
    '---\n',
    '...\n',
    '|',
    '>',
    '!ruby/object:X ',
    '%YAML 1.1\n',
  ],
  ...[
    '<%= x %>',
    '<% if x %>',
    '<% end %>',
    '<%',
    '%>',
    '\uFEFF',
    '\u2028',
    '\u202e',
    '\u0000',
    '\uD83D',
    '😀',
    '\u0085',
    '~',
    'null',
    '0x1F',
    '22:22',
    '1e3',
    '.inf',
    'yes',
    '2024-01-01',
  ],
  ...[
    'servers:\n  web:\n    - 192.0.2.1\n',
    'proxy: true\n',
    'env:\n  secret: [A]\n',
    'hosts',
    'x-a: &a {b: c}\n',
    'accessories:\n',
    '<<<<<<< HEAD\n',
    '# kamal-ignore: unknown-key\n',
  ],
  ...[`redis://u:${planted}@h:\n`, `  - "ssh://u:${planted}@192.0.2.9"\n`, `token: ${planted}`, `cmd: x --password=${planted}\n`],
  ...[`DB_PASSWORD: ${planted}`, `- API_TOKEN=${planted}`, `redis://u:${planted}@h`, `secret_key_base: "${planted}"`],
] as const;

/** The same numbers for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A text after one edit of a person who is not careful. */
export function mutated(text: string, random: () => number, others: readonly string[]): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const at = Math.floor(random() * (text.length + 1));
  const to = Math.min(text.length, at + Math.floor(random() ** 3 * 60));
  const lines = text.split('\n');
  const line = Math.floor(random() * lines.length);
  switch (Math.floor(random() * 8.6)) {
    case 0:
      return text.slice(0, at) + text.slice(to);
    case 1:
    case 2:
      return text.slice(0, at) + pick(pieces) + text.slice(at);
    case 3:
      return text.slice(0, at) + pick(pieces) + text.slice(to);
    case 4:
      return lines.toSpliced(line, 1 + Math.floor(random() * 2)).join('\n');
    case 5:
      return lines.toSpliced(line, 0, pick(pick(others).split('\n'))).join('\n');
    case 6:
      return lines.toSpliced(line, 1, `${pick(['', ' ', '  ', '\t', '- '])}${lines[line] ?? ''}`).join('\n');
    case 8:
      return wild(text, random);
    default:
      return random() < 0.1 ? text.replaceAll('\n', pick(['\r\n', '\r'])) : lines.toSpliced(line, 0, lines[line] ?? '').join('\n');
  }
}

/** Of a few kinds that people do not write by hand: ends of lines, sizes, depths, halves. */
function wild(text: string, random: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const at = Math.floor(random() * (text.length + 1));
  const count = Math.floor(10 ** (1 + random() * 3));
  const times = (one: string, between = ''): string => Array.from({ length: count }, () => one).join(between);
  const into = (piece: string): string => text.slice(0, at) + piece + text.slice(at);
  const depth = Math.floor(random() * 300);
  switch (Math.floor(random() * 14)) {
    case 0:
      return '';
    case 1:
      return text.slice(0, at);
    case 2:
      return text.slice(at);
    case 3:
      return `\uFEFF${text}`;
    case 4:
      return text.replace(/\n/g, () => pick(['\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', '\n\n']));
    case 5:
      return into(
        pick(['\uD83D', '\uDE00', '\u0000', '\u001b]0;t\u0007', '\u202e', 'e\u0301', '\uFFFE', '👩‍👩‍👧']).repeat(1 + Math.floor(random() * 3)),
      );
    case 6:
      return into(`\nx: ${pick(['[', '{'])}${times(pick(['a', 'a: b', '[]', '*a', '"a"', '<%= a %>']), ', ')}${pick([']', '}', ''])}\n`);
    case 7:
      return into(pick(['[', '{a: ', '- ', '? ', '&a ', '!t ', '"', '<%= ', '(', '<% if a %>']).repeat(depth));
    case 8:
      return into(`\n${Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}k:`).join('\n')}\n`);
    case 9:
      return `x-a: &a {${Array.from({ length: depth }, (_, number) => `k${number}: v`).join(', ')}}\n${text}\nenv:\n  clear:\n    <<: [${times('*a', ', ')}]\n`;
    case 10:
      return text.replace(/<%|%>|: |- /g, (mark) => (random() < 0.1 ? pick(['<%', '%>', '', ':', '-', '<%%', '-%>']) : mark));
    case 11:
      return into(times(pick([' ', '\t', '\r', 'a', 'a-', '0.', '/', '#', '\n', ': ', '\uFFFD', '<', '\\'])));
    case 12:
      return `${text}\n${text}`;
    default:
      return into(
        `\n${Array.from({ length: Math.min(count, 300) }, (_, number) => `${pick(['  ', ''])}${pick(['role', 'KEY', 'token', 'host'])}${number}: ${pick(['a', '[192.0.2.1]', '&b c', '*b', planted])}`).join('\n')}\n`,
      );
  }
}
