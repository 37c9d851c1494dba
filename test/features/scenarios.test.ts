import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { diagnostics } from '../../server/src/features/diagnostics.ts';
import { judgedOf, tree } from '../../server/src/features/tree.ts';
import { findingsText, scenarios, treeText } from '../scenarios/scenario.ts';
import { apply } from './apply.ts';
import { file, roundOf, uriOf } from './project.ts';

suite('scenarios, as functions', () => {
  for (const { name, steps } of scenarios()) {
    test(name, () => {
      steps.forEach((step, index) => {
        const { analysis, shown, texts } = roundOf(new Map([[file, step.text]]));
        assert.equal(findingsText(step.text, diagnostics(analysis, shown.get(file) ?? [], uriOf)), step.findings);
        if (step.tree !== undefined) {
          const drawn = tree(analysis, judgedOf(analysis, file, undefined)!, shown, { uri: uriOf(file), version: 1, uriOf });
          assert.equal(treeText(drawn), step.tree);
        }
        if (!step.fixed) return;
        const fix = shown.get(file)?.flatMap(({ finding }) => finding.fixes.filter((one) => one.preferred))[0];
        const edits = fix?.edits(texts);
        assert.ok(edits, 'there is a preferred fix');
        assert.equal(apply(step.text, edits.get(file) ?? []), steps[index + 1]?.text);
      });
    });
  }
});
