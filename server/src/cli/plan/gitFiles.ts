import { spawnSync } from 'node:child_process';
import { decode } from '../../source/decode.ts';
import type { ProjectHost } from '../../project/projectHost.ts';

/**
 * A project's files as they were in a revision of the Git repository that it lies in. Git is run without a shell, and asked for nothing but
 * names and contents: no filter of the repository's and no hook runs.
 * @param root absolute path of the project's folder
 * @param revision whatever Git takes for a commit
 */
export function gitFiles(root: string, revision: string): ProjectHost | { readonly wrong: string } {
  const commit = git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)?.toString('utf8').trim();
  if (!commit) return { wrong: 'git knows no such commit here' };
  const lists = new Map<string, readonly string[] | 'absent'>();
  return {
    read: (path) => {
      const bytes = inside(path) ? git(root, 'cat-file', 'blob', `${commit}:./${path}`) : undefined;
      return bytes ? decode(bytes) : 'absent';
    },
    list: (folder) => {
      let names = lists.get(folder);
      if (names === undefined) lists.set(folder, (names = namesIn(root, commit, folder)));
      return names;
    },
  };
}

function namesIn(root: string, commit: string, folder: string): readonly string[] | 'absent' {
  if (!inside(folder)) return 'absent';
  const out = git(root, 'ls-tree', '-z', '--name-only', commit, folder === '.' ? './' : `${folder}/`)?.toString('utf8') ?? '';
  const names = out.split('\0').filter((name) => name !== '');
  return names.length > 0 ? names.map((name) => name.slice(name.lastIndexOf('/') + 1)) : 'absent';
}

/** Outside of the project nothing is read. */
const inside = (path: string): boolean => !path.startsWith('/') && !path.split('/').includes('..');

/** @returns undefined where git is not there, or fails */
function git(root: string, ...args: readonly string[]): Buffer | undefined {
  const { status, stdout } = spawnSync('git', ['-C', root, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: false,
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 ? stdout : undefined;
}
