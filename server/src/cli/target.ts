import { defaultBase } from '../project/names.ts';
import type { Disk } from './terminal.ts';

/** A base file to judge, and the folder that Kamal would run in. */
export interface Target {
  /** Absolute. */
  readonly root: string;
  /** Relative to `root`. */
  readonly base: string;
}

/**
 * What a PATH of the command line means: a folder, its `config/deploy.yml`; a `deploy.<destination>.yml`, the base beside it.
 * @returns one line that says what is wrong where there is nothing to judge
 */
export function targetOf(path: string, disk: Disk): Target | { readonly wrong: string } {
  const absolute = disk.absolute(path);
  switch (disk.kind(absolute)) {
    case 'absent':
      return { wrong: `${path}: no such file or folder` };
    case 'folder': {
      const there = disk.kind(`${absolute}/${defaultBase}`) === 'file';
      return there ? { root: absolute, base: defaultBase } : { wrong: `${path}: there is no ${defaultBase} in this folder` };
    }
    case 'file':
      return baseBeside(inProject(absolute, disk), disk);
  }
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
