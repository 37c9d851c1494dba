import { defaultBase } from './names.ts';

/** Deep enough for `apps/<team>/<app>`, and an end for a home directory. */
export const deepest = 4;

/** Folders of other people's files, or of generated ones. */
export const foreign: readonly string[] = ['node_modules', 'vendor', 'tmp', 'log', 'storage', 'coverage', 'dist', 'public'];

/** May somebody's own project lie in a folder of this name, or below it? */
const isOwn = (name: string): boolean => !name.startsWith('.') && !foreign.includes(name);

/**
 * Is a project at this path one that is found below a folder?
 * @param path of its root, relative to the folder; empty: the folder itself
 */
export function isNested(path: string): boolean {
  const names = path.split('/').filter((name) => name !== '');
  return names.length <= deepest && names.every(isOwn);
}

/** What is asked of the disk: paths with `/`, below the folder that the search begins in. */
export interface Folders {
  isFile(path: string): boolean;
  /** Names of the folders in a folder, without links to others. */
  folders(path: string): readonly string[];
}

/**
 * Looks for the projects below a folder, not for one in the folder itself: folder by folder, in the order of their names.
 * @param bases the files that make a folder one, relative to it
 * @returns at each step the folder where it is a project, else undefined, so that whoever goes through a large workspace can rest in between
 */
export function* projectsBelow(
  folder: string,
  disk: Folders,
  bases: readonly string[] = [defaultBase],
  depth = deepest,
): Generator<string | undefined, void, undefined> {
  if (depth === 0) return;
  for (const name of disk.folders(folder).filter(isOwn).toSorted()) {
    const below = `${folder === '/' ? '' : folder}/${name}`;
    yield bases.some((base) => disk.isFile(`${below}/${base}`)) ? below : undefined;
    yield* projectsBelow(below, disk, bases, depth - 1);
  }
}
