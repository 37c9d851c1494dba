import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { resultsFolder, root } from '../places.ts';
import type { startServer } from '../vscode-server.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';

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
    this.workbench = await openWorkbench(this.server.address(folder, payload));
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

  async picture(name: string): Promise<void> {
    const folder = process.argv.includes('--pictures') && this.readme.includes(name) ? path.join(root, 'docs/images') : resultsFolder;
    mkdirSync(folder, { recursive: true });
    // At their end, since a hover fades in.
    const animations = 'disabled';
    await this.workbench?.page.screenshot({ path: path.join(folder, `${name}.png`), animations });
  }

  async close(): Promise<void> {
    await this.workbench?.browser.close();
  }
}
