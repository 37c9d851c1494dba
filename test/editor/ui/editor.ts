import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

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

  squiggles(severity: 'error' | 'warning' | 'info'): Locator {
    return this.page.locator(`.squiggly-${severity}`);
  }

  /** Waits until exactly so many of them are on the screen. */
  async count(locator: Locator, wanted: number): Promise<void> {
    if (wanted > 0) await locator.nth(wanted - 1).waitFor({ state: 'attached' });
    await locator.nth(wanted).waitFor({ state: 'detached' });
  }

  /** Types at the end of the document, line by line, as it stands: what the editor indented by itself is typed over. */
  async type(text: string): Promise<void> {
    const { keyboard } = this.page;
    await this.page.locator('.view-lines').first().click();
    await keyboard.press('Control+End');
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) {
        // A list of suggestions would take the Enter for itself.
        await keyboard.press('Escape');
        await keyboard.press('Enter');
      }
      await keyboard.press('Shift+Home');
      if (line === '') await keyboard.press('Delete');
      else await keyboard.type(line, { delay: 5 });
    }
    await keyboard.press('Escape');
  }

  /** Rests the mouse on the text and returns what the hover says. */
  async hover(line: string, word: string): Promise<string> {
    const hover = this.page.locator('.monaco-hover:visible').first();
    const target = this.line(line).getByText(word, { exact: false }).last();
    await target.hover();
    await hover.waitFor();
    return hover.innerText();
  }

  /** Takes the mouse off the text: an open hover swallows keys. */
  async leave(): Promise<void> {
    await this.page.mouse.move(640, 780);
    await this.page.keyboard.press('Escape');
    await this.page.locator('.monaco-hover:visible').first().waitFor({ state: 'detached' });
  }

  /** Opens the menu of quick fixes at a line; its titles in order. */
  async quickFixes(line: string): Promise<string[]> {
    await this.leave();
    await this.line(line).click({ position: { x: 12, y: 8 } });
    await this.page.mouse.move(640, 780);
    const menu = this.page.locator('.action-widget');
    // The menu does not come while code actions are still being asked for: a person presses again.
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press('Control+.');
      const shown = await menu.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (shown) break;
      assert.ok(attempt < 8, `no quick fixes at "${line}"`);
      await this.page.keyboard.press('Escape');
    }
    return (await menu.locator('.monaco-list-row.action .title').allInnerTexts()).map((title) => title.replaceAll(' ', ' ').trim());
  }

  /** Opens our view container. */
  async openTree(): Promise<void> {
    await this.page.locator('.activitybar a.action-label[aria-label^="Kamal"]').click();
    await this.page.locator('.sidebar .title-label', { hasText: 'Deployment' }).waitFor();
  }

  treeRow(text: string | RegExp): Locator {
    return this.page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
  }

  /** What the tree shows, a line for each row: indentation, label and description. */
  async tree(): Promise<string> {
    const rows = await this.page.locator('.pane-body .monaco-list-row').all();
    const lines = await Promise.all(
      rows.map(async (row) => {
        const level = Number(await row.getAttribute('aria-level'));
        const label = (await row.locator('.monaco-icon-label-container').innerText()).replaceAll(/\s+/g, ' ').trim();
        return { index: Number(await row.getAttribute('data-index')), text: `${'  '.repeat(level - 1)}${label}` };
      }),
    );
    return lines
      .sort((a, b) => a.index - b.index)
      .map(({ text }) => text)
      .join('\n');
  }

  /** Saves what has been changed. */
  async save(): Promise<void> {
    await this.page.locator('.tab.dirty').waitFor();
    await this.page.keyboard.press('Control+s');
    await this.page.locator('.tab.dirty').waitFor({ state: 'detached' });
  }
}
