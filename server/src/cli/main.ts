import { check, hasErrors, type Checked } from './check.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { help, parse, type Format, type Options } from './options.ts';
import { sarif } from './sarif.ts';
import { targetOf, type Target } from './target.ts';
import type { Terminal } from './terminal.ts';
import { text } from './text.ts';

const writers: Readonly<Record<Format, (checked: readonly Checked[], terminal: Terminal) => string>> = { text, json, github, sarif };

/**
 * The command line: `check [-d DEST] [--format FORMAT] PATH…`.
 * @param argv without the interpreter and the script
 * @returns the exit status: 0 nothing shown is an error, 1 something is, 2 bad usage or a file that cannot be read
 */
export function main(argv: readonly string[], terminal: Terminal): 0 | 1 | 2 {
  const parsed = parse(argv);
  if ('help' in parsed) {
    terminal.out(help);
    return 0;
  }
  if ('wrong' in parsed) {
    terminal.err(`kamal-check: ${parsed.wrong} (see --help)\n`);
    return 2;
  }
  const { checked, failed } = checkAll(parsed.run, terminal);
  terminal.out(writers[parsed.run.format](checked, terminal));
  return failed ? 2 : checked.some(hasErrors) ? 1 : 0;
}

/** What can be judged is judged, also where another PATH is wrong. */
function checkAll({ paths, destination }: Options, terminal: Terminal): { checked: Checked[]; failed: boolean } {
  const targets = new Map<string, Target>();
  const checked: Checked[] = [];
  let failed = false;
  const fail = (message: string): void => {
    failed = true;
    terminal.err(`kamal-check: ${message}\n`);
  };
  for (const path of paths) {
    const target = targetOf(path, terminal.disk);
    // A folder's glob may name a base and its destinations.
    if ('wrong' in target) fail(target.wrong);
    else targets.set(`${target.root}/${target.base}`, target);
  }
  for (const [path, target] of targets) {
    const one = check(target, destination, terminal);
    if (one) checked.push(one);
    else fail(`${terminal.disk.display(path)}: cannot be read`);
  }
  return { checked, failed };
}
