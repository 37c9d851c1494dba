import { defaultBase } from '../project/names.ts';
import { Project } from '../project/project.ts';
import { destinationFile } from './missingDestination.ts';
import type { Disk } from './terminal.ts';

/** A base file to judge, and the folder that Kamal would run in. */
export interface Target {
  /** Absolute. */
  readonly root: string;
  /** Relative to `root`. */
  readonly base: string;
}

/**
 * What a PATH of the command line means: a folder, its `config/deploy.yml` and what the project deploys with `-c` besides; a
 * `deploy.<destination>.yml`, the base beside it.
 * @param destination name after `-d`: of several bases of a folder only those that have it
 * @returns one line that says what is wrong where there is nothing to judge
 */
export function targetsOf(path: string, destination: string | null, disk: Disk): readonly Target[] | { readonly wrong: string } {
  const absolute = disk.absolute(path);
  switch (disk.kind(absolute)) {
    case 'absent':
      return { wrong: `${path}: no such file or folder` };
    case 'folder': {
      const bases = basesIn(absolute, destination, disk);
      return bases.length > 0
        ? bases.map((base) => ({ root: absolute, base }))
        : { wrong: `${path}: there is no ${defaultBase} in this folder` };
    }
    case 'file': {
      const target = inProject(absolute, disk);
      return [basesIn(target.root, null, disk).includes(target.base) ? target : baseBeside(target, disk)];
    }
  }
}

/** The first that a PATH means: `config/deploy.yml` of a folder. */
export function targetOf(path: string, disk: Disk): Target | { readonly wrong: string } {
  const found = targetsOf(path, null, disk);
  return 'wrong' in found ? found : found[0]!;
}

/** Also `config/deploy.yml` where it is there and cannot be read, which is told later. */
function basesIn(root: string, destination: string | null, disk: Disk): string[] {
  const named = new Project(disk.project(root)).bases();
  const is = (file: string): boolean => disk.kind(`${root}/${file}`) === 'file';
  const all = is(defaultBase) ? [...new Set([defaultBase, ...named])] : named;
  const having = destination === null ? [] : all.filter((base) => is(destinationFile(base, destination)));
  return destination === null ? all : having.length > 0 ? having : all.slice(0, 1);
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
