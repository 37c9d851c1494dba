import { defaultBase } from '../project/names.ts';
import { projectsBelow } from '../project/nested.ts';
import { Project } from '../project/project.ts';
import { destinationFile } from '../report/missingDestination.ts';
import type { Disk } from './terminal.ts';

/** A base file to judge, and the folder that Kamal would run in. */
export interface Target {
  /** Absolute. */
  readonly root: string;
  /** Relative to `root`. */
  readonly base: string;
}

/**
 * What a PATH of the command line means: a folder, its `config/deploy.yml` with what `.kamal/lint.yml` names beside it, and those of the
 * projects below; `config/` itself, the same; a `deploy.<destination>.yml`, the base beside it.
 * @param destination of the projects that nobody named, only those that have it
 * @returns one line that says what is wrong where there is nothing to judge
 */
export function targetsOf(path: string, disk: Disk, destination: string | null = null): readonly Target[] | { readonly wrong: string } {
  const absolute = disk.absolute(path);
  const kind = disk.kind(absolute);
  if (kind === 'absent') return { wrong: `${path}: no such file or folder` };
  if (kind === 'file') {
    const target = inProject(absolute, disk);
    return [basesIn(target.root, null, disk).some(({ base }) => base === target.base) ? target : baseBeside(target, disk)];
  }
  const own = basesIn(absolute, destination, disk);
  if (own.length === 0 && disk.kind(`${absolute}/deploy.yml`) === 'file') {
    const target = inProject(`${absolute}/deploy.yml`, disk);
    return target.base === defaultBase ? basesIn(target.root, destination, disk) : [target];
  }
  const has = ({ root, base }: Target): boolean => disk.kind(`${root}/${destinationFile(base, destination!)}`) === 'file';
  const below = foldersBelow(absolute, disk).flatMap((root) => basesIn(root, destination, disk));
  const targets = [...own, ...(destination === null ? below : below.filter(has))];
  if (targets.length > 0) return targets;
  return {
    wrong:
      below.length === 0
        ? `${path}: there is no ${defaultBase} in this folder`
        : `${path}: none of the ${below.length} projects in this folder has a destination ${destination}`,
  };
}

/** The first that a PATH means: `config/deploy.yml` of a folder. */
export function targetOf(path: string, disk: Disk): Target | { readonly wrong: string } {
  const targets = targetsOf(path, disk);
  return 'wrong' in targets ? targets : targets[0]!;
}

/** A text that does not come from the disk, as if it were the file of that name. */
export function targetNamed(path: string, disk: Disk): { readonly target: Target; readonly file: string } {
  const named = inProject(disk.absolute(path), disk);
  return { target: baseBeside(named, disk), file: named.base };
}

/**
 * The bases of the project in a folder: also `config/deploy.yml` where it is there and cannot be read, which is told later.
 * @param destination of several only those that have it
 */
function basesIn(root: string, destination: string | null, disk: Disk): readonly Target[] {
  const named = new Project(disk.project(root)).bases();
  const is = (file: string): boolean => disk.kind(`${root}/${file}`) === 'file';
  const all = (is(defaultBase) ? [...new Set([defaultBase, ...named])] : named).map((base) => ({ root, base }));
  const having = destination === null ? [] : all.filter(({ base }) => is(destinationFile(base, destination)));
  return destination === null ? all : having.length > 0 ? having : all.slice(0, 1);
}

/** Folders with a `config/deploy.yml`, in the order of their names, not the folder itself. */
function foldersBelow(folder: string, disk: Disk): string[] {
  const found = projectsBelow(folder, { isFile: (path) => disk.kind(path) === 'file', folders: (path) => disk.folders(path) });
  return [...found].filter((root) => root !== undefined);
}

/** Kamal runs in the project's root, and its files lie in `config/` there. `-c` may name others: then the root is where `.kamal` or `.git` is. */
function inProject(absolute: string, disk: Disk): Target {
  const [, above, base] = /^(.*)\/(config\/.+)$/.exec(absolute) ?? [];
  if (base !== undefined) return { root: above || '/', base };
  const folder = absolute.slice(0, absolute.lastIndexOf('/')) || '/';
  const root = disk.enclosing(folder, ['.kamal', '.git']) ?? folder;
  return { root, base: absolute.slice(root.replace(/\/$/, '').length + 1) };
}

function baseBeside({ root, base }: Target, disk: Disk): Target {
  // A destination's name may itself have dots: `deploy.eu.west.yml`.
  const parts = base.replace(/\.yml$/, '').split('.');
  for (let kept = 1; kept < parts.length; kept++) {
    const candidate = `${parts.slice(0, kept).join('.')}.yml`;
    if (disk.kind(`${root}/${candidate}`) === 'file') return { root, base: candidate };
  }
  return { root, base };
}
