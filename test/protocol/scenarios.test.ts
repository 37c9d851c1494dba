import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { findingsText, scenarios, treeText } from '../scenarios/scenario.ts';
import { Client } from './client.ts';

const file = 'config/deploy.yml';
const whole = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

/** The text after an action, as an editor would make it. */
function applied(text: string, action: CodeAction | undefined): string {
  const edits = (action?.edit?.documentChanges as TextDocumentEdit[] | undefined)?.flatMap((change) => change.edits) ?? [];
  return TextDocument.applyEdits(TextDocument.create('file:///x', 'kamal', 1, text), edits as never);
}

for (const over of ['streams', 'stdio', 'worker'] as const) {
  suite(`scenarios, over ${over}`, { timeout: 30_000 }, () => {
    let client: Client;
    before(async () => {
      client = await Client.start({ over });
      await client.open(file, '');
    });
    after(() => client.stop());

    for (const { name, steps } of scenarios()) {
      test(name, async () => {
        for (const [index, step] of steps.entries()) {
          assert.equal(findingsText(step.text, await client.type(file, step.text)), step.findings);
          if (step.tree !== undefined) assert.equal(treeText(await client.tree(file)), step.tree);
          if (!step.fixed) continue;
          const actions = await client.actions(file, whole);
          assert.equal(
            applied(
              step.text,
              actions.find((action) => action.isPreferred),
            ),
            steps[index + 1]?.text,
          );
        }
      });
    }
  });
}
