// Scenario 4 as a person meets it: typed by hand, seen, explained, repaired. `--pictures` renews those of the README.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scenarios } from '../../scenarios/scenario.ts';
import { numberOf } from '../number.ts';
import { resultsFolder, root, scenariosWorkspace } from '../places.ts';
import { startServer } from '../vscode-server.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { Editor } from './editor.ts';

const [refused, repaired] = scenarios().find((scenario) => numberOf(scenario) === '4')?.steps ?? [];
assert.ok(refused && repaired);
const workspace = path.join(scenariosWorkspace(), '4');
const file = path.join(workspace, 'config/deploy.yml');
const start = refused.text.indexOf('primary_role:');
writeFileSync(file, refused.text.slice(0, start));
mkdirSync(resultsFolder, { recursive: true });

/** The pictures that the README shows. */
const readme = ['diagnostics', 'tree'];

const begin = Date.now();
let passed = 0;
const server = await startServer();
let workbench: Workbench | undefined;
try {
  const payload = [['extensionDevelopmentPath', server.uri(root)] as const, ['openFile', server.uri(file)] as const];
  workbench = await openWorkbench(server.address(workspace, payload));
  const { page } = workbench;
  const editor = new Editor(page);

  await step('opens deploy.yml in the language of Kamal', async () => {
    await editor.opened('deploy.yml');
    await page.locator('.statusbar-item', { hasText: 'Kamal' }).first().waitFor();
  });
  await step('shows the tree beside the editor', async () => {
    await editor.openTree();
    await editor.widenTree(110);
  });
  await step('takes what is typed', async () => {
    await editor.type(refused.text.slice(start));
    await editor.save();
    assert.equal(readFileSync(file, 'utf8'), refused.text);
  });
  await step('underlines the root ssl', async () => {
    await editor.squiggles('error').first().waitFor({ state: 'attached' });
    await editor.treeRow('https://shop.example').waitFor();
  });
  const before = await editor.tree();
  await step('says on hover what Kamal would print', async () => {
    const text = await editor.hover('ssl: true', 'ssl');
    assert.match(text, /Must set a host to enable automatic SSL/);
    await picture('diagnostics');
  });
  await step('offers the fix first, and applies it', async () => {
    const titles = await editor.quickFixes('ssl: true', 'ssl');
    console.log(titles.map((title) => `    · ${title}`).join('\n'));
    await picture('fixes');
    await page.keyboard.press('Enter');
    await editor.count(editor.squiggles('error'), 0);
    await editor.save();
    assert.equal(readFileSync(file, 'utf8'), repaired.text);
  });
  await step('draws the deployment that Kamal now accepts', async () => {
    await editor.treeRow('https://api.shop.example → backend').waitFor();
    await editor.treeRow('https://shop.example → frontend').waitFor();
    await page.mouse.move(640, 780);
    await picture('tree');
    const after = await editor.tree();
    assert.match(before, /Kamal refuses this/);
    assert.doesNotMatch(after, /Kamal refuses this/);
    console.log(after.replaceAll(/^/gm, '    '));
  });
} catch (error) {
  console.error(error);
  await workbench?.page.screenshot({ path: path.join(resultsFolder, 'ui-failure.png') });
} finally {
  await workbench?.browser.close();
  await server.stop();
  rmSync(path.dirname(workspace), { recursive: true, force: true });
}
const steps = 7;
console.log(`passed ${passed} failed ${steps - passed} skipped 0`);
process.exit(passed === steps ? 0 : 1);

async function step(name: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    console.log(`✖ ${name}`);
    throw error;
  }
  passed++;
  console.log(`✔ ${name} (${Date.now() - begin} ms)`);
}

async function picture(name: string): Promise<void> {
  const folder = process.argv.includes('--pictures') && readme.includes(name) ? path.join(root, 'docs/images') : resultsFolder;
  mkdirSync(folder, { recursive: true });
  await workbench?.page.screenshot({ path: path.join(folder, `${name}.png`) });
}
