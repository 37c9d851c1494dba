import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readDotenv } from '../../server/src/files/dotenv.ts';

/** One line per assignment: key, kind, and `!` where the literal is long enough for a credential; then what is dropped. */
function read(text: string): string[] {
  const { assignments, dropped } = readDotenv(text);
  return [
    ...assignments.map(({ key, is, long }) => `${key} ${is}${long ? '!' : ''}`),
    ...dropped.map(({ from, to, why }) => `${why}: ${text.slice(from, to)}`),
  ];
}

for (const [name, text, expected] of [
  ['assigns in three ways', 'A=$A\nB: $B\nexport C=$(pass show c)\n', ['A reference', 'B reference', 'C reference']],
  ['takes a literal for one', 'A=hunter2hunter2\n', ['A literal!']],
  ['knows that single quotes expand nothing', "A='$HOME/secretly'\n", ['A literal!']],
  ['expands in double quotes', 'A="x $B"\n', ['A reference']],
  ['takes an escaped dollar for text', 'A="pa\\$word12"\n', ['A literal!']],
  ['passes over comments and blank lines', '# A=1\n\n  # more\nB=$B # why\n', ['B reference']],
  ['takes a bare key for empty', 'A\nB=\n', ['A empty', 'B empty']],
  ['reads a value in quotes over several lines', 'A="one\ntwo $X"\nB=$B\n', ['A reference', 'B reference']],
  ['reads lines that end in CR LF', 'A=$A\r\nB=$B\r\n', ['A reference', 'B reference']],
  ['finds what dotenv ignores', 'A=$A\nB $B\n- C\n', ['A reference', 'line: B $B', 'line: - C']],
  ['finds an export of nothing', 'export A\n', ['export: export A']],
  [
    'keeps booleans, numbers and paths apart from credentials',
    'A=true\nB=123456789\nC=./keys/private.pem\n',
    ['A literal', 'B literal', 'C literal'],
  ],
] as const) {
  it(name, () => assert.deepEqual(read(text), expected));
}
