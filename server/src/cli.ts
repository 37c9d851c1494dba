import { readdirSync, readFileSync, realpathSync, statSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { coloursWanted } from './cli/colours.ts';
import { main } from './cli/main.ts';
import { gitFiles } from './cli/plan/gitFiles.ts';
import type { Disk, Terminal } from './cli/terminal.ts';
import { version } from './cli/version.ts';
import { isTerminal, writing } from './output.ts';
import { enclosing, nodeFiles, replaceText } from './project/node-files.ts';

const slashes = (file: string): string => (path.sep === '/' ? file : file.split(path.sep).join('/'));

const attempt = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};

/** Links may lead to other places of the same repository, as in one that holds several applications. */
const reach = (root: string): string[] => [enclosing(root, ['.git']) ?? root];

const disk: Disk = {
  absolute: (file) => slashes(path.resolve(file)),
  display: (absolute) => {
    const relative = path.relative(process.cwd(), absolute);
    return slashes(relative.startsWith('..') || path.isAbsolute(relative) ? absolute : relative);
  },
  kind: (absolute) => {
    const found = attempt(() => statSync(absolute));
    return found === undefined ? 'absent' : found.isDirectory() ? 'folder' : 'file';
  },
  folders: (absolute) => {
    const entries = attempt(() => readdirSync(absolute, { withFileTypes: true })) ?? [];
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  },
  write: (root, file, text) => replaceText(path.join(root, file), reach(root), text),
  save: (absolute, text) => {
    try {
      writeFileSync(absolute, text);
      return undefined;
    } catch (error) {
      // "EACCES: permission denied, open '…'"
      return (error as Error).message.split(',')[0];
    }
  },
  project: (root) => {
    // What has started this bundle listens (`launch.ts`).
    (process as NodeJS.EventEmitter).emit('kamal:judged');
    return nodeFiles(root, reach(root));
  },
  enclosing,
  revision: gitFiles,
};

/** Watched files come in bursts: an editor writes one in several steps, and a checkout many. */
function watchFolders(folders: readonly string[], changed: () => void): void {
  let pending: NodeJS.Timeout | undefined;
  const later = (): void => {
    clearTimeout(pending);
    pending = setTimeout(changed, 50);
  };
  for (const folder of folders) attempt(() => watch(folder, later));
}

const looksOn = isTerminal(1);
const out = writing(1);
const terminal: Terminal = {
  out,
  err: writing(2),
  colour: coloursWanted(process.env, looksOn),
  disk,
  stdin: () => readFileSync(0, 'utf8'),
  progress: (line) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${line}`);
  },
  clear: () => {
    if (looksOn) out('\u001b[2J\u001b[3J\u001b[H');
  },
  watch: watchFolders,
  serveTools: async () => (await import('./mcp.ts')).serveTools(terminal, version),
  page: (rule) => {
    // `npx` and `bin` start a link to the program.
    const here = attempt(() => path.dirname(realpathSync(process.argv[1] ?? '')));
    // In the package and in a checkout's dist/; and as sources.
    const folders = here === undefined ? [] : ['../docs/rules', '../../docs/rules'].map((folder) => path.join(here, folder));
    return folders.map((folder) => attempt(() => readFileSync(path.join(folder, `${rule}.md`), 'utf8'))).find((text) => text !== undefined);
  },
};

const status = main(process.argv.slice(2), terminal);
if (typeof status === 'number') process.exitCode = status;
else void status.then((ended) => (process.exitCode = ended));
