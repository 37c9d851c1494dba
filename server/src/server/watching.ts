import type { FileSystemWatcher } from 'vscode-languageserver';
import { watchedFiles } from '../protocol.ts';
import type { OpenProject } from './openProject.ts';

/**
 * Which files a deployment hangs on is known only from its text: a Dockerfile by another name, error pages, the files of an accessory. What
 * the rules have asked for beyond the usual is watched from then on.
 */
export class Watching {
  /** Paths that are watched in every project: the patterns know of no root. */
  private readonly known = new Set<string>();

  constructor(private readonly register: (watchers: FileSystemWatcher[]) => void) {}

  /** Watches what has been asked for in a project since the last time. */
  cover({ asked }: Pick<OpenProject, 'asked'>): void {
    const fresh: FileSystemWatcher[] = [];
    for (const path of asked) {
      if (this.known.has(path)) continue;
      this.known.add(path);
      // Names that a pattern would take for more than themselves are not worth the risk.
      if (!isWatched.test(path) && !/[*?[\]{}]|(^|\/)\.\.(\/|$)/.test(path))
        fresh.push({ globPattern: `**/${path.endsWith('/') ? `${path}*` : path}` });
    }
    if (fresh.length > 0) this.register(fresh);
  }
}

/** Paths in a project that these globs cover. Of `config/` only the names of the deploy files count. */
const isWatched = new RegExp(`^(config/|${watchedFiles.map(pattern).join('|')})$`);

function pattern(glob: string): string {
  return glob
    .replaceAll('.', '\\.')
    .replace(/\{(.*?)\}/g, (_, names: string) => `(${names.replaceAll(',', '|')})`)
    .replace(/(\*\*\/)|\*\*|\*/g, (stars, folders) => (folders ? '(.*/)?' : stars === '**' ? '.*' : '[^/]*'));
}
