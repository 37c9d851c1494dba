import { diagnostics } from '../features/diagnostics.ts';
import { Coalescer } from './coalescer.ts';
import type { Guard } from './guard.ts';
import { pathIn } from './places.ts';
import type { OpenProject } from './openProject.ts';
import type { FileDiagnostics, Publisher } from './publisher.ts';
import type { ProjectFile } from './workspace.ts';

/** The open documents, and where they lie. */
export interface Documents {
  uris(): string[];
  text(uri: string): string | undefined;
  /** Where a document that is a part of a deployment lies. */
  find(uri: string): ProjectFile | undefined;
  /** Open projects that a file lies in. */
  containing(uri: string): ProjectFile[];
  /** Nothing of a base is open any more: is it still told what is wrong with it? By the project's root and the base's URI. */
  keeps(root: string, base: string): boolean;
}

/** A base with its destinations, and the paths of the documents that belong to it. */
interface Family {
  readonly project: OpenProject;
  readonly base: string;
  readonly paths: Set<string>;
}

/** Decides what is analyzed, and when: of edits that arrive together the newest, and every family that a change may concern. */
export class Scheduler {
  /** Open documents that have changed since they were judged. */
  private readonly edited = new Set<string>();
  private readonly waiting: Coalescer;

  constructor(
    private readonly documents: Documents,
    private readonly publisher: Publisher,
    private readonly guard: Guard,
    next: (turn: () => void) => void,
    /** Told after each analysis of a project. */
    private readonly analyzed: (project: OpenProject) => void,
  ) {
    this.waiting = new Coalescer(() => guard.run('Judging', undefined, () => this.judge()), next);
  }

  /** A document was opened or changed. */
  edit(uri: string): void {
    this.edited.add(uri);
    this.waiting.touch();
  }

  /** Judges all open documents again. */
  all(): void {
    for (const uri of this.documents.uris()) this.edit(uri);
  }

  /** Tells the projects what has been typed; cheap, so that every request sees the newest text. */
  takeIn(): void {
    for (const uri of this.edited) {
      const text = this.documents.text(uri);
      if (text === undefined) continue;
      const found = this.documents.find(uri);
      found?.project.name(found.path, uri, found.secrets);
      for (const { project, path } of this.lying(uri, found)) project.edit(path, text);
    }
  }

  /**
   * Judges what is open of a project. Open documents are told in any case: clients draw their tree when diagnostics arrive, and it may
   * differ where no finding does.
   */
  project(project: OpenProject): void {
    for (const family of this.openFamilies(project)) this.family(family);
  }

  /** A project is opened: documents that lie in it may have been opened before. */
  opened(project: OpenProject): void {
    for (const uri of this.documents.uris()) {
      const text = this.documents.text(uri);
      const path = pathIn(project.root, uri);
      if (path !== undefined && text !== undefined) project.edit(path, text);
    }
  }

  /** A document beside deploy.yml was closed: the disk counts again. */
  closeBeside(uri: string): void {
    this.edited.delete(uri);
    for (const { project, path } of this.documents.containing(uri)) {
      project.close(path);
      this.project(project);
    }
  }

  /** Judges the families of a project that nobody has open. @returns the URIs of all its bases */
  unopened(project: OpenProject): string[] {
    const open = new Set(this.openFamilies(project).map(({ base }) => base));
    return project.bases().map((base) => {
      if (!open.has(base)) this.family({ project, base, paths: new Set() });
      return project.uriOf(base);
    });
  }

  /** Takes back what was said of a family that nobody has open, by the URI of its base. */
  withdraw(base: string): void {
    if (!this.families(this.documents.uris()).some((family) => family.project.uriOf(family.base) === base)) this.publisher.withdraw(base);
  }

  /** A document was closed: the disk counts again, and where nobody is told of it, what was said of its family is taken back. */
  close(uri: string, { project, path, secrets }: ProjectFile): void {
    this.edited.delete(uri);
    const before = secrets ? undefined : project.baseOf(path);
    project.close(path);
    if (secrets) return this.closeSecrets(project);
    const base = project.baseOf(path);
    if (this.openFamilies(project).some((family) => family.base === base)) this.project(project);
    else if (before !== undefined) this.leave(project, before);
  }

  /** A secrets file was closed: the families that are open are judged by the disk's, and the others are left. */
  private closeSecrets(project: OpenProject): void {
    const open = new Set(this.openFamilies(project).map(({ base }) => base));
    for (const base of project.bases()) if (!open.has(base)) this.leave(project, base);
    this.project(project);
  }

  /** Nothing of a family is open any more. */
  private leave(project: OpenProject, base: string): void {
    if (project.bases().includes(base) && this.documents.keeps(project.root, project.uriOf(base)))
      this.family({ project, base, paths: new Set() });
    else this.publisher.withdraw(project.uriOf(base));
  }

  /** The projects that a document is read in: its own, and every other that it lies in, such as a secrets file beside deploy.yml. */
  private lying(uri: string, found: ProjectFile | undefined): ProjectFile[] {
    const others = this.documents.containing(uri).filter(({ project }) => project !== found?.project);
    return found ? [found, ...others] : others;
  }

  private judge(): void {
    const uris = [...this.edited];
    this.guard.run('Reading', undefined, () => this.takeIn());
    this.edited.clear();
    for (const family of this.families(uris)) this.family(family);
    const beside = uris.filter((uri) => !this.documents.find(uri)).flatMap((uri) => this.documents.containing(uri));
    for (const project of new Set(beside.filter((one) => one.project.asked.has(one.path)).map((one) => one.project))) this.project(project);
  }

  private openFamilies(of: OpenProject): Family[] {
    return this.families(this.documents.uris()).filter(({ project }) => project === of);
  }

  private families(uris: readonly string[]): Family[] {
    const families = new Map<string, Family>();
    for (const uri of uris) {
      const found = this.documents.find(uri);
      if (!found) continue;
      const { project, path } = found;
      const own = found.secrets ? undefined : project.baseOf(path);
      // A secrets file may be read for every base.
      for (const base of found.secrets ? project.bases() : own === undefined ? [] : [own]) {
        const key = `${project.root} ${base}`;
        const family = families.get(key) ?? { project, base, paths: new Set() };
        families.set(key, family);
        family.paths.add(path);
      }
    }
    return [...families.values()];
  }

  private family(family: Family): void {
    const { project, base } = family;
    this.guard.run('Judging', undefined, () => {
      this.publisher.publish(project.uriOf(base), filesOf(family));
      this.analyzed(project);
    });
  }
}

/** What is to be said of each file that a family concerns: also of a document that is no part of it after all. */
function filesOf({ project, base, paths }: Family): FileDiagnostics[] {
  const analysis = project.ours(base);
  const shown = analysis && project.shown(analysis);
  return [...new Set([...paths, ...project.familyOf(base), ...(shown?.keys() ?? [])])].map((path) => ({
    uri: project.uriOf(path),
    diagnostics: analysis ? diagnostics(analysis, shown?.get(path) ?? [], project.uriOf) : [],
    edited: paths.has(path),
  }));
}
