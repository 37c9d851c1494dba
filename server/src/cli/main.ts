import { check, hasErrors, type Checked } from './check.ts';
import { commandsJson, commandsText } from './commandLines.ts';
import { fix } from './fix.ts';
import { printable } from '../report/printable.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { help, parse, type CommandName, type Format, type Options } from './options.ts';
import { runPlan } from './plan/run.ts';
import { sarif } from './sarif.ts';
import { targetsOf, type Target } from './target.ts';
import type { Terminal } from './terminal.ts';
import { text } from './text.ts';
import { runView } from './views/run.ts';

type Writer = (checked: readonly Checked[], terminal: Terminal) => string;

const writers: Readonly<Record<CommandName, Partial<Record<Format, Writer>>>> = {
  check: { text, json, github, sarif },
  commands: { text: commandsText, json: commandsJson },
};

/** What makes the exit status 1. */
const fails: Readonly<Record<CommandName, (checked: Checked) => boolean>> = {
  check: hasErrors,
  commands: ({ judged }) => judged.every(({ accepted }) => accepted === false),
};

/**
 * The command line; `help` tells what it takes.
 * @param argv without the interpreter and the script
 * @returns the exit status: 0 nothing shown is an error (or: there are commands), 1 something is (or: Kamal refuses), 2 bad usage or a file that cannot be read or written
 */
export function main(argv: readonly string[], terminal: Terminal): 0 | 1 | 2 | 3 {
  if (argv[0] === 'plan') return runPlan(argv.slice(1), terminal);
  const viewed = runView(argv, terminal);
  if (viewed !== undefined) return viewed;
  const parsed = parse(argv);
  if ('help' in parsed) {
    terminal.out(help);
    return 0;
  }
  if ('wrong' in parsed) {
    terminal.err(`kamal-check: ${printable(parsed.wrong)} (see --help)\n`);
    return 2;
  }
  const { run } = parsed;
  const { targets, failed: wrong } = allTargets(run, terminal);
  const unwritten = run.fix && !fixAll(targets, run, terminal);
  const { checked, failed } = checkAll(targets, run, terminal);
  terminal.out(writers[run.command][run.format]!(checked, terminal));
  return wrong || unwritten || failed ? 2 : checked.some(fails[run.command]) ? 1 : 0;
}

const say = ({ err }: Terminal, message: string): void => err(`kamal-check: ${printable(message)}\n`);

/** What can be judged is judged, also where another PATH is wrong. */
function allTargets({ paths, destination }: Options, terminal: Terminal): { targets: readonly Target[]; failed: boolean } {
  const targets = new Map<string, Target>();
  let failed = false;
  for (const path of paths) {
    const found = targetsOf(path, destination, terminal.disk);
    if ('wrong' in found) {
      failed = true;
      say(terminal, found.wrong);
      continue;
    }
    // A folder's glob may name a base and its destinations.
    for (const target of found) targets.set(`${target.root}/${target.base}`, target);
  }
  return { targets: [...targets.values()], failed };
}

/** Tells a person what was fixed, beside a report that a program reads. @returns whether every file could be written */
function fixAll(targets: readonly Target[], options: Options, terminal: Terminal): boolean {
  const { format } = options;
  const results = targets.map((target) => fix(target, options, terminal.disk));
  const reports = results.map((result) => result?.report ?? '').filter(Boolean);
  if (reports.length > 0) (format === 'text' ? terminal.out : terminal.err)(`${reports.join('')}${format === 'text' ? '\n' : ''}`);
  const failures = results.flatMap((result) => result?.failed ?? []);
  for (const failure of failures) say(terminal, failure);
  return failures.length === 0;
}

const why = ', so it is not judged: no regular file, larger than 2 MB, not permitted, or a link that leads out of the project';

function checkAll(
  targets: readonly Target[],
  { destination }: Options,
  terminal: Terminal,
): { checked: readonly Checked[]; failed: boolean } {
  const all = targets.map((target) => check(target, destination, terminal));
  for (const [index, { root, base }] of targets.entries()) {
    const file = terminal.disk.display(`${root}/${base}`);
    for (const unread of all[index]?.unread ?? [file]) say(terminal, `${unread}: cannot be read${why}`);
  }
  const checked = all.filter((one) => one !== undefined && one.judged.length > 0) as Checked[];
  return { checked, failed: checked.length < all.length || checked.some(({ unread }) => unread.length > 0) };
}
