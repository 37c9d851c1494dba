/**
 * What hangs on ERB is unknown, and nothing certain may be said of it. In each page's examples every value is replaced by ERB in turn. Where
 * some plain value in the same place would take a finding away without Kamal refusing it, that finding hangs on the value, and must not be
 * reported while only ERB knows it. The same holds for whole sections.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { linesOfEntry, spanOf } from '../../server/src/edit/index.ts';
import type { Entry, Node } from '../../server/src/source/node.ts';
import { read } from '../../server/src/source/read.ts';
import { completion } from '../support/complete.ts';
import { findingsOf, judged, type Located } from '../support/findings.ts';
import { share } from '../support/share.ts';
import { readPage } from './page.ts';

const pages = new URL('../../docs/rules/', import.meta.url);
const base = 'config/deploy.yml';
const unknown = '<%= ENV["SOMETHING"] %>';
const plain = ['other', '7', 'false', 'a.example', 'localhost:5000'];

/** About the text itself, or a finding that is there because of the ERB. */
const aside = new Set(['erb-in-comment', 'erb-unterminated', 'yaml-syntax', 'ignore-unused', 'duplicate-key']);

function scalarsIn(node: Node | null): Node[] {
  if (node?.kind === 'list') return node.items.flatMap(scalarsIn);
  if (node?.kind === 'map') return node.entries.flatMap(({ value }) => scalarsIn(value));
  return node?.kind === 'scalar' && node.text !== '' && node.style !== 'block' && !node.anchor ? [node] : [];
}

/** Entries that may be taken out with their lines: of the root, of what it holds, and below that. */
function entriesIn(node: Node | null, depth = 0): Entry[] {
  if (node?.kind !== 'map' || node.flow || depth > 3) return [];
  return node.entries.flatMap((entry) => [entry, ...entriesIn(entry.value, depth + 1)]);
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
  const turn = (put: (value: string) => string, open: string, others: readonly string[], said: string): void => {
    const withValue = (value: string): Map<string, string> => new Map([...texts, [file, put(value)]]);
    compare(id, withValue(open), others.map(withValue), before, said);
  };
  for (const node of share(scalarsIn(source.root), 6, id.length)) {
    const { from, to } = spanOf(source, node);
    turn((value) => text.slice(0, from) + value + text.slice(to), unknown, plain, text.slice(from, to));
  }
  for (const entry of share(entriesIn(source.root), 6, id.length)) {
    const { from, to } = linesOfEntry(source, entry);
    const lines = text.slice(from, to);
    const [key] = /^ *[^:\n]+:/.exec(lines) ?? [];
    if (
      key === undefined ||
      entry.value.kind === 'scalar' ||
      /&\w/.test(lines) ||
      !lines.endsWith('\n') ||
      text.includes('<%') ||
      source.root?.kind !== 'map'
    )
      continue;
    // Every variant is as long as the others, so that a finding stays on its line.
    const height = lines.split('\n').length - 1;
    const put = (value: string): string =>
      `${text.slice(0, from)}${value}${'#\n'.repeat(height + 1 - value.split('\n').length)}${text.slice(to)}`;
    turn(put, `${key} ${unknown}\n`, [lines, `${key} {}\n`, `${key} []\n`], key.trim());
  }
}

/** Nothing may be said while ERB decides that one of other texts, which Kamal refuses no more, would not be told. */
function compare(id: string, open: Map<string, string>, others: readonly Map<string, string>[], before: Judged, said: string): void {
  const places = (texts: Map<string, string>, { own }: Judged): string[] => own.map((located) => lineOf(texts, located));
  const reported = places(open, look(open, id));
  if (reported.length === 0) return;
  for (const other of others) {
    const judged = look(other, id);
    if (judged.refused > before.refused) continue;
    const left = places(other, judged);
    // One that stands elsewhere is not gone.
    const gone = left.length < reported.length ? reported.filter((place) => !left.includes(place)) : [];
    assert.deepEqual(gone, [], `of \`${said}\`: nothing is wrong in\n${texts(other)}\nbut told in\n${texts(open)}`);
  }
}

function texts(files: ReadonlyMap<string, string>): string {
  return [...files].map(([file, text]) => `//- ${file}\n${text}`).join('');
}
