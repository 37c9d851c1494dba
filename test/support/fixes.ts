import assert from 'node:assert/strict';
import type { Analysis } from '../../server/src/project/analysis.ts';
import { commentsIn } from '../../server/src/edit/index.ts';
import type { Finding } from '../../server/src/rules/rule.ts';
import type { Fix } from '../../server/src/edit/change.ts';
import { read } from '../../server/src/source/read.ts';
import { edited, editsOf, findingsIn, findingsOf } from './findings.ts';
import type { Located } from './findings.ts';

/**
 * Checks one fix of a finding: the text can be read after it, comments outside the removed text are still there; and a preferred one
 * removes its finding and adds none.
 * @param analysis the one that the finding is from, because its fixes hold on to its nodes
 * @param choices must a fix that is one among others remove its finding as well? Where all is wrong at once, it may only move it
 * @param uncovers may this finding be new, because what the fix makes readable is wrong in another way?
 * @returns the texts after the fix; undefined where the fix says that it cannot be done
 */
export function checkFix(
  fix: Fix,
  located: Located,
  texts: ReadonlyMap<string, string>,
  analysis: Analysis,
  uncovers?: (finding: Finding) => boolean,
  choices = true,
): Map<string, string> | undefined {
  const before = findingsOf(analysis);
  const edits = editsOf(fix, analysis, texts);
  if (!edits) return undefined;
  const result = edited(texts, edits);
  const after = findingsIn(result);
  // A message may change its words with the text around it: what counts is how many findings each rule has.
  const count = (list: readonly Located[], rule: string) => list.filter(({ finding }) => finding.rule === rule).length;
  const added = after.filter(({ finding: { rule } }) => count(after, rule) > count(before, rule)).map(({ finding }) => finding);
  const repaired = [...result.values()].join('\n');
  assert.deepEqual(
    added
      .filter((finding) => finding.rule === 'yaml-syntax' || (fix.preferred && !uncovers?.(finding)))
      .map(({ rule, message }) => `${rule}: ${message}`),
    [],
    `"${fix.title}" adds findings in\n${repaired}`,
  );
  const { rule, message } = located.finding;
  // The same may be wrong in two files, or in one that another fix has to repair.
  const same = (list: readonly Located[]) => list.filter(({ finding }) => finding.rule === rule && finding.message === message).length;
  const gone = count(after, rule) < count(before, rule) || ((uncovers !== undefined || !fix.preferred) && same(after) < same(before));
  if (fix.preferred || choices) assert(gone, `"${fix.title}" leaves its finding in\n${repaired}`);
  for (const [file, changes] of edits) {
    const text = texts.get(file) ?? '';
    const kept = commentsIn(read(file, text)).filter(
      (comment) => !changes.some((change) => comment.from < Math.max(change.to, change.from + 1) && change.from < comment.to),
    );
    for (const { from, to } of kept)
      assert(result.get(file)!.includes(text.slice(from, to)), `"${fix.title}" loses ${text.slice(from, to)}`);
  }
  return result;
}
