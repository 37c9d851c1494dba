import { parseArgs, type ParseArgsConfig } from 'node:util';
import { mermaid } from '../../topology/mermaid.ts';
import { layout } from '../../topology/picture/layout.ts';
import { svg } from '../../topology/picture/svg.ts';
import { topologyOf } from '../../topology/topology.ts';
import type { Terminal } from '../terminal.ts';
import { deploymentToShow, effectiveDiff, effectiveText } from './effectiveText.ts';
import { oneDeployment, type One } from './one.ts';

type TakenOptions = NonNullable<ParseArgsConfig['options']>;

/** How it ended: 1 where Kamal refuses what is shown, or where two deployments differ. */
type Status = 0 | 1 | 2;

/** A command that shows one deployment as it is, without judging it. */
interface View {
  readonly help: string;
  readonly options: TakenOptions;
  run(given: Readonly<Record<string, unknown>>, words: readonly string[], terminal: Terminal): Status | { readonly wrong: string };
}

const destination = { destination: { type: 'string', short: 'd' } } as const satisfies TakenOptions;

const show: View = {
  help: `Usage: kamal-check show [-d DEST] [--origins] [PATH]

Prints the configuration as Kamal sees it: base and destination merged, aliases followed,
values as Ruby reads them, keys that begin with x- left out. The result is a deploy.yml
that gives the same deployment. Secrets are names.

  -d, --destination DEST   this destination; without it the base alone
      --origins            say behind each line where it is written

Exit status: 0, 1 Kamal refuses it, 2 bad usage or a file that cannot be read.
`,
  options: { ...destination, origins: { type: 'boolean' } },
  run: (given, words, terminal) =>
    withOne(given, words, terminal, ({ checked, result }) => effectiveText(checked, result, given['origins'] === true)),
};

const diff: View = {
  help: `Usage: kamal-check diff DEST DEST [PATH]

Shows what differs between two destinations after the merge. - in the place of a
destination is the base alone.

Exit status: 0 nothing differs, 1 something does, 2 bad usage or a file that cannot be read.
`,
  options: {},
  run(_given, [before, after, path = '.', ...more], terminal) {
    if (before === undefined || after === undefined) return { wrong: 'diff needs two destinations; - is the base alone' };
    if (more.length > 0) return { wrong: 'diff takes one PATH' };
    const [one, other] = [before, after].map((name) => oneDeployment(path, name === '-' ? null : name, terminal)) as [One, One];
    for (const found of [one, other] as (One | { wrong: string })[]) if ('wrong' in found) return found;
    const text = effectiveDiff(one.checked, one.result, other.result);
    terminal.out(text);
    return text === '' ? 0 : 1;
  },
};

/** What a README shows without making it smaller. */
const usualWidth = '800';

const graph: View = {
  help: `Usage: kamal-check graph [-d DEST] [--format svg|mermaid] [--width PIXELS] [PATH]

Draws routes, servers and what runs on them. Servers on which the same runs are drawn as
one. The SVG has no script and follows the reader's light or dark page.

  -d, --destination DEST   this destination; without it the base alone
      --format FORMAT      svg (default) or mermaid
      --width PIXELS       of the SVG, at most (${usualWidth}); below 680 routes stand above the servers

Exit status: 0, 1 Kamal refuses it, 2 bad usage or a file that cannot be read.
`,
  options: { ...destination, format: { type: 'string', default: 'svg' }, width: { type: 'string', default: usualWidth } },
  run(given, words, terminal) {
    const [format, width] = [String(given['format']), String(given['width'])];
    if (format !== 'svg' && format !== 'mermaid') return { wrong: `--format ${format} is none of svg, mermaid` };
    if (!/^\d+$/.test(width) || Number(width) < 300) return { wrong: `--width ${width} is too narrow: give 300 or more` };
    return withOne(given, words, terminal, ({ result }) => {
      const topology = topologyOf(deploymentToShow(result));
      return format === 'mermaid' ? mermaid(topology) : svg(layout(topology, Number(width)));
    });
  },
};

function withOne(
  given: Readonly<Record<string, unknown>>,
  [path = '.', ...more]: readonly string[],
  terminal: Terminal,
  text: (one: One) => string,
): Status | { readonly wrong: string } {
  if (more.length > 0) return { wrong: `one PATH at a time, not ${[path, ...more].join(' and ')}` };
  const name = given['destination'];
  const one = oneDeployment(path, typeof name === 'string' ? name : null, terminal);
  if ('wrong' in one) return one;
  terminal.out(text(one));
  return one.result.accepted === false ? 1 : 0;
}

const views: Readonly<Record<string, View>> = { show, diff, graph };

/**
 * `show`, `diff` and `graph` of the command line.
 * @returns undefined: the word is none of them
 */
export function runView([name = '', ...argv]: readonly string[], terminal: Terminal): Status | undefined {
  const view = Object.hasOwn(views, name) ? views[name]! : undefined;
  if (!view) return undefined;
  const ended = started(view, argv, terminal);
  if (typeof ended === 'number') return ended;
  terminal.err(`kamal-check: ${ended.wrong}\n`);
  return 2;
}

function started(view: View, argv: readonly string[], terminal: Terminal): Status | { readonly wrong: string } {
  const before = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined);
  if (before.includes('--help') || before.includes('-h')) {
    terminal.out(view.help);
    return 0;
  }
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: view.options, allowPositionals: true, strict: true });
  } catch (error) {
    return { wrong: `${(error as Error).message.split('. ')[0]} (see --help)` };
  }
  return view.run(parsed.values, parsed.positionals, terminal);
}
