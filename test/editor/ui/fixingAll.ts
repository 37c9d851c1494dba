// A file with ten findings, "Fix All" from the command palette, and what is left to a person.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Editor } from './editor.ts';
import type { Story } from './story.ts';

export const fixingAllSteps = 4;

/** @param workspace holds the projects of `fixtures/` */
export async function fixingAll(story: Story, workspace: string): Promise<void> {
  const folder = path.join(workspace, 'ten-findings');
  const file = path.join(folder, 'config/deploy.yml');
  const page = await story.open(folder, file);
  const editor = new Editor(page);

  await story.step('opens a file with ten findings', async () => {
    await editor.opened('deploy.yml');
    await editor.squiggles('error').first().waitFor({ state: 'attached' });
  });
  await story.step('lists them all', async () => {
    await editor.closeSideBar();
    await editor.openProblems();
    await editor.count(editor.problems(), 10);
    await story.picture('ten-findings', { of: '.part.panel' });
  });
  await story.step('repairs what is sure by "Fix All"', async () => {
    await editor.command('Fix All');
    await editor.count(editor.problems(), 3);
    console.log((await editor.problems().allInnerTexts()).map((text) => `    · ${text.replaceAll(/\s+/g, ' ')}`).join('\n'));
    await story.picture('fixed', { of: '.part.editor, .part.panel', height: 570 });
  });
  await story.step('saves the text that is expected', async () => {
    await editor.save();
    assert.equal(readFileSync(file, 'utf8'), readFileSync(path.join(folder, 'fixed.yml'), 'utf8'));
  });
}
