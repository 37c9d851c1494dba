import { fixAll, type Made, type Round } from '../report/fixAll.ts';
import { check } from './check.ts';
import { printable } from '../report/printable.ts';
import type { Options } from './options.ts';
import type { Target } from './target.ts';
import type { Disk } from './terminal.ts';

/** What `--fix` did to the files of one base. */
export interface Fixed {
  /** What to say of it, in lines; empty where there was nothing to repair. */
  readonly report: string;
  /** One line for a file that could not be written. */
  readonly failed?: string;
}

/**
 * Makes all safe fixes of a base and its destinations, as `source.fixAll.kamal` does, and writes the files that changed. Files that
 * are not there are not created, and those that are no UTF-8 are left alone, since writing them would lose their bytes.
 * @param options `destination`: then only the findings of that deployment count; `unsafe`: those fixes too
 * @returns undefined: the base cannot be read
 */
export function fix(target: Target, { destination, unsafe }: Pick<Options, 'destination' | 'unsafe'>, disk: Disk): Fixed | undefined {
  // A rule that fails is told of once, by the judgement of what remains.
  const quiet = { disk, err: (): void => {} };
  const first = check(target, destination, quiet);
  if (!first) return undefined;
  const files = disk.project(target.root);
  const mayChange = (file: string): boolean => {
    const answer = files.read(file);
    return typeof answer === 'object' && answer.invalidAt === undefined;
  };
  const reread = (texts: ReadonlyMap<string, string>): Round => check(target, destination, quiet, texts)?.round ?? first.round;
  const repair = fixAll(first.round, { repairs: () => true, mayChange, unsafe }, reread);
  if (!repair) return { report: '' };
  // deploy.yml comes last: what it refers to must be there, also where writing stops half-way.
  const deploys = new Set(
    first.round.analysis.deployments.flatMap(({ deployment }) => deployment.config.layers.map(({ source }) => source.file)),
  );
  for (const file of [...repair.texts.keys()].sort((a, b) => Number(deploys.has(a)) - Number(deploys.has(b)))) {
    const why = disk.write(target.root, file, repair.texts.get(file)!);
    if (why !== undefined)
      return { report: '', failed: `${disk.display(`${target.root}/${file}`)}: cannot be written (${why}), so it is not repaired` };
  }
  return { report: reportOf(repair.made, (file) => disk.display(`${target.root}/${file}`)) };
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
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
