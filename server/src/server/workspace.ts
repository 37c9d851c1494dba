import { Project, type ProjectHost } from '../project/project.ts';
import type { OnBroken } from '../rules/check.ts';
import { ClientFiles, type ClientReader } from './clientFiles.ts';
import type { Platform } from './platform.ts';
import { pathIn, projectPathOf, uriIn, type ProjectPath } from './places.ts';
import { defaults, type Settings } from './settings.ts';

/** A project that a document lies in, and the document's path there. */
export interface ProjectFile {
  readonly home: OpenProject;
  readonly path: string;
}

/** What the workspace needs from the server around it. */
export interface WorkspaceHost {
  readonly door: Platform;
  /** Reads through the client; undefined where the client cannot be asked. */
  reader(root: string): ClientReader | undefined;
  /** A project is met for the first time. */
  opened(home: OpenProject): void;
  /** Something that a project had asked for has been read. */
  arrived(home: OpenProject): void;
  readonly onBroken: OnBroken;
}

/** One project: a folder with a `config/deploy.yml` in it, and what people set for it. */
export class OpenProject {
  readonly project: Project;
  settings: Settings = defaults;
  /** URIs as the client writes them, by path: it may encode more than we do. */
  private readonly uris = new Map<string, string>();
  private readonly files: ProjectHost;
  /** Documents in our language that lie elsewhere: each is a base of its own. */
  private readonly others = new Set<string>();

  constructor(
    readonly root: string,
    folders: readonly string[],
    around: WorkspaceHost,
  ) {
    this.files = around.door.files(root, folders) ?? this.throughClient(around) ?? absent;
    const { files } = this;
    this.project = new Project({
      read: (path) => files.read(path),
      list: (folder) => files.list(folder),
      executable: (path) => files.executable?.(path),
      onBroken: around.onBroken,
    });
  }

  readonly uriOf = (path: string): string => this.uris.get(path) ?? uriIn(this.root, path);

  /** An open document has this path. */
  name(path: string, uri: string): void {
    this.uris.set(path, uri);
    if (this.project.baseOf(path) === undefined && !this.others.has(path)) {
      this.others.add(path);
      this.project.configure(this.options());
    }
  }

  /** @returns whether anything is different now */
  configure(settings: Settings): boolean {
    const before = this.state();
    this.settings = settings;
    if (before === this.state()) return false;
    this.project.configure(this.options());
    return true;
  }

  changed(paths: readonly string[]): void {
    if (this.files instanceof ClientFiles) this.files.forget(paths);
    this.project.changed(paths);
  }

  /** The same project with other texts in the place of some: what a repair would make of it. */
  imagine(texts: ReadonlyMap<string, string>): Project {
    const { files } = this.project;
    const project = new Project({
      read: (path) => answer(texts.get(path)) ?? files.get(path),
      list: (folder) => files.list(folder),
      executable: (path) => files.executable?.(path),
    });
    project.configure(this.options());
    return project;
  }

  private options(): { configFiles: string[]; version?: string } {
    const { configFiles, version } = this.settings;
    return { configFiles: [...configFiles, ...this.others], ...(version === undefined ? {} : { version }) };
  }

  private state(): string {
    return JSON.stringify([this.settings.configFiles, this.settings.version, ...this.settings.rules]);
  }

  private throughClient(around: WorkspaceHost): ClientFiles | undefined {
    const reader = around.reader(this.root);
    return (
      reader &&
      new ClientFiles(reader, (path) => {
        this.project.changed([path]);
        around.arrived(this);
      })
    );
  }
}

const absent: ProjectHost = { read: () => 'absent', list: () => 'absent' };

function answer(text: string | undefined): { text: string } | undefined {
  return text === undefined ? undefined : { text };
}

/** All projects that documents have been opened in. */
export class Workspace {
  private readonly homes = new Map<string, OpenProject>();
  private folders: readonly string[] = [];
  private settings: Settings = defaults;

  constructor(private readonly around: WorkspaceHost) {}

  /** The workspace's folders, as URIs. Projects are read anew. */
  setFolders(folders: readonly string[]): void {
    this.folders = folders;
    this.homes.clear();
  }

  /**
   * The settings of the workspace as a whole, which new projects start with.
   * @returns whether other documents are ours now: that hangs on `kamal.configFiles`
   */
  setDefaults(settings: Settings): boolean {
    const before = this.settings.configFiles.join('\n');
    this.settings = settings;
    return before !== settings.configFiles.join('\n');
  }

  all(): OpenProject[] {
    return [...this.homes.values()];
  }

  find(uri: string, language: string): ProjectFile | undefined {
    const place = projectPathOf(uri, this.settings.configFiles, language);
    return place && { home: this.home(place), path: place.path };
  }

  /** Projects that a file lies in, with its path there. */
  containing(uri: string): ProjectFile[] {
    return this.all().flatMap((home) => {
      const path = pathIn(home.root, uri);
      return path === undefined ? [] : [{ home, path }];
    });
  }

  private home({ root }: ProjectPath): OpenProject {
    let home = this.homes.get(root);
    if (!home) {
      home = new OpenProject(root, this.folders, this.around);
      home.configure(this.settings);
      this.homes.set(root, home);
      this.around.opened(home);
    }
    return home;
  }
}
