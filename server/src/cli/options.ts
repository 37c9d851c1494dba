export const formats = ['text', 'json', 'github', 'sarif'] as const;
export type Format = (typeof formats)[number];

/** What the command line can be asked for, and what each takes beside paths. */
const commands = {
  check: { formats, flags: ['--fix', '--unsafe-fixes'] },
  commands: { formats: ['text', 'json'], flags: [] },
} as const satisfies Record<string, { formats: readonly Format[]; flags: readonly string[] }>;
export type CommandName = keyof typeof commands;

/** What the command line asks for. */
export interface Options {
  readonly command: CommandName;
  readonly paths: readonly string[];
  /** Name after `-d`; null: the base alone and every destination. */
  readonly destination: string | null;
  readonly format: Format;
  /** Repair what has one sure fix, and report what remains. */
  readonly fix: boolean;
  /** Repair also what a person must choose: it takes something away, or invents a value. */
  readonly unsafe: boolean;
}

export type Parsed = { readonly run: Options } | { readonly help: true } | { readonly wrong: string };

export const help = `Usage: kamal-check check [-d DEST] [--fix] [--format FORMAT] PATH…
       kamal-check commands [-d DEST] [--format text|json] PATH…
       kamal-check plan --from DIR|REV [-d DEST] [--format text|json|markdown] [PATH]
       kamal-check show|diff|graph --help

check tells what \`kamal deploy\` would refuse or do wrong, without running Kamal or Ruby.
commands tells what it would run on each server: containers, accessories, kamal-proxy.
plan tells what it does to servers that run an older version (see plan --help).
show prints the configuration after the merge, diff compares two destinations, graph draws.

PATH is a deploy.yml or a project's folder (then its config/deploy.yml). The base is
read alone and with each deploy.DEST.yml beside it.

  -d, --destination DEST   this destination only
      --fix                make every safe fix, then report what remains
      --unsafe-fixes       make also those that take something away or invent a value
      --format FORMAT      text (default), json, github (annotations) or sarif (2.1.0)
  -h, --help               this text

Exit status: 0 no error, 1 errors, 2 bad usage or a file that cannot be read.
Colours: only in a terminal, and not with NO_COLOR.
`;

type Wanted = { readonly command: CommandName; destination: string | null; format: Format; fix: boolean; unsafe: boolean };

/** Options that take a value; each says what is wrong with it, or sets it. */
const valued: Readonly<Record<string, (wanted: Wanted, value: string) => string | void>> = {
  '--destination': (wanted, value) => {
    wanted.destination = value;
  },
  '--format': (wanted, value) => {
    const known: readonly Format[] = commands[wanted.command].formats;
    const format = known.find((one) => one === value);
    if (!format) return `--format ${value} is none of ${known.join(', ')}`;
    wanted.format = format;
  },
};

/** Options that take none. */
const flags: Readonly<Record<string, (wanted: Wanted) => void>> = {
  '--fix': (wanted) => {
    wanted.fix = true;
  },
  '--unsafe-fixes': (wanted) => {
    wanted.fix = true;
    wanted.unsafe = true;
  },
};

const short: Readonly<Record<string, string>> = { '-d': '--destination' };

function isCommand(word: string): word is CommandName {
  return Object.hasOwn(commands, word);
}

/**
 * Reads a command line.
 * @param argv without the interpreter and the script
 * @returns `wrong`: one line that says what cannot be understood
 */
export function parse(argv: readonly string[]): Parsed {
  const [command, ...rest] = argv;
  const words = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : undefined);
  if ([command, ...words].some((word) => word === '--help' || word === '-h') || command === 'help') return { help: true };
  if (command === undefined) return { wrong: 'nothing to do: give `check` and a PATH' };
  if (!isCommand(command))
    return { wrong: `unknown command ${command}: there are ${Object.keys(commands).join(', ')}, plan, show, diff, graph` };
  const taken: readonly string[] = commands[command].flags;
  const wanted: Wanted = { command, destination: null, format: 'text', fix: false, unsafe: false };
  const paths: string[] = [];
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at]!;
    if (word === '--') {
      paths.push(...rest.slice(at + 1));
      break;
    }
    if (word === '-' || !word.startsWith('-')) {
      paths.push(word);
      continue;
    }
    const [, name = word, glued] = /^(--[^=]+|-[^-])=?([^]+)?$/.exec(word) ?? [];
    const flag = flags[name];
    if (flag) {
      if (!taken.includes(name)) return { wrong: `${command} takes no ${name}` };
      if (glued !== undefined) return { wrong: `${name} takes no value` };
      flag(wanted);
      continue;
    }
    const set = valued[short[name] ?? name];
    if (!set) return { wrong: `unknown option ${name}` };
    const value = glued ?? rest[++at];
    if (value === undefined || (glued === undefined && value.startsWith('-'))) return { wrong: `${name} needs a value` };
    const wrong = set(wanted, value);
    if (wrong) return { wrong };
  }
  return paths.length > 0 ? { run: { ...wanted, paths } } : { wrong: 'no PATH: give a deploy.yml or a project folder' };
}
