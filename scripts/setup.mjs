// What must be on the machine before anything of ours runs. Only `node:` imports: this runs in a clone without node_modules.
import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { npm, quietly, root } from './run.mjs';

/** `--lowest`, or `VSCODE_TEST=lowest`: the lowest VS Code that the manifest names, in the place of the newest. */
export const wantsLowest = process.argv.includes('--lowest') || process.env.VSCODE_TEST === 'lowest';

export const hostFolder = path.join(root, 'test/editor', wantsLowest ? 'lowest' : 'host');

/** Installs the product's packages if they are not those of package-lock.json. */
export const ensureModules = () => ensureInstalled(root, 'Installing packages');

/** Installs the VS Code server of the editor tests and of `npm start` (about 480 MB), if it is not there yet. */
export async function ensureHost() {
  await ensureInstalled(
    hostFolder,
    `Installing ${wantsLowest ? 'the lowest' : 'the'} VS Code server from npm (${wantsLowest ? 300 : 480} MB on disk)`,
  );
  lendTextMate();
}

/** `code-server` leaves out what colours text by TextMate grammars, and all would be grey; the packages of our grammar tests serve as well. */
function lendTextMate() {
  for (const name of ['vscode-textmate', 'vscode-oniguruma']) {
    const lent = path.join(hostFolder, 'node_modules/code-server/lib/vscode/node_modules', name, 'release');
    if (!existsSync(lent)) cpSync(path.join(root, 'node_modules', name, 'release'), lent, { recursive: true });
  }
}

async function ensureInstalled(folder, label) {
  if (isInstalled(folder)) return;
  const [command, ...first] = npm();
  // The engine warnings that npm prints for the host are about the `code-server` command, which is not used.
  await quietly(label, command, [...first, 'ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'], { cwd: folder });
}

/** Compares contents, not times: git gives every file the time of the checkout. */
function isInstalled(folder) {
  const installed = readPackages(path.join(folder, 'node_modules/.package-lock.json'));
  const locked = readPackages(path.join(folder, 'package-lock.json'));
  if (!installed || !locked) return false;
  const names = Object.keys(locked);
  return Object.entries(locked).every(([name, wanted]) => {
    // The product itself, and its workspace.
    if (!name.startsWith('node_modules/')) return true;
    // Packages for other platforms are optional, and never there.
    const found = installed[name];
    if (!found) return wanted.optional === true || wanted.devOptional === true || wanted.peer === true;
    return found.version === wanted.version && !hasLeftovers(folder, name, names);
  });
}

/** Where node_modules was copied over an older one, a package may still find an older version of another within itself. */
function hasLeftovers(folder, name, names) {
  const within = `${name}/node_modules/`;
  return !names.some((one) => one.startsWith(within)) && existsSync(path.join(folder, within));
}

function readPackages(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : undefined;
}

/**
 * The Node that runs the VS Code server: the newest needs Node 24, which its folder brings along for most platforms; the lowest is content with ours.
 * @returns {string} path of the executable
 * @throws {Error} saying what to install
 */
export function hostNode() {
  if (wantsLowest) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = path.join(hostFolder, `node_modules/node-${platform}-${process.arch}/bin`, platform === 'win' ? 'node.exe' : 'node');
  if (existsSync(file)) return file;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(`The VS Code server needs Node 24, and npm has none for ${process.platform}-${process.arch}: run this with Node 24.`);
}

const chromiumPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * A Chromium for the UI test: `CHROMIUM_PATH`, one that is installed, or Debian's where this user may install it.
 * @returns {Promise<string>} path of the executable
 * @throws {Error} saying what to install
 */
export async function ensureChromium() {
  const find = () => [process.env.CHROMIUM_PATH, ...chromiumPaths].find((file) => file && existsSync(file));
  const found = find();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await quietly('Reading the list of Debian packages', 'apt-get', ['update', '-q'], { env });
    await quietly('Installing Chromium', 'apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
    const installed = find();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium or Chrome found. Install one (Debian and Ubuntu: sudo apt-get install chromium) or set CHROMIUM_PATH to its executable.',
  );
}

/** Emacs, Neovim and Vim for the tests of the recipes, where Debian has them and this user may install them. */
export async function ensureEditors() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const packages = ['emacs-nox', 'elpa-eglot', 'elpa-lsp-mode', 'elpa-yaml-mode', 'neovim', 'vim', 'vim-ale'];
  if (packages.every((name) => existsSync(`/usr/share/doc/${name}`))) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await quietly('Reading the list of Debian packages', 'apt-get', ['update', '-q'], { env });
  await quietly('Installing Emacs, Neovim and Vim', 'apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env });
}
