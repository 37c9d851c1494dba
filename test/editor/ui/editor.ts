import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

interface Typing {
  readonly delay?: number;
  readonly rest?: number;
  readonly halfway?: (typed: string, line: number) => Promise<void>;
}

/** The workbench as a person uses it: by mouse, keyboard and what is on the screen. */
export class Editor {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async opened(file: string): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor();
    await this.page.locator('.tab', { hasText: file }).waitFor();
    await this.page.locator('.view-line').first().waitFor();
  }

  line(text: string): Locator {
    return this.page.locator('.view-line', { hasText: text }).first();
  }

  private word(line: string, word: string): Locator {
    return this.line(line).getByText(word, { exact: false }).last();
  }

  squiggles(severity: 'error' | 'warning' | 'info'): Locator {
    return this.page.locator(`.squiggly-${severity}`);
  }

  /** Waits until exactly so many of them are on the screen. */
  async count(locator: Locator, wanted: number): Promise<void> {
    if (wanted > 0) await locator.nth(wanted - 1).waitFor({ state: 'attached' });
    await locator.nth(wanted).waitFor({ state: 'detached' });
  }

  /**
   * Types at the end of the document, line by line, as it stands: what the editor indented by itself is typed over.
   * @param delay between two letters, in ms
   * @param rest before Enter, in ms: the finger has a way to go
   * @param halfway told of each line when half of it stands
   */
  async type(text: string, { delay = 5, rest = 0, halfway }: Typing = {}): Promise<void> {
    const { keyboard } = this.page;
    await this.goToEnd();
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) {
        await this.page.waitForTimeout(rest);
        await keyboard.press('Enter');
      }
      await keyboard.press('Shift+Home');
      if (line === '') await keyboard.press('Delete');
      else {
        const half = Math.ceil(line.length / 2);
        await keyboard.type(line.slice(0, half), { delay });
        await halfway?.(line.slice(0, half), index);
        await keyboard.type(line.slice(half), { delay });
      }
    }
    await keyboard.press('Escape');
  }

  /** The squiggles on the cursor's line, by severity. */
  marksAtCursor(): Promise<string[]> {
    return this.page.evaluate(marksAtCursor);
  }

  /** Empties the document. */
  async clear(): Promise<void> {
    await this.page.locator('.view-line').first().click();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.press('Delete');
  }

  /** Shows a file of the folder: by its tab, or by its name. */
  async openFile(name: string): Promise<void> {
    const tab = this.page.locator(`.tab[data-resource-name="${name}"]`);
    if (await tab.isVisible()) await tab.click();
    else {
      await this.page.keyboard.press('Control+p');
      await this.page.locator('.quick-input-widget input').fill(name);
      await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
      await this.page.keyboard.press('Enter');
    }
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator('.monaco-editor.focused').waitFor();
  }

  /** Puts the cursor behind a line. */
  async lineEnd(text: string): Promise<void> {
    await this.line(text).click();
    await this.page.keyboard.press('End');
  }

  /** Waits until a completion is offered; one that does not come by itself is asked for, as a person does who is faster than the start. */
  async offered(label: string): Promise<void> {
    const row = this.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: label }).first();
    for (let attempt = 1; !(await appears(row)); attempt++) {
      assert.ok(attempt < 8, `${label} is not offered`);
      await this.page.keyboard.press('Control+Space');
    }
  }

  /** A view that opens takes the focus when it is drawn, so the cursor's arrival at the end is waited for, and asked for again. */
  private async goToEnd(): Promise<void> {
    const lines = Number(await this.page.locator('.line-numbers').last().innerText());
    const arrived = this.page.locator('.statusbar-item', { hasText: `Ln ${lines}, Col` });
    for (let attempt = 1; ; attempt++) {
      await this.page
        .locator('.view-line')
        .first()
        .click({ position: { x: 2, y: 8 } });
      await this.page.locator('.monaco-editor.focused').waitFor();
      await this.page.keyboard.press('Control+End');
      if (await appears(arrived)) return;
      assert.ok(attempt < 5, 'the cursor does not go to the end of the document');
    }
  }

  /** Rests the mouse on the text until the hover says this, which may come after what the editor itself says there. */
  async hover(line: string, word: string, says: RegExp): Promise<void> {
    await this.word(line, word).hover();
    await this.page.locator('.monaco-hover:visible').filter({ hasText: says }).first().waitFor();
  }

  /** Takes the mouse off the text: an open hover swallows keys. */
  async leave(): Promise<void> {
    await this.page.mouse.move(640, 780);
    await this.page.keyboard.press('Escape');
    await this.page.locator('.monaco-hover:visible').first().waitFor({ state: 'detached' });
  }

  /** Opens the menu of quick fixes at a word; its titles in order. */
  async quickFixes(line: string, word: string): Promise<string[]> {
    await this.leave();
    await this.word(line, word).click();
    await this.page.mouse.move(640, 780);
    const menu = this.page.locator('.action-widget').first();
    // The menu does not come while code actions are still being asked for: a person presses again.
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press('Control+.');
      if (await appears(menu)) break;
      assert.ok(attempt < 8, `no quick fixes at "${word}"`);
      await this.page.keyboard.press('Escape');
    }
    return (await menu.locator('.monaco-list-row.action .title').allInnerTexts()).map((title) => title.replaceAll(' ', ' ').trim());
  }

  /** Opens our view container. */
  async openTree(): Promise<void> {
    // The item, not its icon: the number of problems lies over that.
    await this.page.locator('.activitybar .action-item:has(a.action-label[aria-label^="Kamal"])').click();
    await this.page.locator('.sidebar .pane-header', { hasText: 'Deployment' }).waitFor();
  }

  /** Gives the side bar room, as a person does by pulling its edge. */
  async widenTree(pixels: number): Promise<void> {
    const edge = (await this.page.locator('.part.sidebar').boundingBox())!;
    const from = edge.x + edge.width + 2;
    await this.page.mouse.move(from, 600);
    await this.page.mouse.down();
    await this.page.mouse.move(from + pixels / 2, 600);
    await this.page.mouse.move(from + pixels, 600);
    await this.page.mouse.up();
  }

  treeRow(text: string | RegExp): Locator {
    return this.page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
  }

  /** What the tree shows, as it is read out to those who cannot see it: a line for each row, indented. */
  async tree(): Promise<string> {
    const rows = await this.page.locator('.pane-body .monaco-list-row').all();
    const lines = await Promise.all(
      rows.map(async (row) => ({
        index: Number(await row.getAttribute('data-index')),
        text: `${'  '.repeat(Number(await row.getAttribute('aria-level')) - 1)}${await row.getAttribute('aria-label')}`,
      })),
    );
    return lines
      .sort((a, b) => a.index - b.index)
      .map(({ text }) => text)
      .join('\n');
  }

  async closeSideBar(): Promise<void> {
    await this.page.keyboard.press('Control+b');
    await this.page.locator('.part.sidebar').waitFor({ state: 'hidden' });
  }

  /** Opens the list of problems, and gives it room for a dozen. */
  async openProblems(): Promise<void> {
    await this.page.keyboard.press('Control+Shift+M');
    await this.problems().first().waitFor();
    const edge = (await this.page.locator('.part.panel').boundingBox())!;
    const status = (await this.page.locator('.part.statusbar').boundingBox())!;
    await this.page.mouse.move(640, edge.y - 3);
    await this.page.mouse.down();
    await this.page.mouse.move(640, edge.y - 20);
    await this.page.mouse.move(640, status.y - 330);
    await this.page.mouse.up();
    // Away from the edge, which is marked under the mouse.
    await this.page.mouse.move(640, 180);
  }

  /** The problems in their list, without the line of their file. */
  problems(): Locator {
    return this.page.locator('.markers-panel .monaco-list-row[aria-level="2"]');
  }

  /** Runs a command on the text by its title, from the palette, until it changes the text: while code actions are asked for it may do nothing. */
  async command(title: string): Promise<void> {
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ has: this.page.getByText(title, { exact: true }) });
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press('Control+1');
      await this.page.locator('.monaco-editor.focused').waitFor();
      await this.page.keyboard.press('F1');
      await this.page.locator('.quick-input-widget input').first().fill(`>${title}`);
      await row.first().click();
      if (await appears(this.page.locator('.tab.dirty'))) return;
      assert.ok(attempt < 5, `"${title}" changes nothing`);
    }
  }

  /** Chooses a colour theme by its name, once extensions run; as a setting it would be the user's own, of which a server has none. */
  async theme(name: string): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await this.page.keyboard.press('Control+t');
    await this.page.locator('.quick-input-widget input').first().fill(name);
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Saves what has been changed. */
  async save(): Promise<void> {
    await this.page.locator('.tab.dirty').waitFor();
    await this.page.keyboard.press('Control+s');
    await this.page.locator('.tab.dirty').waitFor({ state: 'detached' });
  }
}

/** A text, as the page runs it and not this process. */
const marksAtCursor = `(() => {
  const box = (element) => element.getBoundingClientRect();
  const cursor = document.querySelector('.monaco-editor.focused .cursor');
  const line = cursor && box(cursor);
  const isOnIt = ({ top, height }) => line && Math.abs(top + height / 2 - line.top - line.height / 2) < line.height / 2;
  return [...document.querySelectorAll('[class*="squiggly-"]')].filter((mark) => isOnIt(box(mark))).map((mark) => mark.className);
})()`;

/** Whether something comes onto the screen within `timeout` ms. */
export function appears(locator: Locator, timeout = 3000): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}
