export const formats = ['text', 'json', 'github', 'sarif'] as const;
export type Format = (typeof formats)[number];

/** What the command line asks for. */
export interface Options {
  readonly paths: readonly string[];
  /** Name after `-d`; null: the base alone and every destination. */
  readonly destination: string | null;
  readonly format: Format;
  /** Repair what has one sure fix, and report what remains. */
  readonly fix: boolean;
}

export type Parsed = { readonly run: Options } | { readonly help: true } | { readonly wrong: string };

export const help = `Usage: kamal-check check [-d DEST] [--fix] [--format FORMAT] PATH…

Tells what \`kamal deploy\` would refuse or do wrong, without running Kamal or Ruby.

PATH is a deploy.yml or a project's folder (then its config/deploy.yml). The base is
judged alone and with each deploy.DEST.yml beside it.

  -d, --destination DEST   judge this destination only
      --fix                make every fix that is sure, then report what remains
      --format FORMAT      text (default), json, github (annotations) or sarif (2.1.0)
  -h, --help               this text

Exit status: 0 no error, 1 errors, 2 bad usage or a file that cannot be read.
Colours: only in a terminal, and not with NO_COLOR.
`;

type Wanted = { destination: string | null; format: Format; fix: boolean };

/** Options that take a value; each says what is wrong with it, or sets it. */
const valued: Readonly<Record<string, (wanted: Wanted, value: string) => string | void>> = {
  '--destination': (wanted, value) => {
    wanted.destination = value;
  },
  '--format': (wanted, value) => {
    const format = formats.find((one) => one === value);
    if (!format) return `--format ${value} is none of ${formats.join(', ')}`;
    wanted.format = format;
  },
};

/** Options that take none. */
const flags: Readonly<Record<string, (wanted: Wanted) => void>> = {
  '--fix': (wanted) => {
    wanted.fix = true;
  },
};

const short: Readonly<Record<string, string>> = { '-d': '--destination' };

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
  if (command !== 'check') return { wrong: `unknown command ${command}: the only one is \`check\`` };
  const wanted: Wanted = { destination: null, format: 'text', fix: false };
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
