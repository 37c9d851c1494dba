import { FileChangeType, type FileEvent } from 'vscode-languageserver';
import { isNested } from '../project/nested.ts';
import type { Guard } from './guard.ts';
import type { Idle } from './idle.ts';
import type { OpenProject } from './openProject.ts';
import { pathIn, projectPathOf } from './places.ts';
import type { Settings } from './settings.ts';
import { parse } from './uri.ts';

/** A folder of the workspace with what people set for it. */
export interface Folder {
  readonly uri: string;
  readonly settings: Settings;
}

/** What is needed from the server around it. */
export interface WorkspaceDiagnosticsHost {
  readonly idle: Idle;
  readonly guard: Guard;
  folders(): readonly Folder[];
  /** Roots of the projects in a folder; undefined at each step that found nothing. */
  find(folder: Folder): AsyncIterable<string | undefined>;
  /** The project that documents are open in, or else one that is given up as soon as it is judged. */
  project(root: string, settings: Settings): OpenProject;
  /** Publishes what is wrong with the bases of a project that nobody has open. @returns the URIs of all its bases */
  judge(project: OpenProject): readonly string[];
  /** Takes back what was said of a base that nobody has open. */
  withdraw(base: string): void;
}

/** What is remembered of a project, and that is all: the project itself is read anew when one of its files changes. */
interface Found {
  readonly settings: Settings;
  /** Paths of files, and of folders with a `/` at the end. */
  asked: ReadonlySet<string>;
  bases: readonly string[];
}

/** A client that has not answered by then, in milliseconds, does not answer. */
const longest = 5_000;

/**
 * The deployments of the workspace of which no file is open: looked for after the start, judged one by one when there is time, and again when
 * one of their files changes. Nothing of it happens at a keystroke.
 */
export class WorkspaceDiagnostics {
  private readonly found = new Map<string, Found>();
  /** Roots of projects to judge. */
  private readonly waiting = new Set<string>();
  private lookout = false;
  private working = false;
  private over = false;

  constructor(private readonly host: WorkspaceDiagnosticsHost) {}

  /** Folders, settings or files have come or gone: projects are looked for again, and those judged that are new or have other settings. */
  look(): void {
    this.lookout = true;
    this.wake();
  }

  /** Nobody tells of changes in this client: all is looked at again. */
  lookAgain(): void {
    for (const root of this.found.keys()) this.waiting.add(root);
    this.look();
  }

  /**
   * Nothing of a base is open any more: is it still told what is wrong with it? As long as nobody has looked yet, what may be found counts as
   * found.
   * @param base its URI
   */
  keeps(root: string, base: string): boolean {
    if (this.found.has(root)) return true;
    const folder = this.lookout ? this.folders().findLast(({ uri }) => `${root}/`.startsWith(`${uri}/`)) : undefined;
    if (!folder || !isNested(pathIn(folder.uri, root) ?? '')) return false;
    this.found.set(root, { settings: folder.settings, asked: new Set(), bases: [base] });
    this.waiting.add(root);
    return true;
  }

  /** A project was analyzed, for whatever reason: what it has asked for is what it hangs on. */
  analyzed({ root, asked }: OpenProject): void {
    const found = this.found.get(root);
    if (found) found.asked = asked;
  }

  /** Files were created, changed or deleted outside the editor; a folder that is gone stands for all that was in it. */
  changed(events: readonly FileEvent[]): void {
    for (const { uri, type } of events) {
      const normal = parse(uri)?.toString();
      if (normal === undefined) continue;
      if (type === FileChangeType.Created && this.isNew(normal)) this.lookout = true;
      for (const [root, { asked }] of this.found) {
        if (normal.startsWith(`${root}/`) ? hangsOn(asked, pathIn(root, normal)) : `${root}/`.startsWith(`${normal}/`))
          this.waiting.add(root);
      }
    }
    this.wake();
  }

  end(): void {
    this.over = true;
  }

  /** Where it is wanted, with URIs as roots have them. Of folders within one another the inner comes last, and has the say. */
  private folders(): Folder[] {
    return this.host
      .folders()
      .filter(({ settings }) => settings.workspaceDiagnostics)
      .map(({ uri, settings }) => ({ uri: (parse(uri)?.toString() ?? uri).replace(/\/$/, ''), settings }))
      .toSorted((a, b) => a.uri.length - b.uri.length);
  }

  private isNew(uri: string): boolean {
    return this.folders().some(({ settings }) => {
      const root = projectPathOf(uri, settings.configFiles, '')?.root;
      return root !== undefined && !this.found.has(root);
    });
  }

  private wake(): void {
    if (this.working || (!this.lookout && this.waiting.size === 0)) return;
    this.working = true;
    this.work().catch((error: unknown) => this.host.guard.report('Judging the workspace', error));
  }

  private async work(): Promise<void> {
    try {
      while (!this.over && (this.lookout || this.waiting.size > 0)) {
        await this.host.idle.turn();
        await (this.lookout ? this.search() : this.judge());
      }
    } finally {
      this.working = false;
    }
  }

  private async search(): Promise<void> {
    this.lookout = false;
    const now = new Map<string, Settings>();
    for (const folder of this.folders()) {
      for await (const root of this.host.find(folder)) {
        if (root !== undefined) now.set(root, folder.settings);
        await this.host.idle.turn();
        if (this.over || this.lookout) return;
      }
    }
    for (const [root, { bases }] of this.found) {
      if (now.has(root)) continue;
      this.found.delete(root);
      bases.forEach((base) => this.host.withdraw(base));
    }
    for (const [root, settings] of now) {
      const before = this.found.get(root);
      if (before?.settings === settings) continue;
      this.found.set(root, { asked: new Set(), bases: [], ...before, settings });
      this.waiting.add(root);
    }
  }

  private async judge(): Promise<void> {
    const [root = ''] = this.waiting;
    this.waiting.delete(root);
    const found = this.found.get(root);
    if (!found || this.over) return;
    const project = this.host.project(root, found.settings);
    await this.read(project);
    if (this.over) return;
    const bases = this.host.judge(project);
    found.bases.filter((base) => !bases.includes(base)).forEach((base) => this.host.withdraw(base));
    found.bases = bases;
    found.asked = project.asked;
  }

  /** Reads all that judging asks for, where files come from the client; with one that does not come it is judged without. */
  private async read(project: OpenProject): Promise<void> {
    const { guard } = this.host;
    const read = project.whenRead(() => guard.run('Judging', undefined, () => project.bases().forEach((base) => project.ours(base))));
    if (!read) return;
    let late: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([read, new Promise((resolve) => (late = setTimeout(resolve, longest)))]);
    clearTimeout(late);
  }
}

function hangsOn(asked: ReadonlySet<string>, path: string | undefined): boolean {
  if (path === undefined) return false;
  return (
    asked.has(path) ||
    asked.has(`${path.slice(0, Math.max(0, path.lastIndexOf('/')))}/`) ||
    [...asked].some((one) => one.startsWith(`${path}/`))
  );
}
