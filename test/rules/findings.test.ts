// What people see on each page's projects, and on those of `beyond/`, whole: README.md in `findings/` says how to read and to renew it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { completion } from '../support/complete.ts';
import { judged } from '../support/findings.ts';
import { told } from '../support/told.ts';
import { readPage, type Project } from './page.ts';

const pages = new URL('../../docs/rules/', import.meta.url);
const beyond = new URL('beyond/', import.meta.url);
const stored = new URL('findings/', import.meta.url);
const pagesIn = (folder: URL): string[] =>
  readdirSync(folder).flatMap((name) => (name.endsWith('.md') && name !== 'README.md' ? [name.slice(0, -'.md'.length)] : []));
const ids = pagesIn(pages);
const base = 'config/deploy.yml';

function toldOf(id: string, folder: URL): string {
  const page = readPage(readFileSync(new URL(`${id}.md`, folder), 'utf8'));
  const parts: readonly (readonly [string, Project])[] = [
    ...page.examples.map(({ name, project }) => [`Example${name && `: ${name}`}`, project] as const),
    ...page.silent.map((project, index) => [`Silent ${index + 1}`, project] as const),
  ];
  return parts.map(([title, { texts }]) => `## ${title}\n\n${toldIn(completed(texts)) || 'nothing\n'}`).join('\n');
}

function toldIn(texts: ReadonlyMap<string, string>): string {
  return told(judged(texts), texts);
}

function compare(found: string, file: URL): void {
  if (process.env['UPDATE']) writeFileSync(file, found);
  assert.equal(found, existsSync(file) ? readFileSync(file, 'utf8') : '', 'read the difference; UPDATE=1 stores it');
}

function completed(texts: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...texts].map(([file, text]) => [file, file === base ? completion(text) + text : text]));
}

describe('what people see', () => {
  for (const id of ids) it(`on the page ${id}`, () => compare(toldOf(id, pages), new URL(`${id}.txt`, stored)));
  for (const id of pagesIn(beyond)) it(`beyond the page ${id}`, () => compare(toldOf(id, beyond), new URL(`${id}.txt`, beyond)));

  it('no stored file is without its page', () => {
    assert.deepEqual(
      readdirSync(stored).filter((name) => name.endsWith('.txt') && !ids.includes(name.slice(0, -'.txt'.length))),
      [],
    );
  });
});
