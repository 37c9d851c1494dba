import { crashOf, type Argument, type Command } from '../commands/argument.ts';
import { commandsOf } from '../commands/commands.ts';
import type { Secret } from '../commands/container.ts';
import { shown, withoutValue } from '../commands/shown.ts';
import { rowsOf, stepsOf, type Step } from '../commands/steps.ts';
import { delicateIn } from '../references/delicate.ts';
import { veilOf, type Veil } from '../references/veil.ts';
import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import type { CommandPart, CommandPlace, CommandSection, DeploymentCommands } from '../protocol.ts';
import { printable } from '../report/printable.ts';
import { entriesAt, keyText, rangeOf, spanOf } from '../source/locate.ts';
import type { At } from '../source/node.ts';
import { placeOf, type UriOf } from './location.ts';
import { brokenBecause } from './stale.ts';

/**
 * What Kamal runs for a deployment as a script to read, an argument a line, with the places that each argument comes from. What may be a
 * credential is left out, and secrets are names.
 */
export function whatRuns(
  analysis: Analysis,
  result: DeploymentResult,
  about: { readonly uri: string; readonly uriOf: UriOf },
): DeploymentCommands {
  const { deployment, possible } = result;
  const secrets = new Set([deployment, ...possible].flatMap(delicateIn));
  const script = new Script(new Places(analysis, about.uriOf), veilOf([...secrets]));
  const options = deployment.destination === null ? '' : ` with -d ${deployment.destination}`;
  script.line(`# What Kamal runs for ${analysis.base.file}${options}, server by server, in the order of a first deploy.`);
  script.line(`# ${troubleOf(result) ?? 'VERSION is the version that is deployed, TARGET the container that was started for it.'}`);
  // Where ERB leaves one possibility, that is it; otherwise the text shows what hangs on it.
  for (const step of stepsOf(commandsOf(possible.length === 1 ? possible[0]! : deployment))) script.step(step);
  return { uri: about.uri, destination: deployment.destination, ...script.done() };
}

/** Why Kamal runs nothing of it as it stands, in one line. */
function troubleOf(result: DeploymentResult): string | undefined {
  const broken = brokenBecause(result);
  if (broken) return `Not all of it: ${printable(broken)}.`;
  if (result.accepted !== false) return undefined;
  const why = result.findings.find(({ refused }) => refused);
  return `Kamal refuses it as it is: ${printable(why?.kamal ?? why?.message ?? 'see the problems')}`;
}

/** The text as it grows, with what is known of its lines. */
class Script {
  private readonly lines: string[] = [];
  private readonly parts: CommandPart[] = [];
  private readonly sections: { host: string; steps: { of: string | null; what: string; line: number }[]; line: number }[] = [];

  constructor(
    private readonly places: Places,
    private readonly veil: Veil,
  ) {}

  line(text: string): void {
    this.lines.push(this.veil(text));
  }

  step({ host, of, what, command, secrets }: Step): void {
    let section = this.sections.at(-1);
    if (section?.host !== host) {
      this.line('');
      section = { host, steps: [], line: this.lines.length };
      this.sections.push(section);
      this.line(`# on ${printable(host)}`);
    }
    this.line('');
    section.steps.push({ of, what, line: this.lines.length });
    this.line(`# ${printable(what)}`);
    this.command(command);
    this.secrets(secrets);
  }

  done(): { text: string; places: readonly CommandPlace[]; parts: readonly CommandPart[]; sections: readonly CommandSection[] } {
    return { text: `${this.lines.join('\n')}\n`, places: this.places.all, parts: this.parts, sections: this.sections };
  }

  private command(command: Command): void {
    const crash = crashOf(command);
    if (crash) this.line(`# Kamal falls over here (${crash.error}): ${printable(crash.because)}`);
    if (command.arguments.some(({ text, crash: falls }) => text === null && !falls)) this.line('# What stands as … hangs on ERB.');
    const rows = rowsOf(command);
    rows.forEach((row, index) => {
      const start = index === 0 ? '' : '  ';
      const words = row.map((argument) => ({ text: this.veil(textOf(argument)), at: argument.origin.at }));
      this.words(start, words, ' ', index === rows.length - 1 ? '' : ' \\');
    });
  }

  private secrets(secrets: readonly Secret[]): void {
    if (secrets.length === 0) return;
    const words = secrets.map(({ name, key, origin: { at } }) => ({
      text: name === null ? '…' : this.veil(printable(key === name || key === null ? name : `${name} (from ${key})`)),
      at,
    }));
    this.words('# In its env file: ', words, ', ', '');
  }

  private words(
    start: string,
    words: readonly { readonly text: string; readonly at: readonly At[] }[],
    between: string,
    end: string,
  ): void {
    const line = this.lines.length;
    let text = start;
    words.forEach((word, index) => {
      if (index > 0) text += between;
      const places = this.places.of(word.at);
      if (places.length > 0) this.parts.push({ line, from: text.length, to: text.length + word.text.length, places });
      text += word.text;
    });
    this.line(text + end);
  }
}

function textOf(argument: Argument): string {
  return printable(shown(argument) ?? withoutValue(argument));
}

/** The places that arguments come from, each once. */
class Places {
  readonly all: CommandPlace[] = [];
  private readonly numbers = new Map<At, number>();

  constructor(
    private readonly analysis: Analysis,
    private readonly uriOf: UriOf,
  ) {}

  of(all: readonly At[]): number[] {
    return [...new Set(all)].flatMap((at) => this.numberOf(at) ?? []);
  }

  private numberOf(at: At): number | undefined {
    const known = this.numbers.get(at);
    if (known !== undefined) return known;
    const place = this.describe(at);
    if (!place) return undefined;
    this.numbers.set(at, this.all.length);
    return this.all.push(place) - 1;
  }

  private describe(at: At): CommandPlace | undefined {
    const place = placeOf(this.analysis, at);
    if (!place) return undefined;
    const { source, range } = place;
    const entries = entriesAt(source, spanOf(source, at)!.from);
    return {
      uri: this.uriOf(source.file),
      range,
      keys: entries.flatMap(({ key }) => rangeOf(source, key.at) ?? []),
      path: entries.map(({ key }) => keyText(key)).join('.'),
    };
  }
}
