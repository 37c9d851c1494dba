// The package as a person gets it: made, installed into VS Code, and at work there without the checkout.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loudly, root as checkout } from '../../scripts/run.mjs';
import { resultsFolder, scenariosWorkspace } from './places.ts';
import { Editor } from './ui/editor.ts';
import { installExtension, startServer } from './vscode-server.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const vsix = path.join(checkout, 'vscode-kamal.vsix');
const { code } = await loudly(process.execPath, ['scripts/package.mjs']);
assert.equal(code, 0, 'packing failed');

const extensionsDir = mkdtempSync(path.join(tmpdir(), 'extensions-'));
const workspace = path.join(scenariosWorkspace(), '4');
mkdirSync(resultsFolder, { recursive: true });
let workbench: Workbench | undefined;
try {
  console.log((await installExtension(vsix, extensionsDir)).trim());
  const installed = readdirSync(extensionsDir).find((entry) => entry.includes('vscode-kamal'));
  assert.ok(installed, 'no folder of ours among the installed extensions');
  // The command line comes as a package of its own (test/protocol/package.test.ts).
  const bundles = readdirSync(path.join(extensionsDir, installed, 'dist'))
    .map((file) => file.replace(/-\w+(?=\.js$)/, ''))
    .sort();
  assert.deepEqual(bundles, [
    'THIRD-PARTY.txt',
    'client.cjs',
    'picture.js',
    'rulePages.json',
    'server.bundle.js',
    'server.chunk.js',
    'server.js',
    'server.late.js',
    'web.js',
    'worker.js',
  ]);
  const server = await startServer({ extensionsDir });
  try {
    workbench = await openWorkbench(server.address(workspace, [['openFile', server.uri(path.join(workspace, 'config/deploy.yml'))]]));
    const editor = new Editor(workbench.page);
    await editor.opened('deploy.yml');
    await editor.squiggles('error').first().waitFor({ state: 'attached' });
    console.log('The installed package shows a finding.');
  } catch (error) {
    await workbench?.page.screenshot({ path: path.join(resultsFolder, 'package-failure.png') });
    throw error;
  } finally {
    await workbench?.browser.close();
    await server.stop();
  }
} finally {
  rmSync(extensionsDir, { recursive: true, force: true });
  rmSync(path.dirname(workspace), { recursive: true, force: true });
}
process.exit(0);
