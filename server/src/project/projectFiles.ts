import type { FileAnswer, Files } from '../files/files.ts';
import { plain, read } from '../source/read.ts';
import type { Source } from '../source/source.ts';
import type { ProjectHost } from './projectHost.ts';

type Answer = ReturnType<ProjectHost['read']>;

/**
 * The texts of one project: open documents win over the disk, everything is read once and kept until somebody says that it changed.
 */
export class ProjectFiles {
  /** Texts of open documents. */
  private readonly open = new Map<string, string>();
  private readonly known = new Map<string, Answer>();
  private readonly lists = new Map<string, ReturnType<ProjectHost['list']>>();
  /** Every file and folder (with a `/` at its end) that rules have asked for, so that their changes can be watched. */
  readonly asked = new Set<string>();
  /** The newest reading of each file: the next one takes over the chunks that did not change. */
  private readonly sources = new Map<string, { source: Source; from: string; invalidAt: number | undefined }>();
  /** Files beside deploy.yml in which something was found: one object for each version, as their findings' places belong to it. */
  private readonly plain = new Map<string, Source>();
  /** What rules have asked for since `files` is what it is. */
  private readonly told = { texts: new Set<string>(), executable: new Map<string, boolean | undefined>() };
  private answering: Files | undefined;

  constructor(private readonly host: ProjectHost) {}

  isOpen(path: string): boolean {
    return this.open.has(path);
  }

  get openPaths(): Iterable<string> {
    return this.open.keys();
  }

  /** An editor opened or changed a file. @returns whether its text is another now */
  edit(path: string, text: string): boolean {
    if (this.open.get(path) === text) return false;
    this.open.set(path, text);
    this.forget(path);
    return true;
  }

  /** An editor closed a file: the disk counts again. */
  close(path: string): void {
    this.open.delete(path);
  }

  /** The host has another answer for a file. */
  arrived(path: string): void {
    this.known.delete(path);
    this.forget(path);
  }

  /** Files may have come or gone. */
  forgetNames(): void {
    this.lists.clear();
    this.answering = undefined;
  }

  /** What the host answers otherwise now than it did, of all that has been read. */
  outdated(): { readonly paths: string[]; readonly folders: string[] } {
    return {
      paths: [...this.known].flatMap(([path, before]) => (isSame(before, this.host.read(path)) ? [] : [path])),
      folders: [...this.lists].flatMap(([folder, before]) => (String(before) === String(this.host.list(folder)) ? [] : [folder])),
    };
  }

  text(path: string): Answer {
    const text = this.open.get(path);
    if (text !== undefined) return { text };
    let answer = this.known.get(path);
    if (answer === undefined) {
      this.asked.add(path);
      answer = this.host.read(path);
      this.known.set(path, answer);
    }
    return answer;
  }

  /** The text that was read last, and the one that is open now: what a change may be about. */
  lastTexts(path: string): { readonly read: string | undefined; readonly open: string | undefined } {
    return { read: this.sources.get(path)?.from, open: this.open.get(path) };
  }

  names(folder: string): ReturnType<ProjectHost['list']> {
    let names = this.lists.get(folder);
    if (names === undefined) {
      this.asked.add(`${folder}/`);
      names = this.host.list(folder);
      this.lists.set(folder, names);
    }
    return names;
  }

  /** The newest reading of a file, or undefined where there is none. */
  source(path: string): Source | undefined {
    const answer = this.text(path);
    if (typeof answer !== 'object') return undefined;
    const last = this.sources.get(path);
    if (last && last.from === answer.text && last.invalidAt === answer.invalidAt) return last.source;
    const source = read(path, answer.text, last?.source, answer.invalidAt === undefined ? {} : { invalidAt: answer.invalidAt });
    this.sources.set(path, { source, from: answer.text, invalidAt: answer.invalidAt });
    return source;
  }

  /** What rules ask: another object as soon as one of its answers would be another, so that rules can be kept by it. */
  get files(): Files {
    this.answering ??= this.answer();
    return this.answering;
  }

  /** A change of permissions is told to nobody, so it is asked for anew before each judgement. */
  askAgain(): void {
    for (const [path, was] of this.told.executable) if (this.host.executable?.(path) !== was) this.answering = undefined;
  }

  private forget(path: string): void {
    if (this.told.texts.has(path)) this.answering = undefined;
  }

  private answer(): Files {
    const { texts, executable } = this.told;
    texts.clear();
    executable.clear();
    const text = (path: string) => {
      texts.add(path);
      return this.text(path);
    };
    return {
      get: (path): FileAnswer => {
        const answer = text(path);
        return typeof answer === 'object' ? { text: answer.text } : answer;
      },
      source: (path) => {
        const answer = text(path);
        if (typeof answer !== 'object') return undefined;
        const last = this.plain.get(path);
        if (last?.text === answer.text) return last;
        const source = plain(path, answer.text);
        this.plain.set(path, source);
        return source;
      },
      list: (folder) => this.names(folder),
      executable: (path) => {
        const answer = this.host.executable?.(path);
        executable.set(path, answer);
        return answer;
      },
    };
  }
}

function isSame(a: Answer, b: Answer): boolean {
  return typeof a === 'object' && typeof b === 'object' ? a.text === b.text && a.invalidAt === b.invalidAt : a === b;
}
