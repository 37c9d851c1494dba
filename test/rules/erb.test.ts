/**
 * What hangs on ERB is unknown, and nothing certain may be said of it. In each page's examples every value is replaced by ERB in turn. Where
 * some plain value in the same place would take a finding away without Kamal refusing it, that finding hangs on the value, and must not be
 * reported while only ERB knows it.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { spanOf } from '../../server/src/edit/index.ts';
import type { Node } from '../../server/src/source/node.ts';
import { read } from '../../server/src/source/read.ts';
import { completion } from '../support/complete.ts';
import { findingsOf, judged, type Located } from '../support/findings.ts';
import { share } from '../support/share.ts';
import { readPage } from './page.ts';

const pages = new URL('../../docs/rules/', import.meta.url);
const base = 'config/deploy.yml';
const unknown = '<%= ENV["SOMETHING"] %>';
const plain = ['other', '7', 'false', 'a.example'];

/** About the text itself, or a finding that is there because of the ERB. */
const aside = new Set(['erb-in-comment', 'erb-unterminated', 'yaml-syntax', 'ignore-unused', 'duplicate-key']);

function scalarsIn(node: Node | null): Node[] {
  if (node?.kind === 'list') return node.items.flatMap(scalarsIn);
  if (node?.kind === 'map') return node.entries.flatMap(({ value }) => scalarsIn(value));
  return node?.kind === 'scalar' && node.text !== '' && node.style !== 'block' && !node.anchor ? [node] : [];
}

interface Judged {
  readonly own: readonly Located[];
  readonly refused: number;
}

function look(texts: ReadonlyMap<string, string>, id: string): Judged {
  const all = findingsOf(judged(texts));
  return { own: all.filter(({ finding }) => finding.rule === id), refused: all.filter(({ finding }) => finding.refused).length };
}

/** The same finding, wherever the changed text has moved it: it begins on the same line, at the same or a moved column. */
function lineOf(texts: ReadonlyMap<string, string>, { file, from }: Located): string {
  return `${file}:${(texts.get(file) ?? '').slice(0, from).split('\n').length}`;
}

describe('while ERB alone knows a value', () => {
  for (const name of readdirSync(pages).filter((file) => file.endsWith('.md') && file !== 'README.md')) {
    const id = name.slice(0, -'.md'.length);
    if (aside.has(id)) continue;
    it(`${id} says nothing that hangs on it`, () => {
      for (const { project } of readPage(readFileSync(new URL(name, pages), 'utf8')).examples) {
        const texts = new Map([...project.texts].map(([file, text]) => [file, file === base ? completion(text) + text : text]));
        const before = look(texts, id);
        for (const [file, text] of texts) if (/^config\/.*\.ya?ml$/.test(file)) check(id, texts, file, text, before);
      }
    });
  }
});

function check(id: string, texts: ReadonlyMap<string, string>, file: string, text: string, before: Judged): void {
  const source = read(file, text);
  for (const node of share(scalarsIn(source.root), 6, id.length)) {
    const { from, to } = spanOf(source, node);
    const withValue = (value: string): Map<string, string> => new Map([...texts, [file, text.slice(0, from) + value + text.slice(to)]]);
    const open = withValue(unknown);
    const reported = look(open, id).own.map((located) => lineOf(open, located));
    if (reported.length === 0) continue;
    for (const value of plain) {
      const other = withValue(value);
      const { own, refused } = look(other, id);
      if (refused > before.refused) continue;
      const left = own.map((located) => lineOf(other, located));
      // One that stands elsewhere is not gone.
      const gone = left.length < reported.length ? reported.filter((place) => !left.includes(place)) : [];
      assert.deepEqual(gone, [], `with \`${value}\` for \`${text.slice(from, to)}\` nothing is wrong in\n${open.get(file)}`);
    }
  }
}
