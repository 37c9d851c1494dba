// What the neighbours of each page's projects are told, in short: `neighbours/README.md` says how to read and to renew it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { configOf } from '../../server/src/config/config.ts';
import { deploymentOf } from '../../server/src/deployment/build.ts';
import { filesOf } from '../../server/src/project/analyze.ts';
import { destinationsOf } from '../../server/src/project/names.ts';
import type { Finding } from '../../server/src/rules/rule.ts';
import { kamalVersion } from '../../server/src/files/gemfile.ts';
import { Judge } from '../../server/src/rules/judging/judge.ts';
import { read } from '../../server/src/source/read.ts';
import { completion } from '../support/complete.ts';
import { neighboursOf, type Neighbour } from './neighbours.ts';
import { readPage } from './page.ts';

const base = 'config/deploy.yml';
const folders = ['../../docs/rules/', 'beyond/'].map((folder) => new URL(folder, import.meta.url));
const stored = new URL('neighbours/', import.meta.url);

/** `rule`, with how many fixes there are and whether one is preferred: `+` safe, `?` unsafe. */
function short(deployments: readonly (readonly Finding[])[]): Map<string, number> {
  const found = new Map<string, number>();
  const seen = new Set<string>();
  for (const findings of deployments)
    for (const { rule, fixes, at, message } of findings) {
      const place = `${rule} ${at.chunk.file} ${at.chunk.text.length} ${at.from} ${message}`;
      if (seen.has(place)) continue;
      seen.add(place);
      const preferred = fixes.find((one) => one.preferred);
      const told = `${rule}${fixes.length > 0 ? ` ${fixes.length}` : ''}${preferred ? (preferred.safety === 'safe' ? '+' : '?') : ''}`;
      found.set(told, (found.get(told) ?? 0) + 1);
    }
  return found;
}

/** What is told more often, and less, than before. */
function difference(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .flatMap((told) => {
      const more = (after.get(told) ?? 0) - (before.get(told) ?? 0);
      return more === 0 ? [] : [`${more > 0 ? '+' : '-'}${Math.abs(more) > 1 ? Math.abs(more) : ''}${told}`];
    })
    .join(', ');
}

/** A share of them, the same each time: which one hangs on the words of its line, so that further examples leave the others as they are. */
function isTaken({ how, line }: Neighbour, text: string): boolean {
  const words = `${how} ${text.split('\n')[line - 1]!}`;
  const mixed = [...words].reduce((sum, char) => (Math.imul(sum, 31) + char.codePointAt(0)!) | 0, 7);
  return (mixed >>> 0) % 6 === 0;
}

function toldOf(texts: ReadonlyMap<string, string>): string[] {
  const fragment = texts.get(base);
  if (fragment === undefined) return [];
  const start = completion(fragment);
  const files = filesOf(texts);
  const version = kamalVersion(texts.get('Gemfile.lock') ?? '');
  const kamal = version === null ? null : ({ version, from: 'Gemfile.lock' } as const);
  const destinations = destinationsOf(base, texts.keys()).map(({ name, file }) => ({ name, source: read(file, texts.get(file)!) }));
  const judge = new Judge();
  const judged = (text: string): Map<string, number> => {
    const source = read(base, text);
    const family = [null, ...destinations].map((destination) => deploymentOf(configOf(source, destination)));
    return short(judge.check(family.map((deployment) => ({ deployment, files, kamal, hasDestinations: family.length > 1 }))));
  };
  const before = judged(start + fragment);
  const all = neighboursOf(base, start + fragment, start.length).filter((one) => isTaken(one, start + fragment));
  return all.flatMap(({ how, line, text }) => {
    const told = difference(before, judged(text));
    return told ? [`${line} ${how}: ${told}`] : [];
  });
}

describe('what the neighbours are told', () => {
  for (const folder of folders)
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.md') && one !== 'README.md')) {
      const id = name.slice(0, -'.md'.length);
      it(`of ${folder === folders[0] ? 'the page' : 'what lies beyond'} ${id}`, () => {
        const { examples, silent } = readPage(readFileSync(new URL(name, folder), 'utf8'));
        const projects = [...examples.map(({ project }) => project), ...silent];
        const found = `${projects.map(({ texts }) => toldOf(texts).join('\n')).join('\n\n')}\n`;
        const file = new URL(`${folder === folders[0] ? '' : 'beyond-'}${id}.txt`, stored);
        if (process.env['UPDATE']) writeFileSync(file, found);
        assert.equal(found, existsSync(file) ? readFileSync(file, 'utf8') : '', 'read the difference; UPDATE=1 stores it');
      });
    }
});
