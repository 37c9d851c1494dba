// A deployment as a picture beside the editor: alive while typing, a click leads to the line, the keyboard reaches every part.
import assert from 'node:assert/strict';
import path from 'node:path';
import { Editor } from './editor.ts';
import type { Story } from './story.ts';

export const seeingSteps = 5;

/** @param workspace holds the projects of `fixtures/` */
export async function seeing(story: Story, workspace: string): Promise<void> {
  const folder = path.join(workspace, 'seen');
  const page = await story.open(folder, path.join(folder, 'config/deploy.yml'));
  const editor = new Editor(page);
  const frame = page.frameLocator('iframe.webview').frameLocator('iframe');

  await story.step('opens the picture beside a configuration', async () => {
    await editor.opened('deploy.yml');
    await editor.closeSideBar();
    await page.locator('.editor-actions .action-label[aria-label^="Show Deployment"]').click();
    await frame.locator('#picture text', { hasText: 'https://api.example.com' }).first().waitFor();
    await frame.locator('#picture text', { hasText: 'postgres:16' }).first().waitFor();
    await frame.locator('#timeline text', { hasText: 'After the build' }).waitFor();
    await story.picture('deployment', { of: '.part.editor' });
  });
  await story.step('sees the change while typing', async () => {
    await editor.line('cmd: bin/api').getByText('api').last().dblclick();
    await page.keyboard.type('rails');
    await page.keyboard.press('Escape');
    await frame.locator('#picture text', { hasText: 'rails' }).first().waitFor();
  });
  await story.step('goes to the line of what is clicked', async () => {
    await frame.locator('#picture .role', { hasText: 'bin/jobs' }).first().click();
    await page.locator('.statusbar-item', { hasText: /Ln 13, Col/ }).waitFor();
  });
  await story.step('reaches every part by keyboard, each with a name', async () => {
    const parts = frame.locator('#picture [data-at]');
    assert.ok((await parts.count()) >= 10);
    for (const part of await parts.all()) {
      assert.equal(await part.getAttribute('tabindex'), '0');
      assert.notEqual(((await part.getAttribute('aria-label')) ?? '').trim(), '');
    }
  });
  await story.step('chooses a destination', async () => {
    await frame.locator('#destination').selectOption({ label: 'staging' });
    await frame.locator('#picture text', { hasText: 'staging.example.com' }).first().waitFor();
    await story.picture('deployment-staging');
  });
}
