// The small changes that mutate.mjs makes, and where it may make them.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';

/** What is changed into what; each match is one possible change. */
const changes = [
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/ < /g, ' <= '],
  [/ > /g, ' >= '],
  [/ \+ /g, ' - '],
  [/\btrue\b/g, 'false'],
  [/\bfalse\b/g, 'true'],
  [/(?<=[([ ])!(?=[\w(])/g, ''],
  [/(?<=[ (,])\d+(?=[,;) ])/g, (/** @type {string} */ number) => String(Number(number) + 1)],
  [/\.some\(/g, '.every('],
  [/\.every\(/g, '.some('],
  [/\bcontinue;/g, ';'],
  [/(?<=\breturn )(?!undefined|;)[^;\n]+(?=;)/g, 'undefined'],
  [/(?<=[ (,[])'[^'\n]{2,}'(?=[,;)\]])/g, "''"],
];

/** Lines on which no change means anything: what is imported and passed on, types, what is said, and errors that only we can cause. */
const dull = /^\s*(import|export type|type|\/?\*|\/\/)|^export .* from '|\bthrow new (\w*Error|CannotEdit)\(/;

/** Tables that scripts count, of which only the order means anything. */
const counted = /counts\.ts$/;

/**
 * All places in a folder, or in one file.
 * @param {string} folder
 * @returns {{ file: string, from: number, was: string, to: string, line: number, text: string }[]} line counts from 1, text is that line
 */
export function sitesIn(folder) {
  const files = statSync(folder).isFile() ? [''] : readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .map((name) => path.join(folder, name))
    .filter((file) => file.endsWith('.ts') && !counted.test(file))
    .sort()
    .flatMap((file) => {
      const whole = readFileSync(file, 'utf8');
      return changes.flatMap(([pattern, to]) =>
        [...whole.matchAll(/** @type {RegExp} */ (pattern))]
          .map((match) => {
            const line = whole.slice(0, match.index).split('\n').length;
            const text = whole.split('\n')[line - 1] ?? '';
            const was = match[0];
            return { file, from: match.index, was, to: typeof to === 'function' ? to(was) : String(to), line, text };
          })
          .filter(({ text }) => !dull.test(text)),
      );
    });
}

/** @returns {Promise<string | undefined>} the file's text with the change made; undefined where it changes types alone, or is no code */
export async function changed({ file, from, was, to }) {
  const text = readFileSync(file, 'utf8');
  const after = text.slice(0, from) + to + text.slice(from + was.length);
  const options = { loader: 'ts', minify: true, logLevel: 'silent' };
  const [one, other] = await Promise.all([text, after].map((code) => transform(code, options).catch(() => undefined)));
  return other && one?.code !== other.code ? after : undefined;
}
