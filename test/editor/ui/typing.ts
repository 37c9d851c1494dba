// Scenario 4 as a person meets it: typed by hand, seen, explained, repaired.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scenarios } from '../../scenarios/scenario.ts';
import { numberOf } from '../number.ts';
import { Editor } from './editor.ts';
import type { Story } from './story.ts';

export const typingSteps = 7;

/** @param workspace holds the scenarios by number */
export async function typing(story: Story, workspace: string): Promise<void> {
  const [refused, repaired] = scenarios().find((scenario) => numberOf(scenario) === '4')?.steps ?? [];
  assert.ok(refused && repaired);
  const folder = path.join(workspace, '4');
  const file = path.join(folder, 'config/deploy.yml');
  const start = refused.text.indexOf('primary_role:');
  writeFileSync(file, refused.text.slice(0, start));
  const page = await story.open(folder, file);
  const editor = new Editor(page);

  await story.step('opens deploy.yml in the language of Kamal', async () => {
    await editor.opened('deploy.yml');
    await page.locator('.statusbar-item', { hasText: 'Kamal' }).first().waitFor();
  });
  await story.step('shows the tree beside the editor', async () => {
    await editor.openTree();
    await editor.widenTree(110);
  });
  await story.step('takes what is typed', async () => {
    await editor.type(refused.text.slice(start));
    await editor.save();
    assert.equal(readFileSync(file, 'utf8'), refused.text);
  });
  await story.step('underlines the root ssl', async () => {
    await editor.squiggles('error').first().waitFor({ state: 'attached' });
    await editor.treeRow('https://shop.example').waitFor();
  });
  const before = await editor.tree();
  await story.step('says on hover what Kamal would print', async () => {
    await editor.hover('ssl: true', 'ssl', /Must set a host to enable automatic SSL/);
    await story.picture('diagnostics', { of: '.part.sidebar, .part.editor', height: 560 });
  });
  await story.step('offers the fix first, and applies it', async () => {
    const titles = await editor.quickFixes('ssl: true', 'ssl');
    console.log(titles.map((title) => `    · ${title}`).join('\n'));
    await story.picture('fixes');
    await page.keyboard.press('Enter');
    await editor.count(editor.squiggles('error'), 0);
    await editor.save();
    assert.equal(readFileSync(file, 'utf8'), repaired.text);
  });
  await story.step('draws the deployment that Kamal now accepts', async () => {
    await editor.treeRow('https://api.shop.example → backend').waitFor();
    await editor.treeRow('https://shop.example → frontend').waitFor();
    await page.mouse.move(640, 780);
    await story.picture('tree');
    const after = await editor.tree();
    assert.match(before, /Kamal refuses this/);
    assert.doesNotMatch(after, /Kamal refuses this/);
    console.log(after.replaceAll(/^/gm, '    '));
  });
}
