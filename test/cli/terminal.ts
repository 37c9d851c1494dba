import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { main } from '../../server/src/cli/main.ts';
import type { ProjectHost } from '../../server/src/project/projectHost.ts';
import type { Disk, Terminal } from '../../server/src/cli/terminal.ts';

/** A file's text, or what decoding its bytes gave; `locked`: it cannot be written. */
export type Content = string | { readonly text: string; readonly invalidAt?: number; readonly locked?: true };

/** Where the files of a revision lie in a disk in memory: `/revisions/HEAD/app/config/deploy.yml`. */
export const revisionsOf = (root: string, name: string): string => `/revisions/${name}${root}`;

/** A disk in memory; paths that are not absolute are below `/app`, the working directory. */
export function diskOf(files: ReadonlyMap<string, Content>, written = new Map<string, string>()): Disk {
  const absolute = (path: string): string => posix.resolve('/app', path);
  const contents = new Map([...files].map(([path, content]) => [absolute(path), content]));
  const below = (folder: string): string[] =>
    [...contents.keys()].filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
  const display = (path: string): string => (path.startsWith('/app/') ? path.slice('/app/'.length) : path);
  const save = (path: string, text: string): string | undefined => {
    const there = contents.get(path);
    if (typeof there === 'object' && there.locked) return 'EACCES: permission denied';
    contents.set(path, text);
    written.set(display(path), text);
    return undefined;
  };
  const hostOf = (root: string): ProjectHost => ({
    read: (path) => {
      const content = contents.get(posix.resolve(root, path));
      return content === undefined ? 'absent' : typeof content === 'string' ? { text: content } : content;
    },
    list: (folder) => {
      const names = new Set(below(posix.resolve(root, folder)).map((path) => path.split('/')[0]!));
      return names.size > 0 ? [...names] : 'absent';
    },
  });
  return {
    absolute,
    display,
    write: (root, file, text) => save(`${root}/${file}`, text),
    save,
    folders: (path) => {
      const prefix = path === '/' ? '/' : `${path}/`;
      const names = [...contents.keys()].flatMap((one) =>
        (one.startsWith(prefix) ? one.slice(prefix.length).split('/').slice(0, -1) : []).slice(0, 1),
      );
      return [...new Set(names)];
    },
    kind: (path) => (contents.has(path) ? 'file' : below(path).length > 0 ? 'folder' : 'absent'),
    enclosing: (folder, names) => {
      for (let at = folder; ; at = posix.dirname(at)) {
        if (below(at).some((path) => names.includes(path.split('/')[0]!))) return at;
        if (at === posix.dirname(at)) return undefined;
      }
    },
    project: hostOf,
    revision: (root, name) => {
      const there = revisionsOf(root, name);
      return below(there).length > 0 ? hostOf(there) : { wrong: 'git knows no such commit here' };
    },
  };
}

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  /** The files that were written, as the command line calls them. */
  readonly written: ReadonlyMap<string, string>;
}

const pages = new URL('../../docs/rules/', import.meta.url);

/**
 * Runs the command line on files in memory.
 * @param stdin what comes over the standard input
 */
export function run(argv: readonly string[], files: ReadonlyMap<string, Content> = new Map(), colour = false, stdin = ''): Ran {
  const { status, ran } = started(argv, files, colour, stdin);
  if (typeof status !== 'number') throw new Error('this command waits for something');
  return ran(status);
}

/** The same for a command that loads some of itself only when it is asked for. */
export async function runLoading(argv: readonly string[], files: ReadonlyMap<string, Content> = new Map()): Promise<Ran> {
  const { status, ran } = started(argv, files, false, '');
  return ran(await status);
}

function started(
  argv: readonly string[],
  files: ReadonlyMap<string, Content>,
  colour: boolean,
  stdin: string,
): { status: ReturnType<typeof main>; ran: (status: number) => Ran } {
  const { terminal, ran } = terminalOf(files, colour, stdin);
  return { status: main(argv, terminal), ran };
}

/** @returns with what was said through it */
export function terminalOf(
  files: ReadonlyMap<string, Content>,
  colour = false,
  stdin = '',
): { terminal: Terminal; ran: (status: number) => Ran } {
  let out = '';
  let err = '';
  const written = new Map<string, string>();
  const terminal: Terminal = {
    out: (text) => (out += text),
    err: (text) => (err += text),
    colour,
    disk: diskOf(files, written),
    stdin: () => stdin,
    progress: () => {},
    clear: () => {},
    serveTools: () => assert.fail('this waits for questions'),
    watch: () => assert.fail('this waits for changes'),
    page: (rule) => readFileSync(new URL(`${rule}.md`, pages), 'utf8'),
  };
  return { terminal, ran: (status) => ({ status, out, err, written }) };
}
