// What people see of families of deployments, and what repairs make of them: `families.txt` holds the projects, `families.told.txt` what is said of each.
// UPDATE=1 writes the answers anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { unified } from '../../server/src/cli/views/unified.ts';
import { applyChanges } from '../../server/src/edit/index.ts';
import type { Edits } from '../../server/src/edit/change.ts';
import { deployed, present } from '../../server/src/report/present.ts';
import { fixAll, type Round } from '../../server/src/report/fixAll.ts';
import { missingDestination } from '../../server/src/report/missingDestination.ts';
import { filesIn, roundOf } from '../features/project.ts';

const stored = new URL('families.told.txt', import.meta.url);

/** What most of them begin with. */
const head = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\n';

/** The lines that change, with those around them, file by file. */
function difference(texts: ReadonlyMap<string, string>, edits: Edits): string[] {
  return [...edits].flatMap(([path, changes]) => {
    const before = texts.get(path) ?? '';
    const lines = unified(before.split('\n'), applyChanges(before, [...changes]).split('\n'), [path, path]).split('\n');
    return lines.filter((line) => !/^(---|\+\+\+|@@) |^$/.test(line)).map((line) => `    ${path} ${line}`);
  });
}

/** @param unsure which files are handed to `-c` is not known yet */
function saidOf(texts: ReadonlyMap<string, string>, unsure: boolean): string[] {
  const { texts: sources, ...round } = roundOf(texts);
  let { analysis, shown } = round;
  if (unsure) {
    analysis = { ...analysis, deployments: analysis.deployments.map((one) => ({ ...one, ...(one.standalone && { unsure: true }) })) };
    shown = present(analysis);
  }
  const names = deployed(analysis).map((index) => analysis.deployments[index]!.deployment.destination ?? 'alone');
  const lines = [`deployed: ${names.join(', ')}`];
  for (const [path, list] of shown) {
    for (const { finding, source, span, severity, message } of list) {
      lines.push(
        `${path} ${severity} ${finding.rule}${finding.refused ? ' (refused)' : ''} at «${source.text.slice(span.from, span.to)}»: ${message}`,
      );
      for (const fix of finding.fixes) {
        // What the rules offer is told on their pages.
        if (!/required|configuration/.test(fix.title)) continue;
        const edits = fix.edits(sources);
        lines.push(`  ${fix.safety}: ${fix.title}`, ...(edits ? difference(texts, edits) : ['    cannot be made']));
      }
    }
  }
  const [finding] = missingDestination(analysis, 'nowhere').findings;
  lines.push(`with \`-d nowhere\`: ${finding!.message}`);
  const reread = (changed: ReadonlyMap<string, string>): Round => roundOf(new Map([...texts, ...changed]));
  for (const unsafe of [false, true]) {
    const repair = fixAll(
      { analysis, shown, texts: sources },
      { repairs: () => true, mayChange: (path) => path !== 'Dockerfile', unsafe },
      reread,
    );
    if (!repair) continue;
    const made = repair.made.map(({ shown: { finding: one }, fix, files }) => `${one.rule}: ${fix.title} (${files.join(', ')})`);
    lines.push(`${unsafe ? 'all repairs' : 'safe repairs'}: ${made.join('; ')}`, ...difference(texts, repair.edits));
  }
  return lines;
}

suite('what people see of families of deployments', () => {
  const before = existsSync(stored) ? readFileSync(stored, 'utf8').split(/^(?==== )/m) : [];
  const sections = readFileSync(new URL('families.txt', import.meta.url), 'utf8').split(/^=== /m).slice(1); // prettier-ignore
  const now: string[] = [];
  for (const [index, section] of sections.entries()) {
    const heading = section.slice(0, section.indexOf('\n'));
    test(heading, () => {
      // `␍` is a carriage return, and `(no end)` takes the end of the line before it away.
      const text = section
        .slice(heading.length + 1)
        .replaceAll('<head>\n', head)
        .replaceAll('␍', '\r');
      const lines = saidOf(
        new Map([...filesIn(text)].map(([path, one]) => [path, one.replace(/\n?\(no end\)\n/, '')])),
        heading.endsWith('(unsure)'),
      );
      now.push(`=== ${heading}\n${lines.map((line) => `${line.replaceAll('\n', '⏎').replaceAll('\r', '␍').trimEnd()}\n`).join('')}`);
      if (!process.env['UPDATE']) assert.equal(now.at(-1), before[index], 'read the difference; UPDATE=1 stores it');
    });
  }
  test('all are stored', () => {
    if (process.env['UPDATE']) writeFileSync(stored, now.join(''));
    else assert.equal(before.length, sections.length);
  });
});
