import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fixAll, type Repair } from '../../server/src/report/fixAll.ts';
import { commentsIn } from '../../server/src/edit/index.ts';
import type { Finding } from '../../server/src/rules/rule.ts';
import type { Edits } from '../../server/src/edit/change.ts';
import { read } from '../../server/src/source/read.ts';
import { roundOf } from '../features/project.ts';
import { cases, textsOf } from '../kamal/cases.ts';
import { edited, editsOf, findingsOf, judged } from '../support/findings.ts';
import { checkFix } from '../support/fixes.ts';
import { projects } from './projects.ts';
import { seed } from '../support/seed.ts';
import { half, runs as times } from '../support/share.ts';

type Texts = ReadonlyMap<string, string>;

/**
 * Enough to meet most pairs of what can be wrong, and few enough for every run of the tests. Always the same projects, so that a failure is
 * about the last change; `SEED=$RANDOM` looks at others.
 */
const runs = { numRuns: times(150, 30), seed: process.env['SEED'] === undefined ? 4 : seed };

/** What these find is hidden from other rules, which look at it once it can be read: a server that Kamal drops, a value taken for another. */
const hiding = new Set(['host-dropped', 'read-otherwise']);

/** Findings that a fix only lets come to light. Once Kamal accepts a file, it may turn out to be unwise. */
const uncovers = (repaired: Finding) => (found: Finding) => hiding.has(repaired.rule) || (repaired.refused && !found.refused);

/** Preferred fixes, each alone: it leaves readable text, removes its finding, adds none and takes no comment that is not inside what it removes. */
function checkFixes(texts: Texts): void {
  const analysis = judged(texts);
  for (const located of findingsOf(analysis)) {
    const fix = located.finding.fixes.find(({ preferred }) => preferred);
    if (!fix) continue;
    const result = checkFix(fix, located, texts, analysis, uncovers(located.finding));
    if (result) assert.deepEqual(lostComments(texts, result, editsOf(fix, analysis, texts)!), [], `"${fix.title}" loses comments`);
  }
}

/** Comment lines at the edge of a removed stretch that stand nowhere any more: they are about what is above or below it. */
function lostComments(before: Texts, after: Texts, edits: Edits): string[] {
  return [...edits].flatMap(([file, changes]) => {
    const text = before.get(file) ?? '';
    if (!/\.ya?ml$/.test(file)) return [];
    const comments = commentsIn(read(file, text));
    return changes.flatMap(({ from, to }) =>
      comments
        .filter((comment) => comment.from >= from && comment.to <= to)
        .filter(
          (comment) =>
            isAlone(text, comment.from) && (isBare(text, from, comment.from, comments) || isBare(text, comment.to, to, comments)),
        )
        .map((comment) => text.slice(comment.from, comment.to))
        .filter((comment) => !after.get(file)!.includes(comment)),
    );
  });
}

function isAlone(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

/** Nothing but comments and blanks in between. */
function isBare(text: string, from: number, to: number, comments: readonly { from: number; to: number }[]): boolean {
  let at = from;
  for (const comment of comments.filter((one) => one.from >= from && one.to <= to)) {
    if (text.slice(at, comment.from).trim() !== '') return false;
    at = comment.to;
  }
  return text.slice(at, to).trim() === '';
}

/** "Fix all" in each file: one edit for all that it made, and after it nothing is left to do: its ten rounds were enough. */
function checkFixAll(texts: Texts): void {
  for (const file of texts.keys()) {
    if (!/^config\/deploy.*\.yml$/.test(file)) continue;
    const repair = repaired(texts, file);
    if (!repair) continue;
    const result = edited(texts, repair.edits);
    for (const [path, text] of repair.texts) assert.equal(result.get(path), text);
    const again = repaired(result, file);
    assert.equal(again, undefined, `a second "fix all" of ${file} changes\n${result.get(file)}\nto\n${again?.texts.get(file)}`);
  }
}

function repaired(texts: Texts, file: string): Repair | undefined {
  const scope = { repairs: (path: string) => path === file, mayChange: () => true };
  return fixAll(roundOf(texts), scope, (changed) => roundOf(new Map([...texts, ...changed])));
}

describe('preferred fixes', () => {
  it('repair any generated project one by one', () => {
    fc.assert(fc.property(projects, checkFixes), runs);
  });

  it('repair any generated project all together', () => {
    fc.assert(fc.property(projects, checkFixAll), runs);
  });

  for (const one of half(cases())) {
    const texts = textsOf(one);
    // A file that is no UTF-8 has no text to edit.
    if ([...texts.values()].some((text) => typeof text !== 'string')) continue;
    it(`repair ${one.name} all together`, () => checkFixAll(texts as Map<string, string>));
  }

  const real = path.join(import.meta.dirname, '../real');
  for (const project of readdirSync(real, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    it(`repair ${project.name}`, () => {
      const folder = path.join(real, project.name);
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(path.join(folder, name)).isFile());
      const texts = new Map(names.map((name) => [name.split(path.sep).join('/'), readFileSync(path.join(folder, name), 'utf8')]));
      checkFixes(texts);
      checkFixAll(texts);
    });
  }
});
