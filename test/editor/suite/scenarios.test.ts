import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../client/src/start.ts';
import { findingsText, scenarios } from '../../scenarios/scenario.ts';
import { numberOf } from '../number.ts';
import { asProtocol, extension, findingsThen, quickFixes, replaceText, show, treeThen } from './support.ts';

suite('scenarios', () => {
  let api: Api;

  suiteSetup(async () => {
    api = await extension();
  });

  for (const scenario of scenarios()) {
    test(scenario.name, async () => {
      const document = await show(numberOf(scenario));
      assert.equal(document.languageId, 'kamal');
      for (const [index, step] of scenario.steps.entries()) {
        await replaceText(document, step.text);
        await findingsThen(document, step.findings);
        if (step.tree !== undefined) await treeThen(api, step.tree);
        if (!step.fixed) continue;
        const [first] = vscode.languages.getDiagnostics(document.uri);
        assert.ok(first);
        const preferred = (await quickFixes(document, first.range)).find((action) => action.isPreferred);
        assert.ok(preferred?.edit, `no preferred fix for ${findingsText(step.text, asProtocol(document))}`);
        assert.ok(await vscode.workspace.applyEdit(preferred.edit));
        assert.equal(document.getText(), scenario.steps[index + 1]?.text);
      }
      await vscode.commands.executeCommand('workbench.action.files.revert');
    });
  }

  test('a hover on the words of a finding says what Kamal would print', async () => {
    const document = await show('4');
    vscode.languages.getDiagnostics(document.uri);
    const at = document.positionAt(document.getText().lastIndexOf('ssl'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
    const text = hovers
      .flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)))
      .join('\n');
    assert.match(text, /Must set a host to enable automatic SSL/);
  });
});
