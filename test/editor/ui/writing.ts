// Writing with an editor as it is shipped, in which Enter accepts what is offered: whoever types on gets what was typed, and whoever takes
// what is offered gets from an empty file to deployments that Kamal accepts.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scenarios } from '../../scenarios/scenario.ts';
import { leavesToCI, thorough } from '../../support/share.ts';
import { numberOf } from '../number.ts';
import { root } from '../places.ts';
import { Editor } from './editor.ts';
import type { Story } from './story.ts';

/** Before a commit one of them: typing takes its time by nature. */
const typed = leavesToCI ? ['3'] : ['1', '2', '3', '4', '5'];
export const writingSteps = typed.length + 7;

/** Between two letters, faster than anybody types, and before Enter, for which a finger has a way to go; in ms. */
const delay = 25;
const rest = 250;
/** Longer than this no letter takes on a machine that keeps up; in ms. */
const slow = 500;

/** @param workspace a folder for the project */
export async function writing(story: Story, workspace: string): Promise<void> {
  const folder = path.join(workspace, 'writing');
  const file = path.join(folder, 'config/deploy.yml');
  const staging = path.join(folder, 'config/deploy.staging.yml');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  const page = await story.open(folder, file);
  const { keyboard } = page;
  const editor = new Editor(page);
  await editor.opened('deploy.yml');
  await page.locator('.statusbar-item', { hasText: 'Kamal' }).first().waitFor();

  for (const number of typed)
    await story.step(
      `scenario ${number}, typed letter by letter, is what was typed${thorough ? ', and nothing is red on the way' : ''}`,
      async () => {
        const text = scenarios().find((scenario) => numberOf(scenario) === number)!.steps[0]!.text;
        await editor.clear();
        const marked: string[] = [];
        const halfway = async (typed: string, line: number): Promise<void> => {
          const begin = Date.now();
          const marks = await editor.marksAtCursor();
          // An empty file lacks what it needs before the first letter; and who is kept waiting has paused.
          if (line > 0 && marks.length > 0 && Date.now() - begin < slow) marked.push(`${typed}: ${marks.join()}`);
          await story.picture(`half-typed-${number}-${String(line + 1).padStart(2, '0')}`);
        };
        await editor.type(text, { delay, rest, ...(thorough ? { halfway } : {}) });
        assert.deepEqual(marked, [], 'red under what is half typed');
        await editor.save();
        assert.equal(readFileSync(file, 'utf8'), text);
      },
    );

  /** Types the beginning of a suggestion, and takes it as Enter does. */
  const take = async (beginning: string, label: string, picture: string): Promise<void> => {
    await keyboard.type(beginning, { delay });
    await editor.offered(label);
    await story.picture(picture);
    await keyboard.press('Enter');
    await editor.count(page.locator('.suggest-widget.visible'), 0);
  };

  await story.step('an empty file becomes a deployment under https', async () => {
    await editor.clear();
    await take('depl', 'a whole deployment', 'writing-1-empty');
    await keyboard.press('Escape');
    await editor.save();
    assert.match(readFileSync(file, 'utf8'), /^service: shop$[\s\S]*^ {2}ssl: true$/m);
  });
  await story.step('a second role', async () => {
    await editor.lineEnd('- 192.0.2.10');
    await keyboard.press('Enter');
    await keyboard.press('Shift+Home');
    await take('  jo', 'job role', 'writing-2-role');
    await keyboard.press('Escape');
    await editor.save();
    assert.match(readFileSync(file, 'utf8'), /^ {2}job:\n {4}hosts:\n {6}- 192\.0\.2\.10\n {4}cmd: bin\/jobs$/m);
  });
  await story.step('a database, after its section', async () => {
    await keyboard.press('Control+End');
    await keyboard.type('acc', { delay });
    await editor.offered('accessories');
    await keyboard.press('Enter');
    // The key asks for what may stand below it.
    await editor.offered('Postgres');
    await take('pos', 'Postgres', 'writing-3-database');
    await keyboard.press('Escape');
    await editor.save();
    assert.match(readFileSync(file, 'utf8'), /^accessories:\n {2}db:\n {4}image: postgres:17$/m);
  });
  await story.step('a destination overrides the servers and the host', async () => {
    writeFileSync(staging, '');
    await editor.openFile('deploy.staging.yml');
    await keyboard.press('Control+End');
    await take('dest', 'what a destination overrides', 'writing-4-destination');
    await keyboard.press('Escape');
    await editor.save();
    assert.match(readFileSync(staging, 'utf8'), /^ {2}host: staging\.shop\.example\.com$/m);
  });
  await story.step('the secrets are declared by fixes', async () => {
    await editor.openFile('deploy.yml');
    await keyboard.press('Control+End');
    const titles = await editor.quickFixes('- POSTGRES_PASSWORD', 'POSTGRES_PASSWORD');
    assert.match(titles[0] ?? '', /^Create \.kamal\/secrets with all 2 names/, titles.join(', '));
    await story.picture('writing-5-secrets');
    await keyboard.press('Enter');
    await page.locator('.action-widget').first().waitFor({ state: 'hidden' });
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: '.kamal' }).waitFor();
  });
  await story.step('a key asks for the names that may stand there', async () => {
    await editor.openFile('deploy.yml');
    await keyboard.press('Control+End');
    await keyboard.press('Enter');
    await keyboard.press('Shift+Home');
    await keyboard.type('primar', { delay });
    await editor.offered('primary_role');
    await keyboard.press('Enter');
    await editor.offered('web');
    await take('we', 'web', 'writing-6-names');
    await editor.save();
    assert.match(readFileSync(file, 'utf8'), /^primary_role: web$/m);
  });
  await story.step('Kamal accepts all of it', async () => {
    const { status, stdout } = spawnSync(process.execPath, [path.join(root, 'dist/cli.js'), 'check', folder], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
    assert.match(readFileSync(path.join(folder, '.kamal/secrets'), 'utf8'), /^POSTGRES_PASSWORD=[\s\S]*^KAMAL_REGISTRY_PASSWORD=/m);
  });
}
