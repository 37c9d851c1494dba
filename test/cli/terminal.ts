import { posix } from 'node:path';
import { main } from '../../server/src/cli/main.ts';
import type { Disk } from '../../server/src/cli/terminal.ts';

/** A file's text, or what decoding its bytes gave. */
export type Content = string | { readonly text: string; readonly invalidAt?: number };

/** A disk in memory; paths that are not absolute are below `/app`, the working directory. */
export function diskOf(files: ReadonlyMap<string, Content>): Disk {
  const absolute = (path: string): string => posix.resolve('/app', path);
  const contents = new Map([...files].map(([path, content]) => [absolute(path), content]));
  const below = (folder: string): string[] =>
    [...contents.keys()].filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
  return {
    absolute,
    display: (path) => (path.startsWith('/app/') ? path.slice('/app/'.length) : path),
    kind: (path) => (contents.has(path) ? 'file' : below(path).length > 0 ? 'folder' : 'absent'),
    project: (root) => ({
      read: (path) => {
        const content = contents.get(posix.resolve(root, path));
        return content === undefined ? 'absent' : typeof content === 'string' ? { text: content } : content;
      },
      list: (folder) => {
        const names = new Set(below(posix.resolve(root, folder)).map((path) => path.split('/')[0]!));
        return names.size > 0 ? [...names] : 'absent';
      },
    }),
  };
}

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line on files in memory. */
export function run(argv: readonly string[], files: ReadonlyMap<string, Content> = new Map(), colour = false): Ran {
  let out = '';
  let err = '';
  const status = main(argv, { out: (text) => (out += text), err: (text) => (err += text), colour, disk: diskOf(files) });
  return { status, out, err };
}
