import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { resultsFolder, root } from '../places.ts';
import type { startServer } from '../vscode-server.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { smallPng } from './smallPng.ts';

const renewing = process.argv.includes('--pictures');

/** What a person does in one workbench, step by step, and what the README shows of it. */
export class Story {
  passed = 0;
  private workbench: Workbench | undefined;

  /** @param readme pictures that `--pictures` renews in the README's folder */
  constructor(
    private readonly server: Awaited<ReturnType<typeof startServer>>,
    private readonly readme: readonly string[],
  ) {}

  /** Opens a folder with our extension, and a file in it. */
  async open(folder: string, file: string): Promise<Workbench['page']> {
    const payload = [['extensionDevelopmentPath', this.server.uri(root)] as const, ['openFile', this.server.uri(file)] as const];
    // What the README shows needs no more than this; what is only looked at after a failure shows all.
    this.workbench = await openWorkbench(this.server.address(folder, payload), {}, renewing ? { width: 1200, height: 820 } : undefined);
    return this.workbench.page;
  }

  async step(name: string, act: () => Promise<void>): Promise<void> {
    const begin = Date.now();
    try {
      await act();
    } catch (error) {
      console.log(`✖ ${name}`);
      throw error;
    }
    this.passed++;
    console.log(`✔ ${name} (${Date.now() - begin} ms)`);
  }

  /** @param crop of what the README shows: the parts of the workbench that matter there, by selector, and how many pixels of them from the top */
  async picture(name: string, crop?: { readonly of: string; readonly height?: number }): Promise<void> {
    const page = this.workbench?.page;
    if (!page) return;
    mkdirSync(resultsFolder, { recursive: true });
    // At their end, since a hover fades in.
    const animations = 'disabled';
    if (!renewing || !this.readme.includes(name)) {
      await page.screenshot({ path: path.join(resultsFolder, `${name}.png`), animations });
      return;
    }
    const boxes = await Promise.all((await page.locator(crop?.of ?? '.monaco-workbench').all()).map((part) => part.boundingBox()));
    const [x, y, right, bottom] = boxes.reduce(
      ([left, top, most, lowest], box) =>
        box
          ? [Math.min(left, box.x), Math.min(top, box.y), Math.max(most, box.x + box.width), Math.max(lowest, box.y + box.height)]
          : [left, top, most, lowest],
      [Infinity, Infinity, 0, 0],
    ) as [number, number, number, number];
    const clip = { x, y, width: right - x, height: Math.min(bottom - y, crop?.height ?? Infinity) };
    writeFileSync(path.join(root, 'docs/images', `${name}.png`), smallPng(await page.screenshot({ animations, clip })));
  }

  async close(): Promise<void> {
    await this.workbench?.browser.close();
  }
}
