import type { Command } from '../command.ts';
import { check } from './check.ts';
import { commands } from './commands.ts';
import { completions } from './completions.ts';
import { diff } from './diff.ts';
import { graph } from './graph.ts';
import { mcp } from './mcp.ts';
import { plan } from './plan.ts';
import { show } from './show.ts';

/** All that `kamal-check` can do. The first is what it does where nobody names a command. */
export const subcommands: readonly Command[] = [check, commands, plan, show, diff, graph, mcp, completions(() => subcommands)];
