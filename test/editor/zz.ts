import path from 'node:path';
import { writeFileSync } from 'node:fs';
import { scenariosWorkspace, root } from './places.ts';
import { startServer } from './vscode-server.ts';
import { openWorkbench } from './workbench.ts';
const server = await startServer(process.env['WEB'] ? { settings: { 'remote.extensionKind': { 'kamal-tools.vscode-kamal': ['ui'] } } } as never : {});
const ws = path.join(scenariosWorkspace(), '4');
const { browser, page } = await openWorkbench(server.address(ws, [['extensionDevelopmentPath', server.uri(root)], ['openFile', server.uri(path.join(ws, 'config/deploy.yml'))]]));
page.on('console', (m) => { if (/kamal|ESM|activat/i.test(m.text())) console.log(m.text().slice(0, 300)); });
page.on('worker', (w) => console.log('worker', w.url().slice(0, 120)));
try { await page.locator('.squiggly-error').first().waitFor({ state: 'attached', timeout: 20000 }); console.log('SQUIGGLE'); } catch (e) { console.log(String(e).slice(0, 200)); await page.screenshot({ path: '/tmp/web.png' }); }
await browser.close(); await server.stop(); process.exit(0);
