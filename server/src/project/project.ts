import { Judge, type OnBroken } from '../rules/judge.ts';
import type { KamalVersion } from '../schema/version.ts';
import type { FileAnswer, Files } from '../files/files.ts';
import { plain, read } from '../source/read.ts';
import type { Source } from '../source/source.ts';
import type { Analysis } from './analysis.ts';
import { kamalVersion } from '../files/gemfile.ts';
import { analyze } from './analyze.ts';
import { basesAmong, configFilesIn, configFilesOfScripts, mayName, type ConfigFiles } from './configFiles.ts';
import { isDataFile } from './dataFile.ts';
import { lintSettings } from './lint.ts';
import { baseOf, defaultBase, destinationName, destinationsOf } from './names.ts';
import { newPrinters, type Printers } from './verdict.ts';

/** Where a project's files come from: the disk, or the client where the workspace is virtual. Paths are relative to the project's root. */
export interface ProjectHost {
  /** `unread`: asked for; tell the project with `arrived` once it is there. `invalidAt`: offset of the first byte that is no UTF-8. */
  read(path: string): { readonly text: string; readonly invalidAt?: number } | 'absent' | 'unread';
  /** Names in a folder. */
  list(folder: string): readonly string[] | 'absent' | 'unread';
  /** May this file be run as a program? Only a host with a disk knows. */
  executable?(path: string): boolean | undefined;
  /** Files have changed: what the host itself keeps of them is out of date. */
  forget?(paths: readonly string[]): void;
  readonly onBroken?: OnBroken;
  /** Settles when what has been asked for is there, where that takes time; undefined: nothing is under way. */
  reading?(): Promise<unknown> | undefined;
}

export interface ProjectOptions {
  /** Bases besides `config/deploy.yml`: `kamal.configFiles`. */
  readonly configFiles?: readonly string[];
  /** Who gives `version`; an editor's setting when left out. */
  readonly versionFrom?: 'option';
  /** `kamal.version`: overrides Gemfile.lock. */
  readonly version?: string;
}

/**
 * The files of one project: open documents win over the disk, everything is read once and kept until somebody says that it changed.
 */
export class Project {
  private options: ProjectOptions = {};
  /** Texts of open documents. */
  private readonly open = new Map<string, string>();
  private readonly known = new Map<string, ReturnType<ProjectHost['read']>>();
  /** Every file and folder (with a `/` at its end) that rules have asked for, so that their changes can be watched. */
  readonly asked = new Set<string>();
  private readonly lists = new Map<string, ReturnType<ProjectHost['list']>>();
  /** Files that are destinations by their names, by base. */
  private readonly found = new Map<string, readonly { name: string; file: string }[]>();
  /** The newest reading of each file: the next one takes over the chunks that did not change. */
  private readonly sources = new Map<string, { source: Source; from: string; invalidAt: number | undefined }>();
  /** Files beside deploy.yml in which something was found: one object for each version, as their findings' places belong to it. */
  private readonly plain = new Map<string, Source>();
  /** The version that the newest Gemfile.lock pins. */
  private lock: { readonly text: string; readonly version: string | null } = { text: '', version: null };
  private pinned: KamalVersion | undefined;
  /** What the repository's scripts hand to `-c`; looked for once there is a file beside the base that may be meant. */
  private scripts: ConfigFiles | undefined;
  private readonly analyses = new Map<string, Analysis>();
  /** What rules have asked for since `files` is what it is. */
  private readonly told = { texts: new Set<string>(), executable: new Map<string, boolean | undefined>() };
  private answering: Files | undefined;
  /** Who judged a base so far. */
  private readonly judges = new Map<string, { readonly judge: Judge; readonly printers: Printers }>();

  constructor(protected readonly host: ProjectHost) {}

  configure(options: ProjectOptions): void {
    this.options = options;
    this.analyses.clear();
  }

  /** An editor opened or changed a file. */
  edit(path: string, text: string): void {
    if (this.open.get(path) === text) return;
    // A file that the disk does not have yet may be a destination; one that is open already changes no list.
    if (!this.open.has(path)) this.forgetNames();
    this.open.set(path, text);
    this.forget(path);
  }

  /** An editor closed a file: the disk counts again. */
  close(path: string): void {
    this.open.delete(path);
    this.changed([path]);
  }

  /** Files were created, changed or deleted outside the editor. */
  changed(paths: readonly string[]): void {
    this.host.forget?.(paths);
    this.arrived(paths);
  }

  /** The host has another answer now, such as for files that were `unread`. */
  arrived(paths: readonly string[]): void {
    this.forgetNames();
    for (const path of paths) {
      this.known.delete(path);
      this.forget(path);
    }
  }

  /**
   * Asks the host again for all that has been read, where nobody tells of changes.
   * @returns whether anything is different now
   */
  reread(): boolean {
    const paths = [...this.known].filter(([path, before]) => !isSame(before, this.host.read(path))).map(([path]) => path);
    const folders = [...this.lists].filter(([folder, before]) => String(before) !== String(this.host.list(folder)));
    if (paths.length > 0 || folders.length > 0) this.changed(paths);
    // A name more or less in a folder may be a destination.
    if (folders.length > 0) this.analyses.clear();
    return paths.length > 0 || folders.length > 0;
  }

  /** Works something out, and once more whenever files that it asked for have come, until all are there. */
  whenRead<T>(work: () => T): T | Promise<T> {
    const result = work();
    const reading = this.host.reading?.();
    return reading ? reading.then(() => this.whenRead(work)) : result;
  }

  /** Every base of the project that exists. */
  bases(): string[] {
    return this.possibleBases().filter((base) => typeof this.text(base) === 'object');
  }

  /** Destinations of a base that are there and cannot be read, or not yet. */
  unread(base: string): string[] {
    return this.destinations(base).flatMap(({ file }) => (this.text(file) === 'unread' ? [file] : []));
  }

  /**
   * The base whose deployments a file is part of. A `deploy.<name>.yml` without a base stands for itself.
   * @returns undefined: none of ours
   */
  baseOf(path: string): string | undefined {
    const base = baseOf(path, this.possibleBases());
    return base !== undefined && base !== path && this.text(base) === 'absent' ? path : base;
  }

  /** Files whose findings a change of this file may change: those of its base's family; for another file, all. */
  familyOf(path: string): string[] {
    const base = this.baseOf(path);
    return base === undefined ? this.bases().flatMap((one) => this.members(one)) : this.members(base);
  }

  /** What a judgement of its files goes by beside them. */
  get surroundings(): { readonly files: Files; readonly kamal: KamalVersion | null; readonly onBroken?: OnBroken } {
    return { files: this.files, kamal: this.kamal(), ...(this.host.onBroken && { onBroken: this.host.onBroken }) };
  }

  /** The judged family that a file belongs to; worked out at the first question after a change. */
  analysisOf(path: string): Analysis | undefined {
    const base = this.baseOf(path);
    if (base === undefined) return undefined;
    let analysis = this.analyses.get(base);
    if (!analysis) {
      const source = this.source(base);
      if (!source) return undefined;
      this.askAgain();
      const destinations = this.destinations(base).flatMap(({ name, file }) => {
        const over = this.source(file);
        return over && !isDataFile(over) ? [{ name, source: over, unsure: this.configFiles().unread }] : [];
      });
      analysis = analyze(
        { base: source, destinations, orphan: !this.possibleBases().includes(base) },
        { ...this.surroundings, ...this.judgesOf(base) },
      );
      this.analyses.set(base, analysis);
    }
    return analysis;
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

  /** A change of permissions is told to nobody, so it is asked for anew before each judgement. */
  private askAgain(): void {
    for (const [path, was] of this.told.executable) if (this.host.executable?.(path) !== was) this.answering = undefined;
  }

  private judgesOf(base: string): { readonly judge: Judge; readonly printers: Printers } {
    let judges = this.judges.get(base);
    if (!judges) this.judges.set(base, (judges = { judge: new Judge(), printers: newPrinters() }));
    return judges;
  }

  /** Names in a folder, for a person who is choosing one: asked anew, and not watched from then on. */
  look(folder: string): readonly string[] {
    const names = this.host.list(folder);
    return typeof names === 'string' ? [] : names;
  }

  private members(base: string): string[] {
    return [base, ...this.destinations(base).map(({ file }) => file)];
  }

  /** Bases whether they are there or not: Kamal's own, those that a person or the project names, and what its scripts hand to `-c`. */
  private possibleBases(): string[] {
    const named = this.namedBases();
    const beside = this.beside(defaultBase).flatMap(({ file }) => (named.includes(file) ? [] : [file]));
    if (beside.length === 0) return named;
    return [...named, ...basesAmong(beside, this.configFiles(), (file) => this.source(file))];
  }

  private configFiles(): ConfigFiles {
    if (this.scripts) return this.scripts;
    const deployFiles = [defaultBase, ...this.beside(defaultBase).map(({ file }) => file)];
    const texts = deployFiles.flatMap((file) => {
      const answer = this.text(file);
      return typeof answer === 'object' ? [answer.text] : [];
    });
    return (this.scripts = configFilesOfScripts(this.files, texts));
  }

  private namedBases(): string[] {
    return [defaultBase, ...(this.options.configFiles ?? []), ...configFilesIn(this.files)];
  }

  private destinations(base: string): { name: string; file: string }[] {
    const bases = this.possibleBases();
    return this.beside(base).filter(({ file }) => baseOf(file, bases) === base);
  }

  /** Files that are destinations by their names. */
  private beside(base: string): readonly { name: string; file: string }[] {
    const known = this.found.get(base);
    if (known) return known;
    const folder = base.includes('/') ? base.slice(0, base.lastIndexOf('/')) : '.';
    const listed = this.names(folder);
    const paths = Array.isArray(listed) ? listed.map((name) => (folder === '.' ? name : `${folder}/${name}`)) : [];
    const found = destinationsOf(base, new Set([...paths, ...this.open.keys()]));
    this.found.set(base, found);
    return found;
  }

  /** The version of Kamal that deploys the project: set by a person, in `.kamal/lint.yml`, or pinned by Gemfile.lock; null where nobody says. */
  kamal(): KamalVersion | null {
    if (this.options.version) return this.version(this.options.version, this.options.versionFrom ?? 'setting');
    const { kamalVersion: pinned } = lintSettings(this.files);
    if (pinned !== undefined) return this.version(pinned, 'lint.yml');
    const lock = this.text('Gemfile.lock');
    if (typeof lock !== 'object') return null;
    // Asked at each keystroke, and a lock file has thousands of lines.
    if (this.lock.text !== lock.text) this.lock = { text: lock.text, version: kamalVersion(lock.text) };
    const { version } = this.lock;
    return version === null ? null : this.version(version, 'Gemfile.lock');
  }

  /** The same object for the same version. */
  private version(version: string, from: KamalVersion['from']): KamalVersion {
    if (this.pinned?.version !== version || this.pinned.from !== from) this.pinned = { version, from };
    return this.pinned;
  }

  private text(path: string): ReturnType<ProjectHost['read']> {
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

  private names(folder: string): ReturnType<ProjectHost['list']> {
    let names = this.lists.get(folder);
    if (names === undefined) {
      this.asked.add(`${folder}/`);
      names = this.host.list(folder);
      this.lists.set(folder, names);
    }
    return names;
  }

  /** Files may have come or gone. */
  private forgetNames(): void {
    this.lists.clear();
    this.found.clear();
    this.scripts = undefined;
    this.answering = undefined;
  }

  /** A file's text is another: the judgement of its family, or of all where it is none of ours, is void. */
  private forget(path: string): void {
    if (this.told.texts.has(path)) this.answering = undefined;
    const now = this.open.get(path);
    // Deploy files, too, may hand others to `-c`; one that changed on the disk is not read before somebody asks.
    const mayTell = now === undefined || mayName(now) || mayName(this.sources.get(path)?.from ?? '');
    if (mayTell || baseOf(path, this.possibleBases()) === undefined) {
      this.scripts = undefined;
      this.analyses.clear();
      return;
    }
    // Whose destination it is may have changed with its text.
    for (const base of this.analyses.keys()) if (base === path || destinationName(base, path) !== undefined) this.analyses.delete(base);
  }
}

function isSame(a: ReturnType<ProjectHost['read']>, b: ReturnType<ProjectHost['read']>): boolean {
  return typeof a === 'object' && typeof b === 'object' ? a.text === b.text && a.invalidAt === b.invalidAt : a === b;
}
