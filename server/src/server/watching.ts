import type { FileSystemWatcher } from 'vscode-languageserver';
import { isWatched } from './places.ts';
import type { OpenProject } from './workspace.ts';

/**
 * Which files a deployment hangs on is known only from its text: a Dockerfile by another name, error pages, the files of an accessory. What
 * the rules have asked for beyond the usual is watched from then on.
 */
export class Watching {
  private readonly known = new Set<string>();

  constructor(private readonly register: (watchers: FileSystemWatcher[]) => void) {}

  /** Watches what has been asked for in a project since the last time. */
  cover({ root, project }: Pick<OpenProject, 'root' | 'project'>): void {
    const fresh: FileSystemWatcher[] = [];
    for (const path of project.asked) {
      const key = `${root}/${path}`;
      if (this.known.has(key)) continue;
      this.known.add(key);
      // Names that a pattern would take for more than themselves are not worth the risk.
      if (!isWatched.test(path) && !/[*?[\]{}]|(^|\/)\.\.(\/|$)/.test(path))
        fresh.push({ globPattern: `**/${path.endsWith('/') ? `${path}*` : path}` });
    }
    if (fresh.length > 0) this.register(fresh);
  }
}
