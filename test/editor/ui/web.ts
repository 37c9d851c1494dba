// VS Code in the browser: the extension runs in a web worker, its language server in another, and no Node process has a part in it.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { resultsFolder, root, scenariosWorkspace } from '../places.ts';
import { startServer } from '../vscode-server.ts';
import { openWorkbench, type Workbench } from '../workbench.ts';
import { Editor } from './editor.ts';

// Only what a browser can run, and a manifest without the door for Node: else VS Code would take that one.
const extension = mkdtempSync(path.join(tmpdir(), 'extension-'));
for (const part of ['language-configuration.json', 'syntaxes', 'media', 'dist/web.js', 'dist/worker.js']) {
  cpSync(path.join(root, part), path.join(extension, part), { recursive: true });
}
const { main: _, ...manifest } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
writeFileSync(path.join(extension, 'package.json'), JSON.stringify(manifest));
const workspace = path.join(scenariosWorkspace(), '4');
mkdirSync(resultsFolder, { recursive: true });

const server = await startServer();
let workbench: Workbench | undefined;
let passed = false;
try {
  const payload = [
    ['extensionDevelopmentPath', server.uri(extension)] as const,
    ['openFile', server.uri(path.join(workspace, 'config/deploy.yml'))] as const,
  ];
  workbench = await openWorkbench(server.address(workspace, payload));
  const editor = new Editor(workbench.page);
  await editor.opened('deploy.yml');
  await editor.squiggles('error').first().waitFor({ state: 'attached' });
  await editor.openTree();
  await editor.treeRow('https://api.shop.example → backend').waitFor();
  passed = true;
} catch (error) {
  console.error(error);
  await workbench?.page.screenshot({ path: path.join(resultsFolder, 'web-failure.png') });
} finally {
  await workbench?.browser.close();
  await server.stop();
  rmSync(extension, { recursive: true, force: true });
  rmSync(path.dirname(workspace), { recursive: true, force: true });
}
console.log(`${passed ? '✔' : '✖'} finds and draws without Node`);
process.exit(passed ? 0 : 1);
