import { foldersIn, isFile, isProject, nodeFiles } from '../project/node-files.ts';
import { projectsBelow } from '../project/nested.ts';
import type { ProjectHost } from '../project/projectHost.ts';
import type { Platform } from './platform.ts';
import { parse } from './uri.ts';

/** The files of `file:` projects, for platforms that have a disk. */
export const diskFiles: Platform['files'] = (root, folders, trusted): ProjectHost | undefined => {
  const folder = parse(root);
  if (folder?.scheme !== 'file') return undefined;
  const open = folders.flatMap((one) => {
    const uri = parse(one);
    return uri?.scheme === 'file' ? [uri.fsPath] : [];
  });
  // The client may have opened `config/` alone, or no folder at all.
  const own = trusted !== false && isProject(folder.fsPath) ? [folder.fsPath] : [];
  return nodeFiles(folder.fsPath, [...open, ...own], trusted);
};

/** Projects below a `file:` folder. */
export const diskProjects: NonNullable<Platform['projects']> = (folder, bases) => {
  const start = parse(folder);
  if (start?.scheme !== 'file') return undefined;
  const native = (path: string): string => start.with({ path }).fsPath;
  const disk = { isFile: (path: string) => isFile(native(path)), folders: (path: string) => foldersIn(native(path)) };
  return uris(projectsBelow(start.path.replace(/(?<=.)\/$/, ''), disk, bases), (path) => start.with({ path }).toString());
};

function* uris(paths: Iterable<string | undefined>, uriOf: (path: string) => string): Generator<string | undefined> {
  for (const path of paths) yield path === undefined ? undefined : uriOf(path);
}
