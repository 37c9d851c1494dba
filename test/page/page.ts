import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { htmlOf } from '../../client/src/picture/html.ts';
import type { FromPage, ToPage } from '../../client/src/picture/messages.ts';
import { root } from '../../scripts/run.mjs';
import { ensureChromium } from '../../scripts/setup.mjs';
import { picture } from '../../server/src/features/picture.ts';
import { judgedOf } from '../../server/src/features/tree.ts';
import type { DeploymentPicture } from '../../server/src/protocol.ts';
import { roundOf, uriOf } from '../features/project.ts';

/** The colours that VS Code's own themes give to a page; `npm run screenshots` renews them. */
export const themes = JSON.parse(readFileSync(new URL('themes.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, { readonly kind: string; readonly variables: Readonly<Record<string, string>> }>
>;

const origin = 'http://page.test';

export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureChromium(),
    headless: true,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--lang=en-US'],
  });
}

/** The tab "Deployment" in a browser of its own, without VS Code. */
export interface Tab {
  readonly page: Page;
  /** What the page has told the extension. */
  readonly told: FromPage[];
  /** What the browser refused because of the page's policy, and what went wrong in its script. */
  readonly complaints: string[];
  send(message: ToPage): Promise<void>;
  /** Gives it a picture, and waits until it is drawn. */
  show(picture: DeploymentPicture): Promise<void>;
}

/** @param theme a key of `themes` */
export async function openTab(browser: Browser, theme: string, width: number, height = 900): Promise<Tab> {
  const page = await browser.newPage({ viewport: { width, height } });
  const told: FromPage[] = [];
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  const html = htmlOf({ source: origin, style: `${origin}/picture.css`, script: `${origin}/picture.js` });
  const files: Record<string, { contentType: string; body: string }> = {
    '/': { contentType: 'text/html', body: html },
    '/picture.css': { contentType: 'text/css', body: readFileSync(path.join(root, 'media/picture.css'), 'utf8') },
    '/picture.js': { contentType: 'text/javascript', body: readFileSync(path.join(root, 'dist/picture.js'), 'utf8') },
  };
  await page.route('**', (route) => {
    const file = files[new URL(route.request().url()).pathname];
    return file ? route.fulfill(file) : route.fulfill({ status: 204 });
  });
  await page.exposeFunction('toldByPage', (message: FromPage) => told.push(message));
  await page.addInitScript({ content: 'window.acquireVsCodeApi = () => ({ postMessage: (message) => window.toldByPage(message) });' });
  await page.goto(`${origin}/`);
  await page.evaluate(`{
    const { kind, variables } = ${JSON.stringify(themes[theme])};
    document.body.className = kind;
    for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
  }`);
  const send = async (data: ToPage): Promise<void> => {
    await page.evaluate(`window.dispatchEvent(new MessageEvent('message', { data: ${JSON.stringify(data)} }))`);
  };
  return {
    page,
    told,
    complaints,
    send,
    async show(drawn) {
      await send({ is: 'picture', picture: drawn });
      await page.locator('#timeline svg').waitFor();
    },
  };
}

/** What the server answers for a project given as texts. */
export function pictureOf(
  texts: ReadonlyMap<string, string>,
  width: number,
  { destination, details = false }: { readonly destination?: string | null; readonly details?: boolean } = {},
): DeploymentPicture {
  const { analysis, shown } = roundOf(texts);
  const file = 'config/deploy.yml';
  return picture(analysis, judgedOf(analysis, file, destination)!, shown, { uri: uriOf(file), version: null, uriOf, width, details });
}
