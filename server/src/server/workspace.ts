import type { ProjectHost } from '../project/projectHost.ts';
import type { OnBroken } from '../rules/judging/judge.ts';
import { ClientFiles, type ClientReader } from './clientFiles.ts';
import { OpenProject } from './openProject.ts';
import { pathIn, projectPathOf, schemeOf, secretsPathOf, type ProjectPath } from './places.ts';
import type { Platform } from './platform.ts';
import { defaults, unlessSame, type Settings } from './settings.ts';
import type { Folder } from './workspaceDiagnostics.ts';

/** A project that a document lies in, and the document's path there. */
export interface ProjectFile {
  readonly project: OpenProject;
  readonly path: string;
  /** A secrets file: no deployment of its own, but read for some. */
  readonly secrets?: true;
}

/** What the workspace needs from the server around it. */
export interface WorkspaceHost {
  readonly platform: Platform;
  /** Whether the client says that the person trusts the workspace. */
  trusted(): boolean | undefined;
  /** Reads through the client; undefined where the client cannot be asked. */
  reader(root: string): ClientReader | undefined;
  /** A project is met for the first time. */
  opened(project: OpenProject): void;
  /** What a project had asked for has been read. */
  arrived(project: OpenProject): void;
  readonly onBroken: OnBroken;
}

/** Files of a disk, what was never saved, and the virtual file systems that are known without a folder of the workspace. */
const fileSchemes: ReadonlySet<string> = new Set(['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'vscode-test-web', 'memfs']);

/** The id of secrets files' language in editors. */
const secretsLanguage = 'kamal-secrets';

/** All projects that documents have been opened in. */
export class Workspace {
  private readonly projects = new Map<string, OpenProject>();
  private uris: readonly string[] = [];
  private settings: Settings = defaults;
  private byFolder: ReadonlyMap<string, Settings> = new Map();

  constructor(private readonly around: WorkspaceHost) {}

  /** The workspace's folders, as URIs. Projects are read anew. */
  setFolders(folders: readonly string[]): void {
    this.uris = folders.filter((folder) => schemeOf(folder) !== '');
    this.projects.clear();
  }

  /**
   * The settings of the workspace as a whole, which new projects start with.
   * @returns whether other documents are ours now: that hangs on `kamal.configFiles`
   */
  setDefaults(settings: Settings): boolean {
    const before = this.settings.configFiles.join('\n');
    this.settings = unlessSame(this.settings, settings);
    return before !== settings.configFiles.join('\n');
  }

  /**
   * The settings of each folder that has its own.
   * @returns whether any is different now
   */
  setFolderSettings(settings: ReadonlyMap<string, Settings | undefined>): boolean {
    const before = this.folders();
    const of = new Map(before.map((folder) => [folder.uri, folder.settings]));
    this.byFolder = new Map(this.uris.map((uri) => [uri, unlessSame(of.get(uri), settings.get(uri) ?? this.settings)]));
    return this.folders().some((folder) => folder.settings !== of.get(folder.uri));
  }

  /** The folders of the workspace. */
  folders(): Folder[] {
    return this.uris.map((uri) => ({ uri, settings: this.byFolder.get(uri) ?? this.settings }));
  }

  /** Nothing of a project is open any more: it is read anew when something is. */
  drop(project: OpenProject): void {
    if (this.projects.get(project.root) === project) this.projects.delete(project.root);
  }

  all(): OpenProject[] {
    return [...this.projects.values()];
  }

  /** Where a document lies; undefined: none of ours, or no file at all, such as the past that a comparison shows. */
  find(uri: string, language: string): ProjectFile | undefined {
    if (!this.isFile(uri)) return undefined;
    const place = projectPathOf(uri, this.settings.configFiles, language);
    return place ? { project: this.project(place), path: place.path } : this.findSecrets(uri, language);
  }

  /** A secrets file lies in `.kamal`, or where `secrets_path` of a project that is open says. */
  private findSecrets(uri: string, language: string): ProjectFile | undefined {
    const usual = secretsPathOf(uri);
    if (usual) return { project: this.project(usual), path: usual.path, secrets: true };
    const reader =
      language === secretsLanguage ? this.containing(uri).find(({ project, path }) => project.readersOf(path).length) : undefined;
    return reader && { ...reader, secrets: true };
  }

  private isFile(uri: string): boolean {
    const scheme = schemeOf(uri);
    return fileSchemes.has(scheme) || this.uris.some((folder) => schemeOf(folder) === scheme);
  }

  /** Projects that a file lies in, with its path there. */
  containing(uri: string): ProjectFile[] {
    return this.all().flatMap((project) => {
      const path = pathIn(project.root, uri);
      return path === undefined ? [] : [{ project, path }];
    });
  }

  /** The project that documents are open in, or else one that is known to nobody. */
  lookInto(root: string, settings: Settings): OpenProject {
    const open = this.projects.get(root);
    if (open) return open;
    const project = openProject(root, this.uris, this.around);
    project.set(settings);
    return project;
  }

  private project({ root }: ProjectPath): OpenProject {
    let project = this.projects.get(root);
    if (!project) {
      project = openProject(root, this.uris, this.around);
      project.set(this.settings);
      this.projects.set(root, project);
      this.around.opened(project);
    }
    return project;
  }
}

/** A project with its files from where the platform finds them, else from the client. */
function openProject(
  root: string,
  folders: readonly string[],
  { platform, trusted, reader, arrived, onBroken }: WorkspaceHost,
): OpenProject {
  const onDisk = platform.files(root, folders, trusted());
  if (onDisk) return new OpenProject(root, { ...onDisk, onBroken });
  const ask = reader(root);
  if (!ask) return new OpenProject(root, { ...unread, onBroken });
  const files = new ClientFiles(ask, (paths) => {
    project.arrived(paths);
    arrived(project);
  });
  const project = new OpenProject(root, {
    read: (path) => files.read(path),
    list: (folder) => files.list(folder),
    forget: (paths) => files.forget(paths),
    reading: () => files.reading(),
    onBroken,
  });
  return project;
}

const unread: ProjectHost = { read: () => 'unread', list: () => 'unread' };
