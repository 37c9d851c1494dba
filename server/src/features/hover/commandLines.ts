import type { Command } from '../../commands/argument.ts';
import { commandsOf } from '../../commands/commands.ts';
import { shown } from '../../commands/shown.ts';
import { rowsOf } from '../../commands/steps.ts';
import { block, code, paragraphs } from '../markdown.ts';
import type { HoverContext } from './hoverContext.ts';

/**
 * Over a role's or an accessory's name, and over `proxy.run`: the exact lines that Kamal will run, for the first of its servers. What may be a
 * credential is left out, and so is a line that hangs on ERB.
 */
export function describeCommands({ judged: { deployment }, spot: { path, on } }: HoverContext): string {
  const [root, name, key] = path;
  if (on !== 'key' || typeof name !== 'string') return '';
  const commands = commandsOf(deployment);
  if (root === 'servers' && path.length === 2) return lines(commands.app.get(name), commands.deploy.get(name)?.command);
  if (root === 'accessories' && path.length === 2)
    return lines(commands.accessories.get(name), commands.accessoryDeploy.get(name)?.command);
  if (root === 'proxy' && name === 'run' && key === undefined) return lines([...commands.proxyBoot.values()]);
  return '';
}

interface OnHost {
  readonly host: string;
  readonly command: Command;
}

function lines(containers: readonly OnHost[] = [], route?: Command): string {
  const [first] = containers;
  const run = first && lineOf(first.command);
  const deploy = route && lineOf(route);
  if (!first || !run) return '';
  return paragraphs(
    `On ${code(first.host)} Kamal runs:`,
    block('sh', run),
    deploy && paragraphs('and then in kamal-proxy:', block('sh', deploy)),
  );
}

/** An argument a line, as Kamal escapes them; undefined where one hangs on ERB, or where Kamal falls over. */
function lineOf(command: Command): string | undefined {
  const rows = rowsOf(command).map((row) => row.map(shown));
  return rows.some((row) => row.includes(null)) ? undefined : rows.map((row) => row.join(' ')).join(' \\\n  ');
}
