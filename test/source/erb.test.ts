// What small pieces of Ruby print, and which texts a template may turn into: `erb.txt` holds them, `erb.told.txt` the answers. UPDATE=1 writes these anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { printedBy } from '../../server/src/source/erb/literal.ts';
import { render } from '../../server/src/source/erb/render.ts';

const stored = new URL('erb.told.txt', import.meta.url);

const ways = {
  'as it is': { destination: null, environment: null },
  'as it is, with -d eu': { destination: 'eu', environment: null },
  'with x in the environment': { destination: null, environment: 'x' },
  'with a placeholder': { destination: null, environment: 'x', placeholder: '…' },
};

/** How a template is rendered in each way; ways with the same end are told together. */
function texts(template: string): string[] {
  const ends = new Map<string, string[]>();
  for (const [way, options] of Object.entries(ways)) {
    const rendered = render(template, options);
    const end = rendered ? rendered.map((text) => text.replace(/^/gm, '  | ')).join('\n  or\n') : '  nobody knows';
    ends.set(end, [...(ends.get(end) ?? []), way]);
  }
  return [...ends].map(([end, names]) => `${names.length === Object.keys(ways).length ? 'always' : names.join('; ')}:\n${end}`);
}

function printed(code: string): string {
  const literal = printedBy(code);
  return `${code}  =>  ${literal ? `${JSON.stringify(literal.text)}${literal.fallback ? ' unless the environment has it' : ''}` : 'nobody knows'}`;
}

const sections = readFileSync(new URL('erb.txt', import.meta.url), 'utf8')
  .split(/^=== /m)
  .slice(1)
  .map((section) => {
    const end = section.indexOf('\n');
    return { heading: section.slice(0, end), text: section.slice(end + 1) };
  });

suite('ERB', () => {
  const before = new Map(
    (existsSync(stored) ? readFileSync(stored, 'utf8') : '').split(/^=== /m).map((part) => [part.split('\n')[0], `=== ${part}`]),
  );
  const now: string[] = [];
  for (const { heading, text } of sections)
    test(heading, () => {
      const lines = heading.startsWith('expressions') ? text.split('\n').filter(Boolean).map(printed) : texts(text);
      const found = `=== ${heading}\n${lines.map((line) => `${line}\n`).join('')}`;
      now.push(found);
      if (process.env['UPDATE']) writeFileSync(stored, now.join(''));
      else assert.equal(found, before.get(heading), 'read the difference; UPDATE=1 stores it');
    });
});
