import { addTo } from '../addTo.ts';
import { fixAll, type Made, type Repair, type Round } from '../report/fixAll.ts';
import { printable } from '../report/printable.ts';
import { check, type Wanted } from './check.ts';
import type { Target } from './target.ts';
import type { Disk } from './terminal.ts';

/** All that has a sure fix, made in memory. */
export interface Repaired {
  readonly target: Target;
  readonly repair: Repair;
  /** In the order in which to write: deploy.yml comes last, since what it refers to must be there, also where writing stops half-way. */
  readonly files: readonly string[];
  /** A file as it was. */
  before(file: string): string;
}

/**
 * Makes all safe fixes of a base and its destinations, as `source.fixAll.kamal` does. Files that are not there are not created, and
 * those that are no UTF-8 are left alone, since writing them would lose their bytes.
 * @param unsafe the others, too
 * @returns undefined: the base cannot be read, or there is nothing to repair
 */
export function fix(target: Target, wanted: Wanted, disk: Disk, unsafe: boolean): Repaired | undefined {
  // A rule that fails is told of once, by the judgement of what remains.
  const quiet = { disk, err: (): void => {} };
  const first = check(target, wanted, quiet);
  if (!first) return undefined;
  const files = disk.project(target.root);
  const readable = new Map<string, boolean>();
  const mayChange = (file: string): boolean => {
    if (wanted.texts?.has(file)) return true;
    if (!readable.has(file)) {
      const answer = files.read(file);
      readable.set(file, typeof answer === 'object' && answer.invalidAt === undefined);
    }
    return readable.get(file)!;
  };
  const reread = (texts: ReadonlyMap<string, string>): Round =>
    check(target, { ...wanted, texts: new Map([...(wanted.texts ?? []), ...texts]) }, quiet)?.round ?? first.round;
  const repair = fixAll(first.round, { repairs: () => true, mayChange, unsafe }, reread);
  if (!repair) return undefined;
  const deploys = new Set(
    first.round.analysis.deployments.flatMap(({ deployment }) => deployment.config.layers.map(({ source }) => source.file)),
  );
  return {
    target,
    repair,
    files: [...repair.texts.keys()].sort((a, b) => Number(deploys.has(a)) - Number(deploys.has(b))),
    before: (file) => first.round.texts.source(file)?.text ?? '',
  };
}

/** @returns one line about a file that could not be written: then those after it are as they were */
export function write({ target, repair, files }: Repaired, disk: Disk): string | undefined {
  for (const file of files) {
    const why = disk.write(target.root, file, repair.texts.get(file)!);
    if (why !== undefined) return `${disk.display(`${target.root}/${file}`)}: cannot be written (${why}), so it is not repaired`;
  }
  return undefined;
}

/** What was repaired, in lines. */
export function repairReport({ target, repair }: Repaired, disk: Disk): string {
  return reportOf(repair.made, (file) => disk.display(`${target.root}/${file}`));
}

/** By the file of the finding: how many fixes, and each title once. */
function reportOf(made: readonly Made[], display: (file: string) => string): string {
  const files = grouped(made, ({ shown }) => shown.source.file);
  const blocks = [...files].map(([file, list]) => {
    const titles = grouped(list, (one) => titleOf(one, display));
    const lines = [...titles].map(([title, { length }]) => `  ${printable(title)}${length > 1 ? ` (${length} times)` : ''}\n`);
    return `${printable(display(file))}: ${list.length} fixed\n${lines.join('')}`;
  });
  return blocks.join('');
}

function titleOf({ fix, files, shown }: Made, display: (file: string) => string): string {
  const others = files.filter((file) => file !== shown.source.file && !fix.title.includes(file)).map(display);
  return others.length > 0 ? `${fix.title} (in ${others.join(', ')})` : fix.title;
}

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) addTo(groups, keyOf(one), one);
  return groups;
}
