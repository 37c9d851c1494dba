import { addTo } from '../addTo.ts';
import type { Argument, Command } from './argument.ts';
import type { Commands } from './commands.ts';
import type { Secret } from './container.ts';

/** One command on one server. */
export interface Step {
  readonly host: string;
  /** The role or accessory that it is for; null: for all, kamal-proxy. */
  readonly of: string | null;
  /** For a person: `web`, `web behind kamal-proxy`. */
  readonly what: string;
  readonly command: Command;
  /** What is in the env file of the container that it starts. */
  readonly secrets: readonly Secret[];
}

/** What Kamal runs, server by server, and on each in the order of a first deploy: kamal-proxy, accessories, roles. */
export function stepsOf({ app, deploy, proxyBoot, accessories, accessoryDeploy }: Commands): Step[] {
  const containers = (all: Commands['app'], routes: Commands['deploy']): Step[] =>
    [...all].flatMap(([of, runs]) =>
      runs.flatMap(({ host, command, secrets }) => {
        const route = routes.get(of);
        return [
          { host, of, what: of, command, secrets },
          ...(route ? [{ host, of, what: `${of} behind kamal-proxy`, command: route.command, secrets: [] }] : []),
        ];
      }),
    );
  const steps: Step[] = [
    ...[...proxyBoot.values()].map(({ host, command }) => ({ host, of: null, what: 'kamal-proxy', command, secrets: [] })),
    ...containers(accessories, accessoryDeploy),
    ...containers(app, deploy),
  ];
  const byHost = new Map<string, Step[]>();
  for (const step of steps) {
    addTo(byHost, step.host, step);
  }
  return [...byHost.values()].flat();
}

/** The arguments of a command in rows, as a person would break the line: each flag begins one, words without a flag stay together. */
export function rowsOf({ arguments: all }: Command): Argument[][] {
  const rows: Argument[][] = [];
  let before: Argument | undefined;
  for (const argument of all) {
    if (before && argument.flag === null && before.flag === null) rows.at(-1)!.push(argument);
    else rows.push([argument]);
    before = argument;
  }
  return rows;
}
