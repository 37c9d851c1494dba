import { looksLikeKamal } from '../features/looksLikeKamal.ts';
import { memoize } from '../memoize.ts';
import type { Analysis } from '../project/analysis.ts';
import { Project } from '../project/project.ts';
import type { ProjectHost } from '../project/projectHost.ts';
import { secretsPaths } from '../references/declaredSecrets.ts';
import { present } from '../report/present.ts';
import type { PresentedFinding } from '../report/presented.ts';
import { uriIn } from './places.ts';
import { defaults, type Settings } from './settings.ts';

/** One project: a folder with a `config/deploy.yml` in it, what people set for it, and where its files are for the client. */
export class OpenProject extends Project {
  settings: Settings = defaults;
  /** URIs as the client writes them, by path: it may encode more than we do. */
  private readonly uris = new Map<string, string>();
  /** Documents in our language that lie elsewhere: each is a base of its own. */
  private readonly others = new Set<string>();
  /** What is shown of an analysis with the settings as they are. */
  private views = memoize((analysis: Analysis) => present(analysis, this.settings.rules));

  /**
   * @param root the folder's URI
   * @param host where its files come from
   */
  constructor(
    readonly root: string,
    host: ProjectHost,
  ) {
    super(host);
  }

  readonly uriOf = (path: string): string => this.uris.get(path) ?? uriIn(this.root, path);

  /** The analysis of a file's family, if it looks like Kamal's. */
  ours(path: string): Analysis | undefined {
    const analysis = this.analysisOf(path);
    return analysis && looksLikeKamal(analysis) ? analysis : undefined;
  }

  /** What people are shown of an analysis of this project, by path. */
  shown(analysis: Analysis): ReadonlyMap<string, readonly PresentedFinding[]> {
    return this.views(analysis);
  }

  /** The bases with a deployment for which Kamal reads this secrets file. */
  readersOf(path: string): Analysis[] {
    return this.bases().flatMap((base) => {
      const analysis = this.ours(base);
      return analysis?.deployments.some(({ deployment }) => secretsPaths(deployment)?.includes(path)) ? [analysis] : [];
    });
  }

  /**
   * An open document has this path.
   * @param secrets it is no deploy.yml
   */
  name(path: string, uri: string, secrets = false): void {
    this.uris.set(path, uri);
    if (!secrets && this.baseOf(path) === undefined && !this.others.has(path)) {
      this.others.add(path);
      this.configure(this.baseOptions());
    }
  }

  /** @returns whether anything is different now */
  set(settings: Settings): boolean {
    const before = this.state();
    this.settings = settings;
    if (before === this.state()) return false;
    this.views = memoize((analysis) => present(analysis, settings.rules));
    this.configure(this.baseOptions());
    return true;
  }

  /**
   * The same project with other texts in the place of some: what a repair would make of it, or what it was once.
   * @param texts null: the file is not there
   */
  imagine(texts: ReadonlyMap<string, string | null>): Project {
    const { files } = this;
    const project = new Project({
      ...this.host,
      read: (path) => answer(texts.get(path)) ?? files.get(path),
      list: (folder) => namesWith(files.list(folder), folder, texts),
    });
    project.configure(this.baseOptions());
    return project;
  }

  private baseOptions(): { configFiles: string[]; version?: string } {
    const { configFiles, version } = this.settings;
    return { configFiles: [...configFiles, ...this.others], ...(version === undefined ? {} : { version }) };
  }

  private state(): string {
    return JSON.stringify([this.settings.configFiles, this.settings.version, ...this.settings.rules]);
  }
}

function answer(text: string | null | undefined): { text: string } | 'absent' | undefined {
  if (text === null) return 'absent';
  return text === undefined ? undefined : { text };
}

/** Names in a folder, with those of texts that are directly in it, and without those that are not there. */
function namesWith(names: ReturnType<ProjectHost['list']>, folder: string, texts: ReadonlyMap<string, string | null>): typeof names {
  if (names === 'unread') return names;
  const found = new Set(names === 'absent' ? [] : names);
  for (const [path, text] of texts) {
    const at = path.lastIndexOf('/');
    if ((at === -1 ? '.' : path.slice(0, at)) !== folder) continue;
    if (text === null) found.delete(path.slice(at + 1));
    else found.add(path.slice(at + 1));
  }
  return found.size > 0 ? [...found] : 'absent';
}
