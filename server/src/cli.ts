import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { main } from './cli/main.ts';
import type { Disk } from './cli/terminal.ts';
import { nodeFiles } from './project/node-files.ts';

const slashes = (file: string): string => (path.sep === '/' ? file : file.split(path.sep).join('/'));

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
  write: (absolute, text) => {
    try {
      writeFileSync(absolute, text);
      return undefined;
    } catch (error) {
      // "EACCES: permission denied, open '…'"
      return (error as Error).message.split(',')[0];
    }
  },
  project: (root) => nodeFiles(root, [root]),
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
