// The tab "Deployment" in a browser: what a person sees, hears and reaches in it, and what its policy lets through.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { htmlOf } from '../../client/src/picture/html.ts';
import { scenarios } from '../scenarios/scenario.ts';
import { realProjects } from '../topology/projects.ts';
import { launch, openTab, pictureOf, themes, type Tab } from './page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const shop = new Map([
  [
    'config/deploy.yml',
    `service: shop
image: acme/shop
registry: {username: u, password: [REGISTRY]}
builder: {arch: amd64}
servers:
  web: [192.0.2.1, 192.0.2.2]
  api:
    hosts: [192.0.2.1, 192.0.2.2]
    proxy: true
  job: {hosts: ["<%= job %>"], cmd: bin/jobs}
proxy: {host: shop.example.com}
env: {secret: [DATABASE_URL]}
retain_containers: many
accessories:
  db: {host: 192.0.2.3, image: "postgres:16", directories: ["data:/data"]}
`,
  ],
  ['config/deploy.staging.yml', 'servers:\n  web: [192.0.2.9]\nproxy: {host: staging.example.com}\n'],
]);

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A tab that is closed behind the test, and has nothing to complain about then. */
async function inTab(act: (tab: Tab) => Promise<void>, theme = 'light', width = 700): Promise<void> {
  const tab = await openTab(browser, theme, width);
  try {
    await act(tab);
    assert.deepEqual(tab.complaints, []);
  } finally {
    await tab.page.close();
  }
}

const focused = (tab: Tab): Promise<string | null> => tab.page.evaluate('document.activeElement.getAttribute("aria-label")');

describe('axe-core finds nothing serious', () => {
  const projects = new Map([...realProjects().map(({ name, texts }) => [name, texts] as const), ['shop', shop]]);
  for (const theme of Object.keys(themes)) {
    // Colours are a matter of themes, all else of what is drawn.
    for (const name of theme === 'light' ? ['shop', 'proxy-roles', 'erb-loops', 'host-tags'] : ['shop']) {
      it(`${name} in ${theme}`, () =>
        inTab(async (tab) => {
          await tab.show(pictureOf(projects.get(name)!, 680, { details: true }));
          // As the debugger's own: the page's policy would not let it in.
          await tab.page.evaluate(axe);
          const { violations } = (await tab.page.evaluate('axe.run(document)')) as AxeResults;
          const told = violations.map(
            ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`,
          );
          assert.deepEqual(
            told.filter((line) => /^(serious|critical)/.test(line)),
            [],
          );
          // What is lesser is shown, and is none today.
          assert.deepEqual(told, []);
        }, theme));
    }
  }
});

it('nothing but our own script and sheet is let in, and no style that stands in the page', () => {
  const html = htmlOf({ source: 'https://own', style: 'https://own/a.css', script: 'https://own/a.js' });
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)![1];
  assert.equal(policy, "default-src 'none'; script-src https://own; style-src https://own;");
  assert.doesNotMatch(html, /<script(?! src="https:\/\/own\/a\.js"><\/script>)|\son\w+=|\sstyle=|<style|javascript:/);
});

it('what a file says is text, also where it looks like a page', () =>
  inTab(async (tab) => {
    const text = `service: "<img src=x onerror=alert(1)>"\nimage: b\nservers: {web: {hosts: ['"><script>alert(2)</script>'], cmd: '</style><b>'}}\n`;
    await tab.show(pictureOf(new Map([['config/deploy.yml', text]]), 680));
    assert.equal(await tab.page.locator('#picture :is(script, img, b)').count(), 0);
    await tab.page.locator('#picture text', { hasText: '<script>alert(2)' }).waitFor();
  }));

describe('by keyboard', () => {
  it('every part is reached, named, and chosen', () =>
    inTab(async (tab) => {
      const picture = pictureOf(shop, 680);
      await tab.show(picture);
      const parts = tab.page.locator('#picture [data-at]');
      const names = await parts.evaluateAll((all) => all.map((node) => node.getAttribute('aria-label')));
      assert.equal(new Set(await parts.evaluateAll((all) => all.map((node) => node.getAttribute('data-at')))).size, picture.parts.length);
      await parts.first().focus();
      const seen = [await focused(tab)];
      for (let index = 1; index < names.length; index++) {
        await tab.page.keyboard.press('ArrowDown');
        seen.push(await focused(tab));
      }
      assert.deepEqual(seen, names);
      assert.ok(
        names.every((name) => name && /\w/.test(name)),
        names.join('\n'),
      );
      for (const name of [
        'http://shop.example.com',
        '192.0.2.1',
        'kamal-proxy 80 443',
        'db accessory postgres:16',
        '… servers of job that ERB adds',
      ])
        assert.ok(
          names.some((one) => one === name || one?.startsWith(`${name}. `)),
          `${name} in\n${names.join('\n')}`,
        );
      await tab.page.keyboard.press('Home');
      await tab.page.keyboard.press('Enter');
      await tab.page.keyboard.press('End');
      await tab.page.keyboard.press(' ');
      const chosen = tab.told.filter((one) => one.is === 'go').map(({ at }) => at);
      const first = await parts.first().getAttribute('data-at');
      const last = await parts.last().getAttribute('data-at');
      assert.deepEqual(chosen, [first, last]);
    }));

  it('Tab goes from the head to every part and to each bar of the time line', () =>
    inTab(async (tab) => {
      await tab.show(pictureOf(shop, 680));
      const wanted = await tab.page.locator('#picture [data-at], #timeline .bar').count();
      const found = new Set<string>();
      for (let index = 0; index < wanted + 8; index++) {
        await tab.page.keyboard.press('Tab');
        found.add(
          await tab.page.evaluate(
            `{ const all = [...document.querySelectorAll('#picture [data-at], #timeline .bar')]; String(all.indexOf(document.activeElement)) }`,
          ),
        );
      }
      found.delete('-1');
      assert.equal(found.size, wanted);
    }));

  it('it says below what the mouse is told on hover', () =>
    inTab(async (tab) => {
      await tab.show(pictureOf(shop, 680));
      await tab.page.locator('#details').focus();
      await tab.page.locator('#picture .accessory').focus();
      assert.match(await tab.page.locator('#about').innerText(), /volumes: \$PWD\/shop-db\/data:\/data/);
      await tab.page.locator('#fit').focus();
      assert.equal(await tab.page.locator('#about').isVisible(), false);
    }));

  it('it grows, shrinks and fits', () =>
    inTab(async (tab) => {
      await tab.show(pictureOf(shop, 680));
      const width = async (): Promise<number> => (await tab.page.locator('#picture svg').boundingBox())!.width;
      const start = await width();
      await tab.page.keyboard.press('+');
      assert.equal(Math.round(await width()), Math.round(start * 1.2));
      await tab.page.keyboard.press('-');
      await tab.page.keyboard.press('-');
      assert.equal(Math.round(await width()), Math.round(start / 1.2));
      await tab.page.keyboard.press('0');
      assert.equal(await width(), start);
    }));
});

describe('what is wrong', () => {
  it('is red where it stands, whatever colour the part has, and says why', () =>
    inTab(async (tab) => {
      const refused = scenarios().find(({ name }) => name.startsWith('5'))!.steps[0]!.text;
      await tab.show(pictureOf(new Map([['config/deploy.yml', refused]]), 680));
      const api = tab.page.locator('#picture .role.error');
      assert.match((await api.getAttribute('aria-label')) ?? '', /^api .*error: /);
      assert.match((await api.locator('title').textContent()) ?? '', /^error: /);
      const red = await tab.page.evaluate('getComputedStyle(document.documentElement).getPropertyValue("--vscode-editorError-foreground")');
      const stroke = await api.locator('rect').evaluate((rect) => rect.ownerDocument.defaultView!.getComputedStyle(rect).stroke);
      assert.equal(red, '#e51400');
      assert.equal(stroke, 'rgb(229, 20, 0)');
    }));

  it('is red at kamal-proxy where the root proxy is wrong', () =>
    inTab(async (tab) => {
      const refused = scenarios().find(({ name }) => name.startsWith('4'))!.steps[0]!.text;
      await tab.show(pictureOf(new Map([['config/deploy.yml', refused]]), 680));
      assert.match((await tab.page.locator('#picture .proxy.error').getAttribute('aria-label')) ?? '', /^kamal-proxy .*error: .*`ssl`/);
    }));

  it('stands beside the picture where no part shows it, and leads to its line', () =>
    inTab(async (tab) => {
      const picture = pictureOf(shop, 680);
      assert.deepEqual(
        picture.elsewhere.map(({ target }) => target.range.start.line),
        [12],
      );
      await tab.show(picture);
      await tab.page.locator('#elsewhere button').click();
      await tab.page.waitForFunction('true');
      assert.deepEqual(tab.told.at(-1), { is: 'elsewhere', index: 0 });
    }));
});

it('secrets and volumes come on demand', () =>
  inTab(async (tab) => {
    await tab.show(pictureOf(shop, 680));
    const words = (): Promise<string[]> => tab.page.locator('#picture text').allTextContents();
    assert.ok(!(await words()).join('\n').includes('secret DATABASE_URL'));
    await tab.page.locator('#details').check();
    await tab.page.waitForFunction('true');
    assert.deepEqual(tab.told.at(-1), { is: 'details', details: true });
    await tab.show(pictureOf(shop, 680, { details: true }));
    assert.ok((await words()).includes('secret DATABASE_URL'));
    assert.ok((await words()).some((text) => text.startsWith('volume ')));
  }));

it('a destination is chosen on top', () =>
  inTab(async (tab) => {
    await tab.show(pictureOf(shop, 680));
    await tab.page.locator('#destination').selectOption({ label: 'staging' });
    await tab.page.waitForFunction('true');
    assert.deepEqual(tab.told.at(-1), { is: 'destination', destination: 'staging' });
    await tab.show(pictureOf(shop, 680, { destination: 'staging' }));
    await tab.page.locator('#picture text', { hasText: 'staging.example.com' }).waitFor();
    assert.equal(await tab.page.locator('#destination').inputValue(), '"staging"');
  }));

it('what the cursor stands in is lit, on every server', () =>
  inTab(async (tab) => {
    const picture = pictureOf(shop, 680);
    await tab.show(picture);
    const web = picture.parts.find(({ at }) => at === 'config/deploy.yml:5:2')!;
    await tab.send({ is: 'cursor', parts: [web.at] });
    const lit = await tab.page
      .locator('#picture .lit')
      .evaluateAll((all) => all.map((node) => node.getAttribute('aria-label')?.slice(0, 11)));
    assert.deepEqual(lit, ['web primary']);
  }));

it('two hundred servers stay usable', () =>
  inTab(async (tab) => {
    const hosts = Array.from({ length: 200 }, (_, index) => `10.0.${index >> 5}.${index}`);
    const text = JSON.stringify({
      service: 'big',
      image: 'a/b',
      servers: { web: hosts.slice(0, 150), job: hosts.slice(50) },
      proxy: { host: 'a.com' },
    });
    const picture = pictureOf(new Map([['config/deploy.yml', text]]), 680);
    await tab.show(picture);
    const took = await tab.page.evaluate(
      `{ const begin = performance.now(); window.dispatchEvent(new MessageEvent('message', { data: ${JSON.stringify({ is: 'picture', picture })} })); performance.now() - begin }`,
    );
    assert.ok(Number(took) < 100, `${took} ms`);
    const reached = await tab.page
      .locator('#picture [data-at][tabindex]')
      .evaluateAll((all) => new Set(all.map((node) => node.getAttribute('data-at'))).size);
    assert.equal(reached, picture.parts.length);
  }));
