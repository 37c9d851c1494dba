// `npm run screenshots [-- 4 proxy-roles …]`: the tab "Deployment" for scenarios by number and the projects of test/real, in VS Code's own themes, narrow and
// wide, to be looked at in test-results/page/. With `--vscode` the whole workbench, in test-results/themes/: tree, picture and time line, much slower.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { resultsFolder, root } from '../editor/places.ts';
import { scenarios } from '../scenarios/scenario.ts';
import { realProjects } from '../topology/projects.ts';
import { launch, openTab, pictureOf, themes } from './page.ts';

const args = process.argv.slice(2);
if (args.includes('--vscode')) {
  await import('../editor/ui/screenshots.ts');
  process.exit(0);
}

const folder = path.join(resultsFolder, 'page');
const seen = ['config/deploy.yml', 'config/deploy.staging.yml'];
const projects = new Map<string, ReadonlyMap<string, string>>([
  ...scenarios().map(({ name, steps }) => [name.slice(0, 1), new Map([['config/deploy.yml', steps[0]!.text]])] as const),
  ...realProjects().map(({ name, texts }) => [name, texts] as const),
  ['seen', new Map(seen.map((file) => [file, readFileSync(path.join(root, 'test/editor/fixtures/seen', file), 'utf8')]))],
]);
const chosen = args.filter((arg) => !arg.startsWith('--'));
const browser = await launch();
mkdirSync(folder, { recursive: true });
for (const theme of Object.keys(themes)) {
  for (const width of [400, 800, 1600]) {
    const tab = await openTab(browser, theme, width);
    for (const name of chosen.length > 0 ? chosen : projects.keys()) {
      await tab.show(pictureOf(projects.get(name)!, width - 16, { details: args.includes('--details') }));
      await tab.page.screenshot({ path: path.join(folder, `${name}-${theme}-${width}.png`), fullPage: true });
    }
    await tab.page.close();
    console.log(`${path.relative(root, folder)}/*-${theme}-${width}.png`);
  }
}
await browser.close();
