// `npm start`: sets up what is missing, says what it finds in examples/, and opens them in VS Code with the extension loaded.
// `npm start -- --exit` (for tests) ends once VS Code answers; `-- --server` takes the VS Code server even where there is a desktop.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { exitOf, quietly, root } from './run.mjs';
import { ensureHost, ensureModules } from './setup.mjs';

const options = new Set(process.argv.slice(2));
const examples = path.join(root, 'examples');

await ensureModules();
await quietly('Building the extension', process.execPath, ['scripts/build.mjs', '--quiet']);

console.log('\nWhat `node dist/cli.js check examples` says:\n');
// Findings are expected here, so the exit code 1 is as good as 0.
const check = spawnSync(process.execPath, ['dist/cli.js', 'check', 'examples'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
if (check.status !== 0 && check.status !== 1) console.error(`dist/cli.js ended with ${check.status ?? check.signal}`);
console.log('');

if (!options.has('--server') && !options.has('--exit') && hasDesktop()) await openDesktop();
else await openServer();

function hasDesktop() {
  return spawnSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
}

async function openDesktop() {
  console.log('Opening examples/ in VS Code, with the extension loaded. A click on the Kamal icon at the left shows the deployment.');
  const args = [`--extensionDevelopmentPath=${root}`, '--new-window', examples, path.join(examples, 'config/deploy.yml')];
  const code = await exitOf(spawn('code', args, { stdio: 'inherit', shell: process.platform === 'win32' }));
  process.exitCode = code === 0 ? 0 : 1;
}

async function openServer() {
  await ensureHost();
  const args = ['--import', 'tsx', 'test/editor/open.ts', ...(options.has('--exit') ? ['--exit'] : [])];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  // Ctrl-C reaches the child as well; this process only waits until the child has cleaned up.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = (await exitOf(child)) === 0 ? 0 : 1;
}
