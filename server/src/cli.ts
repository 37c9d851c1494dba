import { statSync } from 'node:fs';
import path from 'node:path';
import { main } from './cli/main.ts';
import { gitFiles } from './cli/plan/gitFiles.ts';
import type { Disk } from './cli/terminal.ts';
import { enclosing, nodeFiles, replaceText } from './project/node-files.ts';

const slashes = (file: string): string => (path.sep === '/' ? file : file.split(path.sep).join('/'));

/** Links may lead to other places of the same repository, as in one that holds several applications. */
const reach = (root: string): string[] => [enclosing(root, ['.git']) ?? root];

const disk: Disk = {
  absolute: (file) => slashes(path.resolve(file)),
  display: (absolute) => {
    const relative = path.relative(process.cwd(), absolute);
    return slashes(relative.startsWith('..') || path.isAbsolute(relative) ? absolute : relative);
  },
  kind: (absolute) => {
    try {
      return statSync(absolute).isDirectory() ? 'folder' : 'file';
    } catch {
      return 'absent';
    }
  },
  write: (root, file, text) => replaceText(path.join(root, file), reach(root), text),
  project: (root) => nodeFiles(root, reach(root)),
  enclosing,
  revision: gitFiles,
};

// A reader such as `head` may go before all is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = main(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  colour: Boolean(process.stdout.isTTY) && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
  disk,
});
