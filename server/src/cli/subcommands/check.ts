import { fails, type Wanted } from '../check.ts';
import { command, type Status } from '../command.ts';
import { diff } from '../diff.ts';
import { explain } from '../explain.ts';
import { fix, repairReport, write, type Repaired } from '../fix.ts';
import { formatNames, formats, type Format } from '../formats/index.ts';
import { jobsOf, judgeAll, say, type Job } from '../jobs.ts';
import { destination, failOn, format, kamalVersion, config, rule, ruleSettings, severity } from '../options.ts';
import { listRules, ruleIds } from '../rules.ts';
import { styler } from '../../report/text/style.ts';
import { targetsOf } from '../target.ts';
import type { Terminal } from '../terminal.ts';

export const check = command({
  name: 'check',
  summary: 'Tells what `kamal deploy` would refuse or do wrong',
  words: '[PATH…]',
  about: `
PATH is a project's folder, its config/, or a deploy.yml; without one it is the folder
that the program is called in. In a folder all projects below it are found, too. Each
base is judged alone and with every deploy.DEST.yml beside it. \`-\` reads a text from the
standard input, and --fix then writes the repaired text.

The project's .kamal/lint.yml may hold rules, kamal_version, config_files and fail_on.
What --format json shows as resolved holds clear environment values as they are, unless
there is --redact. The other formats repeat no value that may be a secret.`,
  options: {
    destination,
    format: format(formatNames),
    fix: { about: 'make every safe fix, then report what remains' },
    'unsafe-fixes': { about: 'make also those that take something away or invent a value' },
    diff: { about: 'show what --fix (or --unsafe-fixes) would change, and change nothing' },
    severity,
    rule,
    'fail-on': failOn,
    redact: { about: 'in json: dots for clear environment values and what may be a secret' },
    quiet: { short: 'q', about: 'findings alone: no summary, nothing about what is right' },
    config,
    'kamal-version': kamalVersion,
    'stdin-filename': { value: 'FILE', path: true, about: 'whose text `-` is (config/deploy.yml)' },
    watch: { short: 'w', about: 'check again at each change, until Ctrl-C' },
    'list-rules': { about: 'all rules, with what they find' },
    explain: { value: 'RULE', suggestions: ruleIds, about: 'what a rule finds, with examples' },
  },
  run(given, words, terminal) {
    const form = given.format ?? 'text';
    if (given['list-rules']) return listRules(form === 'json', terminal);
    if (given.explain !== undefined) return explain(given.explain, terminal);
    const name = given.destination ?? null;
    const paths = words.length > 0 ? words : ['.'];
    const wrong = misuse(given, paths);
    if (wrong !== undefined) {
      say(terminal, `${wrong} (see --help)`);
      return 2;
    }
    const lint = given.config === undefined ? undefined : readConfig(given.config, terminal);
    if (lint === 2) return 2;
    const wanted: Wanted = {
      destination: name,
      rules: ruleSettings(given.rule),
      ...(given.severity && { least: given.severity }),
      ...(given['kamal-version'] !== undefined && { kamal: given['kamal-version'] }),
      ...(lint && { texts: lint }),
    };
    const once = (): Status => {
      const { jobs, failed: unfound } = jobsOf(paths, wanted, given['stdin-filename'], terminal);
      const repairs = given.fix || given['unsafe-fixes'];
      if (given.diff) return showDiff(jobs, given['unsafe-fixes'], terminal);
      const { left, written } = repairs ? repairAll(jobs, form, given['unsafe-fixes'], terminal) : { left: jobs, written: true };
      const piped = jobs.some(({ piped: one }) => one);
      const { checked, failed } = judgeAll(left, terminal);
      const report = formats[form](checked, { colour: terminal.colour, quiet: given.quiet, redact: given.redact });
      // What is repaired on its way through has the output for itself.
      (piped && repairs ? terminal.err : terminal.out)(report);
      return unfound || !written || failed ? 2 : checked.some((one) => fails(one, given['fail-on'])) ? 1 : 0;
    };
    if (!given.watch) return once();
    return watching(paths, once, terminal);
  },
});

/** What cannot be meant together. */
function misuse(
  given: {
    readonly watch: boolean;
    readonly redact: boolean;
    readonly format?: Format | undefined;
    readonly 'stdin-filename'?: string | undefined;
  },
  paths: readonly string[],
): string | undefined {
  const piped = paths.includes('-');
  if (given['stdin-filename'] !== undefined && !piped)
    return '--stdin-filename says whose text `-` is, and there is no `-` among the paths';
  if (given.redact && given.format !== 'json') return '--redact is for --format json: the other formats show no such value';
  return given.watch && piped ? '--watch looks at files, and `-` is none' : undefined;
}

/** `--config`: its text stands in the place of each project's own. @returns 2 where it cannot be read */
function readConfig(path: string, terminal: Terminal): ReadonlyMap<string, string> | 2 {
  const absolute = terminal.disk.absolute(path);
  const slash = absolute.lastIndexOf('/');
  const answer = terminal.disk.project(absolute.slice(0, slash) || '/').read(absolute.slice(slash + 1));
  if (typeof answer === 'object') return new Map([['.kamal/lint.yml', answer.text]]);
  say(terminal, `${path}: no such file`);
  return 2;
}

/**
 * Tells a person what was fixed, beside a report that a program reads.
 * @returns what is left to judge, and whether every file could be written
 */
function repairAll(
  jobs: readonly Job[],
  form: Format,
  unsafe: boolean,
  terminal: Terminal,
): { readonly left: readonly Job[]; readonly written: boolean } {
  const left: Job[] = [];
  let report = '';
  let written = true;
  for (const job of jobs) {
    const { target, wanted, piped } = job;
    const repaired = fix(target, wanted, terminal.disk, unsafe);
    if (piped !== undefined) {
      // Other files stay as they are: who pipes a text wants that text.
      const text = repaired?.repair.texts.get(piped) ?? wanted.texts!.get(piped)!;
      terminal.out(text);
      left.push({ ...job, wanted: { ...wanted, texts: new Map([...wanted.texts!, [piped, text]]) } });
      continue;
    }
    left.push(job);
    if (!repaired) continue;
    const failure = write(repaired, terminal.disk);
    if (failure === undefined) report += repairReport(repaired, terminal.disk);
    else say(terminal, failure);
    written &&= failure === undefined;
  }
  if (report !== '') (form === 'text' ? terminal.out : terminal.err)(`${report}${form === 'text' ? '\n' : ''}`);
  return { left, written };
}

/** @returns 1 where there is something to repair */
function showDiff(jobs: readonly Job[], unsafe: boolean, { out, colour, disk }: Terminal): Status {
  const paint = styler(colour);
  const all = jobs.map(({ target, wanted }) => fix(target, wanted, disk, unsafe)).filter((one): one is Repaired => one !== undefined);
  for (const { target, repair, files, before } of all) {
    for (const file of files) out(diff(disk.display(`${target.root}/${file}`), before(file), repair.texts.get(file)!, paint));
  }
  return all.length > 0 ? 1 : 0;
}

/** Ends with the program alone. */
function watching(paths: readonly string[], once: () => Status, terminal: Terminal): Promise<Status> {
  const again = (): void => {
    terminal.clear();
    once();
    terminal.err('Watching for changes; Ctrl-C ends it.\n');
  };
  const targets = paths.flatMap((path) => {
    const found = path === '-' ? [] : targetsOf(path, terminal.disk);
    return 'wrong' in found ? [] : found;
  });
  // Kamal's files, and those beside them that rules ask for: Dockerfile, Gemfile.lock, .gitignore.
  const folders = targets.flatMap(({ root, base }) => [
    root,
    `${root}/${base}`.replace(/\/[^/]+$/, ''),
    `${root}/.kamal`,
    `${root}/.kamal/hooks`,
  ]);
  // First, so that no change between the look and the watch is missed.
  terminal.watch([...new Set(folders)], again);
  again();
  return new Promise(() => {});
}
