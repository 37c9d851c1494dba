/**
 * Runs the pages of `docs/rules/`: each is documentation and test at once.
 *
 * - `## Example` (or `## Example: what about`): a text in which the rule finds exactly what is marked: a comment line whose carets stand
 *   under what the finding points at, followed by the first words of its message. `#<^^` points from the line's start.
 * - `## Repaired` after an example: the text after the preferred fix of the first finding, and nothing else changed.
 * - `## Silent`: near misses in which the rule finds nothing.
 *
 * A block is `config/deploy.yml` unless a path follows its language (```yaml config/deploy.staging.yml) or stands in its first line as a
 * comment; several files in one section make one project, with a Gemfile.lock that names Kamal's version, with hooks and other files. A
 * deploy.yml without `service`, `image`, `registry`, `builder` or `servers` gets a line for each before it is judged, so that a page shows only what it is about.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Analysis } from '../../server/src/project/analysis.ts';
import { rules } from '../../server/src/rules/index.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { completion } from '../support/complete.ts';
import { edited, editsOf, findingsIn, findingsOf, judged } from '../support/findings.ts';
import type { Located } from '../support/findings.ts';
import { checkFix } from '../support/fixes.ts';
import { readPage } from './page.ts';
import type { Example, Project } from './page.ts';

const folder = new URL('../../docs/rules/', import.meta.url);
const pages = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
const base = 'config/deploy.yml';

/** Every page ends with this: how to say that the rule is wrong, and how to be rid of it. */
const ending = (id: string) =>
  `Is this a false alarm? [Tell us](https://github.com/kamal-tools/vscode-kamal/issues/new?title=${id}) with the lines it stands under. ` +
  `To silence one line, write \`# kamal-ignore: ${id}\` on it or above it; to change the rule's severity or switch it off everywhere, use the setting \`kamal.rules\`.`;

describe('pages', () => {
  it('there is one for each rule, and none without a rule', () => {
    assert.deepEqual(pages.map((name) => name.replace(/\.md$/, '')).sort(), rules.map(({ id }) => id).sort());
  });
});

for (const name of pages) {
  const id = name.replace(/\.md$/, '');
  describe(id, () => {
    const page = readPage(readFileSync(new URL(name, folder), 'utf8'));
    const rule = rules.find((rule) => rule.id === id);

    it('has a title, an example, a near miss and the way out at its end', () => {
      assert.equal(page.title, id);
      assert(page.examples.length, 'no example');
      assert(page.silent.length, 'no near miss');
      assert.equal(page.ending, ending(id));
    });
    if (!rule) return;
    for (const example of page.examples)
      it(`finds what is marked${example.name && `: ${example.name}`}`, () => checkExample(rule, example));
    for (const [index, project] of page.silent.entries())
      it(`stays silent on near miss ${index + 1}`, () => {
        const { texts } = completed(project);
        assert.deepEqual(
          findingsIn(texts).flatMap(({ finding }) => (finding.rule === id ? [finding.message] : [])),
          [],
        );
      });
  });
}

/** The project with the lines that Kamal needs, and how many characters and lines they are. */
function completed({ texts }: Project): { texts: Map<string, string>; prefix: string } {
  const prefix = completion(texts.get(base) ?? '');
  return { texts: new Map([...texts].map(([file, text]) => [file, file === base ? prefix + text : text])), prefix };
}

function checkExample(rule: Rule, { project, repaired }: Example): void {
  const { texts, prefix } = completed(project);
  const analysis = judged(texts);
  const all = findingsOf(analysis);
  const own = all.filter(({ finding }) => finding.rule === rule.id);
  assert.deepEqual(
    own.map((located) => shown(located, texts, prefix, project)),
    marked(project),
  );
  if (own.some(({ finding }) => finding.refused)) assert(analysis.deployments.some(({ accepted }) => accepted === false));
  const first = own[0]?.finding.fixes.find(({ preferred }) => preferred);
  assert.equal(
    Boolean(first),
    Boolean(repaired),
    first ? 'the page does not show the repaired text' : 'the first finding has no preferred fix',
  );
  if (first && repaired) {
    const edits = editsOf(first, analysis, texts);
    assert(edits, 'the preferred fix cannot be done');
    const result = edited(texts, edits);
    for (const [file, text] of repaired) assert.equal((result.get(file) ?? '').slice(file === base ? prefix.length : 0), text);
  }
  for (const located of own) checkFixes(located, texts, analysis);
}

/** Every fix can be done, and does what it should. */
function checkFixes(located: Located, texts: Map<string, string>, analysis: Analysis): void {
  assert(located.finding.fixes.filter(({ preferred }) => preferred).length <= 1, 'two preferred fixes');
  for (const fix of located.finding.fixes) assert(checkFix(fix, located, texts, analysis), `cannot be done: ${fix.title}`);
}

/** A finding as its mark would say it. */
function shown({ finding, file, from, to }: Located, texts: ReadonlyMap<string, string>, prefix: string, project: Project) {
  const text = texts.get(file) ?? '';
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', from);
  const line = text.slice(file === base ? prefix.length : 0, from).split('\n').length - 1;
  const mark = project.marks
    .get(file)
    ?.find((mark) => mark.line === line && mark.from === from - start && finding.message.startsWith(mark.message));
  return {
    file,
    line,
    from: from - start,
    to: Math.min(to, end < 0 ? text.length : end) - start,
    message: mark ? mark.message : finding.message,
  };
}

function marked(project: Project) {
  return [...project.marks].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([file, marks]) => marks.map((mark) => ({ file, ...mark })));
}
