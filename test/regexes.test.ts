// Whoever writes a file must not be able to stop the editor with it: no regular expression of ours takes more than linear time.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../scripts/run.mjs';
import { processorTime } from './support/processorTime.ts';

/** A regular expression in our sources: what stands between two slashes where no division can stand. */
const literal = /(?<=(?:^|[(,=:[!&|?{};>]|return|yield)\s*)\/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+)\/([dgimsuyv]*)/gm;

/** What a hostile text repeats: blanks of all kinds, and what our expressions look for. */
const repeated = [
  ...' \t0aA-_/\\{}[]()\r\n,.:;#%$@`*"\'=<>!?&~|^+\uFFFD\u2028',
  ...[
    'a-',
    '0.',
    '1.1.',
    'a.',
    'a/',
    'a ',
    'a,',
    ' \t',
    '\r\n',
    '- ',
    '. ',
    '# ',
    ' #',
    '${',
    '<%',
    'x: ',
    'stop',
    '/*',
    "''",
    '""',
    '\\"',
  ],
];

/** What stands before and after it, so that no match, or only a late one, can be had. */
const around = [
  ['', '\u0001'],
  ['x', '\u0001'],
  ['\n ', '!\n'],
] as const;

const length = 10_000;
/** Quadratic time is some fifty million steps here, linear time some ten thousand. */
const most = 30;

/**
 * Expressions that only read what a person or we ourselves wrote at one place: the name of a file, our own globs, one line of a message.
 * Each with what bounds it.
 */
const short = new Map([
  ['/(\\.[^./]+)?$/', 'the path of a base'],
  ['/\\.[^./]+$/', 'the path of a base'],
  ['/\\{(.*?)\\}/g', 'our own globs'],
  ['/\\d+(\\.[0-9a-z]+)*(?=[\\s,"\']*$)/i', 'a version of fewer than 100 characters'],
  [
    String.raw`/( *)(?:(-) +)?(?:([A-Za-z0-9_][\w./-]*):(?= |$) *)?(?:("[^"\\\n]*"|'[^'\n]*')|(\[[^\n[\]{}#]*\])|((?:[\w./$+(~^;=\\]|-(?=[A-Za-z0-9.]))(?:[^\n#: ]|:(?=[^ \n])|(?<=[^ ])#| +(?=[^ #\n]))*))?(?: +#[^\n]*| *)$/my`,
    'a line of 500 characters; the first that does not fit ends it',
  ],
  [
    '/^\\s*(?:- )?(?:"[^"]*"|\'[^\']*\'|[^\\s"\'#][^:#]*):[ \\t]+([^\\s"\'[{#][^#]*?:(?:[ \\t].*)?)$/',
    'the first 1,000 characters of a line',
  ],
]);

function milliseconds(expression: RegExp, text: string): number {
  const start = processorTime();
  expression.lastIndex = 0;
  expression.exec(text);
  return processorTime() - start;
}

/** The least of several times, as another program may have had the processor at the first. */
function steady(expression: RegExp, text: string): number {
  const first = milliseconds(expression, text);
  return first < most
    ? first
    : Math.min(first, milliseconds(expression, text), milliseconds(expression, text), milliseconds(expression, text));
}

test('no regular expression takes more than linear time', { timeout: 240_000 }, () => {
  const folder = path.join(root, 'server/src');
  const slow: string[] = [];
  const tried = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
    for (const [written, source, flags] of readFileSync(path.join(folder, file), 'utf8').matchAll(literal)) {
      if (tried.has(written) || short.has(written)) continue;
      tried.add(written);
      let expression: RegExp;
      try {
        expression = new RegExp(source!, flags!.includes('y') || flags!.includes('g') ? flags : `${flags}g`);
      } catch {
        // A division after all.
        continue;
      }
      const text = repeated
        .flatMap((part) => around.map(([before, after]) => before + part.repeat(length / part.length) + after))
        // What would take minutes is seen in a tenth of the text.
        .find((one) => steady(expression, one.slice(0, length / 10)) > most || steady(expression, one) > most);
      if (text !== undefined) slow.push(`${file}: ${written} with ${JSON.stringify(text.slice(0, 8))}…`);
    }
  }
  assert.ok(tried.size > 300, 'the expressions are found');
  assert.deepEqual(slow, []);
});
