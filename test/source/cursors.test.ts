// What may stand at a cursor, in pieces of YAML that are whole or half-typed: `cursors.txt` holds them, `cursors.told.txt` the answers. UPDATE=1 writes these anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { cursorsAt } from '../../server/src/source/cursor/cursorsAt.ts';

const stored = new URL('cursors.told.txt', import.meta.url);

/** What would be replaced stands in «», and `|` where the cursor is in it; then what comes before it, and what is there already. */
function saidOf(text: string, offset: number): string[] {
  return cursorsAt(text, offset).map(({ expects, path, from, to, typed, quote, closed, behind, lead, present, flow, indent, has }) => {
    assert.equal(text.slice(from, offset), typed, 'what is typed stands before the cursor');
    const quoted = quote === '' ? '' : ` in ${quote}${closed ? '' : ' without end'}`;
    return [
      `${expects} at ${path.join('.') || 'the root'}: «${typed}|${text.slice(offset, to)}»${quoted}${behind ? ' and goes on' : ''}`,
      ...(lead === '' ? [] : [`after ${JSON.stringify(lead)}`]),
      ...(present.length > 0 ? [`beside ${present.join(', ')}`] : []),
      ...(flow ? ['in brackets'] : []),
      ...(indent === '' ? [] : [`lines below begin with ${JSON.stringify(indent)}`]),
      ...(has === 'nothing' ? [] : [`has ${has === 'colon' ? 'its colon' : has}`]),
    ].join('; ');
  });
}

suite('what may stand at a cursor', () => {
  const before = existsSync(stored) ? readFileSync(stored, 'utf8').split(/^(?==== )/m) : [];
  const sections = readFileSync(new URL('cursors.txt', import.meta.url), 'utf8').split(/^=== /m).slice(1); // prettier-ignore
  const now: string[] = [];
  for (const [index, section] of sections.entries()) {
    const heading = section.slice(0, section.indexOf('\n'));
    test(heading, () => {
      const pieces = section.slice(heading.length + 1).split(/^---\n/m);
      const told = pieces.map((piece) => {
        const marked = piece.replaceAll('→', '\t').replace(/\n$/, '');
        const lines = saidOf(marked.replace('‸', ''), marked.indexOf('‸'));
        return `${piece}${(lines.length > 0 ? lines : ['nothing']).map((line) => `    => ${line}\n`).join('')}`;
      });
      now.push(`=== ${heading}\n${told.join('---\n')}`);
      if (!process.env['UPDATE']) assert.equal(now.at(-1), before[index], 'read the difference; UPDATE=1 stores it');
    });
  }
  test('all are stored', () => {
    if (process.env['UPDATE']) writeFileSync(stored, now.join(''));
    else assert.equal(before.length, sections.length);
  });
});
