import { printable } from '../report/printable.ts';
import { check, type Wanted } from './check.ts';
import { eachOnce, type Checked } from '../report/checked.ts';
import { targetNamed, targetsOf, type Target } from './target.ts';
import type { Terminal } from './terminal.ts';

/** One base to judge. */
export interface Job {
  readonly target: Target;
  readonly wanted: Wanted;
  /** The file whose text came over the standard input. */
  readonly piped?: string;
}

/** Tells a person beside what a program reads. */
export const say = ({ err }: Terminal, message: string): void => err(`kamal-check: ${printable(message)}\n`);

/** What can be judged is judged, also where another PATH is wrong. */
export function jobsOf(
  paths: readonly string[],
  wanted: Wanted,
  stdinName: string | undefined,
  terminal: Terminal,
): { jobs: readonly Job[]; failed: boolean } {
  const jobs = new Map<string, Job>();
  let failed = false;
  for (const path of paths) {
    if (path === '-') {
      const { target, file } = targetNamed(stdinName ?? 'config/deploy.yml', terminal.disk);
      const texts = new Map([...(wanted.texts ?? []), [file, terminal.stdin()]]);
      jobs.set(`${target.root}/${target.base}`, { target, wanted: { ...wanted, texts }, piped: file });
      continue;
    }
    const targets = targetsOf(path, terminal.disk, wanted.destination);
    if ('wrong' in targets) {
      failed = true;
      say(terminal, targets.wrong);
      continue;
    }
    // A folder's glob may name a base and its destinations.
    for (const target of targets) jobs.set(`${target.root}/${target.base}`, { target, wanted });
  }
  return { jobs: [...jobs.values()], failed };
}

const why = ', so it is not judged: no regular file, larger than 2 MB, not permitted, or a link that leads out of the project';

/** What can be read is judged, also where something else cannot. */
export function judgeAll(jobs: readonly Job[], terminal: Terminal): { checked: readonly Checked[]; failed: boolean } {
  const checked: Checked[] = [];
  let failed = false;
  for (const [index, { target, wanted }] of jobs.entries()) {
    const name = terminal.disk.display(`${target.root}/${target.base}`);
    if (jobs.length > 1) terminal.progress(`${index + 1} of ${jobs.length}: ${name}`);
    const one = check(target, wanted, terminal);
    for (const unread of one?.unread ?? [name]) {
      failed = true;
      say(terminal, `${unread}: cannot be read${why}`);
    }
    if (one && one.judged.length > 0) checked.push(one);
  }
  if (jobs.length > 1) terminal.progress('');
  return { checked: eachOnce(checked), failed };
}
