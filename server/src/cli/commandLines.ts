import { crashOf, lineOf, type Command } from '../commands/argument.ts';
import { commandsOf, type Commands } from '../commands/commands.ts';
import { withoutValue } from '../commands/shown.ts';
import { stepsOf, type Step } from '../commands/steps.ts';
import type { DeploymentResult } from '../project/analysis.ts';
import type { Checked } from '../report/checked.ts';
import { printable } from '../report/printable.ts';
import { json } from './escape.ts';
import { styler, type Style } from '../report/text/style.ts';
import type { Terminal } from './terminal.ts';
import { veiledText } from './views/one.ts';

interface Runs {
  readonly host: string;
  readonly command: Command;
}

/** `commands --format json`: a line is null where it hangs on ERB or where Kamal falls over it; all of them are where Kamal refuses. */
export function commandsJson(checked: readonly Checked[]): string {
  const deployments = checked.flatMap(({ file, judged }) =>
    judged.map((result) => ({
      file,
      destination: result.deployment.destination,
      commands: result.accepted === false ? null : certainLines(result),
    })),
  );
  return json({ deployments });
}

/** Of what ERB may make of a deployment, the lines that are the same in all. */
function certainLines({ deployment, possible }: DeploymentResult): Tree {
  const [first, ...others] = (possible.length > 0 ? possible : [deployment]).map((one): Tree => linesOf(commandsOf(one)));
  return others.reduce(agreed, first!);
}

/** By role, host and name; null: no certain line. */
interface Tree {
  readonly [key: string]: string | null | Tree;
}

function agreed(a: Tree, b: Tree): Tree {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...keys].map((key) => [key, both(a[key], b[key])]));
}

function both(a: Tree[string] | undefined, b: Tree[string] | undefined): Tree[string] {
  const isTree = (one: Tree[string] | undefined): one is Tree => typeof one === 'object' && one !== null;
  if (isTree(a) || isTree(b)) return agreed(isTree(a) ? a : {}, isTree(b) ? b : {});
  return a !== undefined && a === b ? a : null;
}

type Lines = Readonly<Record<string, string | null>>;

function linesOf({ app, deploy, proxyBoot, accessories, accessoryDeploy }: Commands): Record<keyof Commands, Tree> {
  return {
    app: mapValues(app, byHost),
    deploy: mapValues(deploy, line),
    proxyBoot: mapValues(proxyBoot, line),
    accessories: mapValues(accessories, byHost),
    accessoryDeploy: mapValues(accessoryDeploy, line),
  };
}

const line = ({ command }: { readonly command: Command }): string | null => lineOf(command);
const byHost = (all: readonly Runs[]): Lines => Object.fromEntries(all.map((one) => [one.host, line(one)]));

function mapValues<T, R>(map: ReadonlyMap<string, T>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries([...map].map(([key, value]) => [key, change(value)]));
}

/** `commands --format text`: server by server, in the order in which a first deploy would run them. */
export function commandsText(checked: readonly Checked[], { colour }: Pick<Terminal, 'colour'>): string {
  const style = styler(colour);
  return checked.flatMap((one) => one.judged.map((result) => veiledText(deploymentText(one, result, style), result))).join('\n');
}

function deploymentText({ file }: Checked, { deployment, accepted, findings, possible }: DeploymentResult, style: Style): string {
  const title = style('place', `# ${file}${deployment.destination === null ? '' : ` with -d ${deployment.destination}`}`);
  if (accepted === false) {
    const why = findings.find(({ refused }) => refused);
    return `${title}\n# Kamal refuses it: ${printable(why?.kamal ?? why?.message ?? 'see check')}\n`;
  }
  // Where ERB leaves one possibility, that is it; otherwise the text shows what hangs on it.
  const steps = stepsOf(commandsOf(possible.length === 1 ? possible[0]! : deployment));
  const blocks = new Map<string, string>();
  for (const step of steps) {
    const above = blocks.get(step.host) ?? `${style('place', `# on ${printable(step.host)}`)}\n`;
    blocks.set(step.host, above + stepText(step, style));
  }
  return [`${title}\n`, ...blocks.values()].join('\n');
}

function stepText({ what, command }: Step, style: Style): string {
  const crash = crashOf(command);
  const text = lineOf(command);
  const shown =
    text !== null
      ? printable(text)
      : crash
        ? style('error', `# Kamal falls over here (${crash.error}): ${printable(crash.because)}`)
        : style('aside', `# hangs on ERB: ${printable(partly(command))}`);
  return `${style('aside', `# ${printable(what)}`)}\n${shown}\n`;
}

/** What of a line is known, with `…` where ERB decides. */
function partly({ arguments: all }: Command): string {
  return all.map((argument) => argument.text ?? withoutValue(argument)).join(' ');
}
