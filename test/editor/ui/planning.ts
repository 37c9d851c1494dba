// A role is renamed in a Git repository: the lens says what the deploy leaves behind before anything is saved, and a click shows the plan.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { appears, Editor } from './editor.ts';
import type { Story } from './story.ts';

export const planningSteps = 4;

/** @param workspace holds the projects of `fixtures/` */
export async function planning(story: Story, workspace: string): Promise<void> {
  const folder = path.join(workspace, 'planned');
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-q', '-m', 'First'],
  ]) {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
  }
  const page = await story.open(folder, path.join(folder, 'config/deploy.yml'));
  const editor = new Editor(page);
  const lens = page.locator('.codelens-decoration', { hasText: 'Since the last commit' });

  await story.step('opens a configuration as it was committed', async () => {
    await editor.opened('deploy.yml');
    await editor.closeSideBar();
    assert.equal(await lens.count(), 0);
  });
  await story.step('is told what a new name of a role leaves behind, before it is saved', async () => {
    await editor.line('workers:').getByText('workers').last().dblclick();
    await page.keyboard.type('jobs');
    await page.keyboard.press('Escape');
    await lens.getByText('1 thing is left behind').waitFor();
    await page.locator('.tab.dirty').waitFor();
    await story.picture('plan-lens');
  });
  await story.step('finds it in a section of the side bar, and copies the command', async () => {
    await page.keyboard.press('Control+b');
    await editor.openTree();
    await page.locator('.pane-header', { hasText: 'Plan since the Last Commit' }).click();
    const row = page.locator('.pane-body .monaco-list-row', { hasText: 'workers keeps running' });
    assert.match(
      (await row.getAttribute('aria-label')) ?? '',
      /^left behind: The container of the role workers keeps running on 192\.0\.2\.11/,
    );
    await row.hover();
    await row.locator('.action-label[aria-label^="Copy Commands"]').click();
    await story.picture('plan-tree');
    await editor.closeSideBar();
  });
  await story.step('reads the plan beside it', async () => {
    const frame = page.frameLocator('iframe.webview').frameLocator('iframe');
    const told = frame.getByText('keeps running on 192.0.2.11');
    // A lens is drawn anew when the editor gets wider, and a click on the old one is lost: a person clicks again.
    for (let attempt = 1; ; attempt++) {
      await lens.getByText('1 thing is left behind').click();
      if (await appears(told, 10_000)) break;
      assert.ok(attempt < 4, 'the plan does not open');
    }
    await frame.getByText('kamal app stop --roles workers --hosts 192.0.2.11').first().waitFor();
    await story.picture('plan', { of: '.part.editor', height: 460 });
  });
}
