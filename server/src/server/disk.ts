import { isProject, nodeFiles } from '../project/node-files.ts';
import type { ProjectHost } from '../project/project.ts';
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
