// `npm run screenshots -- --vscode`: configurations with tree, picture and time line in VS Code's own themes, to be looked at in test-results/themes/.
// It also notes the colours that each theme gives to our page, for the tests of the page alone (test/page/themes.json).
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { resultsFolder, root, scenariosWorkspace } from '../places.ts';
import { startServer } from '../vscode-server.ts';
import { openWorkbench } from '../workbench.ts';
import { Editor } from './editor.ts';

const themes = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'high-contrast': 'Dark High Contrast',
  'high-contrast-light': 'Light High Contrast',
};
const chosen = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
/** Those of scenarios/ by number, and a larger one. */
const configurations = chosen.length > 0 ? chosen : ['1', '2', '3', '4', '5', 'seen'];
const folder = path.join(resultsFolder, 'themes');

const workspace = scenariosWorkspace();
mkdirSync(folder, { recursive: true });
const server = await startServer();
const colours: Record<string, { kind: string; variables: Record<string, string> }> = {};
try {
  for (const name of configurations) {
    const home = path.join(workspace, name);
    for (const [theme, label] of Object.entries(themes)) {
      const payload = [
        ['extensionDevelopmentPath', server.uri(root)] as const,
        ['openFile', server.uri(path.join(home, 'config/deploy.yml'))] as const,
      ];
      const { browser, page } = await openWorkbench(server.address(home, payload), {}, { width: 1600, height: 1000 });
      const editor = new Editor(page);
      await editor.opened('deploy.yml');
      await editor.openTree();
      await editor.widenTree(80);
      await editor.treeRow('Roles').waitFor();
      await editor.theme(label);
      await page.locator('.editor-actions .action-label[aria-label^="Show Deployment"]').click();
      const frame = page.frameLocator('iframe.webview').frameLocator('iframe');
      await frame.locator('#timeline text', { hasText: 'After the build' }).waitFor();
      colours[theme] ??= await frame.locator('body').evaluate((body) => {
        const style = (body.ownerDocument.documentElement as unknown as { style: { cssText: string } }).style.cssText;
        const variables = [...style.matchAll(/(--vscode-[\w-]+):\s*([^;]+);/g)].map(([, key, value]) => [key!, value!.trim()]);
        return { kind: body.className, variables: Object.fromEntries(variables) as Record<string, string> };
      });
      const file = path.join(folder, `${name}-${theme}.png`);
      await page.screenshot({ path: file, animations: 'disabled' });
      console.log(path.relative(root, file));
      await browser.close();
    }
  }
} finally {
  await server.stop();
  rmSync(workspace, { recursive: true, force: true });
}
const used = new Set(readFileSync(path.join(root, 'media/picture.css'), 'utf8').match(/--vscode-[\w-]+/g));
for (const one of Object.values(colours))
  one.variables = Object.fromEntries(
    Object.entries(one.variables)
      .filter(([name]) => used.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
writeFileSync(path.join(root, 'test/page/themes.json'), `${JSON.stringify(colours, null, 2)}\n`);
