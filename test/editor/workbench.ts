import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureChromium } from '../../scripts/setup.mjs';

/** A headless Chromium on a workbench; the caller closes the browser. */
export interface Workbench {
  readonly browser: Browser;
  readonly page: Page;
}

/**
 * Opens the workbench.
 * @param expose functions that the page may call by name, there before it loads
 * @param viewport in pixels
 */
export async function openWorkbench(
  address: string,
  expose: Record<string, (...args: never[]) => unknown> = {},
  viewport = { width: 1280, height: 800 },
): Promise<Workbench> {
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    headless: true,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--lang=en-US'],
  });
  const context = await browser.newContext({ viewport, locale: 'en-US' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  for (const [name, f] of Object.entries(expose)) await page.exposeFunction(name, f as (...args: unknown[]) => unknown);
  if (process.env['WORKBENCH_LOG']) page.on('console', (message) => console.error(message.text()));
  page.on('pageerror', (error) => console.error(`workbench: ${error.message}`));
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  return { browser, page };
}
