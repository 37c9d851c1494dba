import { parseArgs } from 'node:util';
import { markdown } from '../../report/plan/markdown.ts';
import type { Terminal } from '../terminal.ts';
import { json } from './json.ts';
import { planned, reaches, thresholds, type Planned } from './planned.ts';
import { text } from './text.ts';

export const help = `Usage: kamal-check plan --from DIR|REV [-d DEST] [--format FORMAT] [PATH]

Tells what \`kamal deploy\` of a project will do to servers that run an older version of it:
what fails, what is left running, which routes stay, which accessories need a command of
their own, and the commands that put it right. Nothing is run, and no server is asked.

PATH is a project's folder or a deploy.yml; without one it is the folder that the program
is called in. The base is planned alone, where Kamal loads it by itself, and with each
destination.

      --from DIR|REV       what the servers run: a folder with the older version, or a
                           revision of the Git repository such as HEAD
  -d, --destination DEST   this destination only
      --format FORMAT      text (default), json or markdown
      --fail-on SEVERITY   exit with 3 where something that bad will happen:
                           ${thresholds.join(', ')}
  -h, --help               this text

Exit status: 0, or 3 with --fail-on; 2 bad usage or a file that cannot be read.
`;

const writers: Readonly<Record<string, (planned: Planned, terminal: Terminal) => string>> = {
  text,
  json,
  markdown: (one) => markdown({ ...one, placeOf: (file, line) => `\`${one.display(file)}:${line + 1}\`` }),
};

/**
 * `plan` of the command line.
 * @param argv what stands behind the word
 */
export function runPlan(argv: readonly string[], terminal: Terminal): 0 | 2 | 3 {
  const given = read(argv);
  if ('help' in given) {
    terminal.out(help);
    return 0;
  }
  const made = 'wrong' in given ? given : planned(given.path, given.from, given.destination, terminal.disk);
  if ('wrong' in made || 'wrong' in given) {
    terminal.err(`kamal-check: ${'wrong' in made ? made.wrong : ''}\n`);
    return 2;
  }
  terminal.out(writers[given.format]!(made, terminal));
  return given.threshold !== undefined && reaches(made.plans, given.threshold) ? 3 : 0;
}

interface Given {
  readonly path: string;
  readonly from: string;
  readonly destination: string | null;
  readonly format: string;
  readonly threshold: (typeof thresholds)[number] | undefined;
}

function read(argv: readonly string[]): Given | { readonly help: true } | { readonly wrong: string } {
  const options = {
    from: { type: 'string' },
    destination: { type: 'string', short: 'd' },
    format: { type: 'string', default: 'text' },
    'fail-on': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return { wrong: `${(error as Error).message.split('. ')[0]} (see plan --help)` };
  }
  const { values, positionals } = parsed;
  if (values.help) return { help: true };
  if (values.from === undefined)
    return { wrong: 'plan needs --from: a folder with the older version, or a revision such as HEAD (see plan --help)' };
  if (!Object.hasOwn(writers, values.format)) return { wrong: `--format ${values.format} is none of ${Object.keys(writers).join(', ')}` };
  const threshold = thresholds.find((one) => one === values['fail-on']);
  if (values['fail-on'] !== undefined && !threshold) return { wrong: `--fail-on ${values['fail-on']} is none of ${thresholds.join(', ')}` };
  if (positionals.length > 1) return { wrong: `plan takes one PATH, and ${positionals[1]} is a second (see plan --help)` };
  return { path: positionals[0] ?? '.', from: values.from, destination: values.destination ?? null, format: values.format, threshold };
}
