import { Judge, type OnBroken } from '../rules/judging/judge.ts';
import type { KamalVersion } from '../schema/version.ts';
import type { Files } from '../files/files.ts';
import type { Source } from '../source/source.ts';
import type { Analysis } from './analysis.ts';
import { kamalVersion } from '../files/gemfile.ts';
import { analyze } from './analyze.ts';
import { basesAmong, configFilesIn, configFilesOfScripts, mayName, type ConfigFiles } from './configFiles.ts';
import { isDataFile } from './dataFile.ts';
import { lintSettings } from './lint.ts';
import { baseOf, defaultBase, destinationName, destinationsOf } from './names.ts';
import { ProjectFiles } from './projectFiles.ts';
import type { ProjectHost } from './projectHost.ts';
import { newPrinters, type Printers } from './verdict.ts';

/** Destinations of one base, and their characters, that are judged at each keystroke: projects with thirty of them are rare. */
const most = 100;
const mostCharacters = 1_000_000;

export interface ProjectOptions {
  /** Bases besides `config/deploy.yml`: `kamal.configFiles`. */
  readonly configFiles?: readonly string[];
  /** Who gives `version`; an editor's setting when left out. */
  readonly versionFrom?: 'option';
  /** `kamal.version`: overrides Gemfile.lock. */
  readonly version?: string;
}

/** One project: which of its files make deployments, and the judgement of each, worked out at the first question after a change. */
export class Project {
  private options: ProjectOptions = {};
  private readonly texts: ProjectFiles;
  /** Files that are destinations by their names, by base. */
  private readonly found = new Map<string, readonly { name: string; file: string }[]>();
  /** How many more there are, which are not looked at. */
  private readonly left = new Map<string, number>();
  /** The version that the newest Gemfile.lock pins. */
  private lock: { readonly text: string; readonly version: string | null } = { text: '', version: null };
  private pinned: KamalVersion | undefined;
  /** What the repository's scripts hand to `-c`; looked for once there is a file beside the base that may be meant. */
  private scripts: ConfigFiles | undefined;
  private readonly analyses = new Map<string, Analysis>();
  /** Who judged a base so far. */
  private readonly judges = new Map<string, { readonly judge: Judge; readonly printers: Printers }>();

  constructor(protected readonly host: ProjectHost) {
    this.texts = new ProjectFiles(host);
  }

  /** Every file and folder (with a `/` at its end) that rules have asked for, so that their changes can be watched. */
  get asked(): ReadonlySet<string> {
    return this.texts.asked;
  }

  configure(options: ProjectOptions): void {
    this.options = options;
    this.analyses.clear();
  }

  /** An editor opened or changed a file. */
  edit(path: string, text: string): void {
    const wasOpen = this.texts.isOpen(path);
    if (!this.texts.edit(path, text)) return;
    // A file that the disk does not have yet may be a destination; one that is open already changes no list.
    if (!wasOpen) this.forgetNames();
    this.forget(path);
  }

  /** An editor closed a file: the disk counts again. */
  close(path: string): void {
    this.texts.close(path);
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
      this.texts.arrived(path);
      this.forget(path);
    }
  }

  /**
   * Asks the host again for all that has been read, where nobody tells of changes.
   * @returns whether anything is different now
   */
  reread(): boolean {
    const { paths, folders } = this.texts.outdated();
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
    return this.possibleBases().filter((base) => typeof this.texts.text(base) === 'object');
  }

  /** Destinations of a base that are there and cannot be read, or not yet. */
  unread(base: string): string[] {
    return this.destinations(base).flatMap(({ file }) => (this.texts.text(file) === 'unread' ? [file] : []));
  }

  /**
   * The base whose deployments a file is part of. A `deploy.<name>.yml` without a base stands for itself.
   * @returns undefined: none of ours
   */
  baseOf(path: string): string | undefined {
    const base = baseOf(path, this.possibleBases());
    return base !== undefined && base !== path && this.texts.text(base) === 'absent' ? path : base;
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
      this.texts.askAgain();
      const named = this.destinations(base);
      let room = mostCharacters;
      const read = named.filter(({ file }) => {
        const answer = room > 0 && this.texts.text(file);
        if (typeof answer === 'object') room -= answer.text.length;
        return answer;
      });
      const destinations = read.flatMap(({ name, file }) => {
        const over = this.source(file);
        return over && !isDataFile(over) ? [{ name, source: over, unsure: this.configFiles().unread }] : [];
      });
      const left = (this.left.get(base) ?? 0) + named.length - read.length;
      analysis = analyze(
        { base: source, destinations, left, orphan: !this.possibleBases().includes(base) },
        { ...this.surroundings, ...this.judgesOf(base) },
      );
      this.analyses.set(base, analysis);
    }
    return analysis;
  }

  /** The newest reading of a file, or undefined where there is none. */
  source(path: string): Source | undefined {
    return this.texts.source(path);
  }

  /** What rules ask: another object as soon as one of its answers would be another, so that rules can be kept by it. */
  get files(): Files {
    return this.texts.files;
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
      const answer = this.texts.text(file);
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
    const listed = this.texts.names(folder);
    const paths = Array.isArray(listed) ? listed.map((name) => (folder === '.' ? name : `${folder}/${name}`)) : [];
    const all = destinationsOf(base, new Set([...paths, ...this.texts.openPaths]));
    // Of too many those first that somebody looks at.
    const isOpen = ({ file }: { file: string }) => this.texts.isOpen(file);
    const found = all.length <= most ? all : [...all.filter(isOpen), ...all.filter((one) => !isOpen(one))].slice(0, most);
    this.found.set(base, found);
    this.left.set(base, all.length - found.length);
    return found;
  }

  /** The version of Kamal that deploys the project: set by a person, in `.kamal/lint.yml`, or pinned by Gemfile.lock; null where nobody says. */
  kamal(): KamalVersion | null {
    if (this.options.version) return this.version(this.options.version, this.options.versionFrom ?? 'setting');
    const { kamalVersion: pinned } = lintSettings(this.files);
    if (pinned !== undefined) return this.version(pinned, 'lint.yml');
    const lock = this.texts.text('Gemfile.lock');
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

  /** Files may have come or gone. */
  private forgetNames(): void {
    this.texts.forgetNames();
    this.found.clear();
    this.scripts = undefined;
  }

  /** A file's text is another: the judgement of its family, or of all where it is none of ours, is void. */
  private forget(path: string): void {
    const { open, read } = this.texts.lastTexts(path);
    // Deploy files, too, may hand others to `-c`; one that changed on the disk is not read before somebody asks.
    const mayTell = open === undefined || mayName(open) || mayName(read ?? '');
    if (mayTell || baseOf(path, this.possibleBases()) === undefined) {
      this.scripts = undefined;
      this.analyses.clear();
      return;
    }
    // Whose destination it is may have changed with its text.
    for (const base of this.analyses.keys()) if (base === path || destinationName(base, path) !== undefined) this.analyses.delete(base);
  }
}
