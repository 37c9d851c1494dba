import type { Step } from '../simulation.ts';
import type { Remedy } from './remedy.ts';

/** A command to copy, and where it is run. */
export interface Line {
  /** In a folder with the old files or with the new ones, or on a server. */
  readonly where: 'old files' | 'new files' | { readonly server: string };
  readonly command: string;
}

/** The names after `-d`. */
export interface Destinations {
  readonly was: string | null;
  readonly destination: string | null;
}

/** The commands of a remedy as they are typed. */
export function linesOf({ steps }: Pick<Remedy, 'steps'>, destinations: Destinations): Line[] {
  return steps.map((step) => lineOf(step, destinations));
}

function lineOf(step: Step, { was, destination }: Destinations): Line {
  if ('sh' in step) return { where: { server: step.host }, command: step.sh };
  const old = step.file === 'before';
  const name = old ? was : destination;
  const option = name === null ? '' : ` -d ${name}`;
  const [, exec, hosts, rest] = /^(server exec)( --hosts \S+) (.*)$/s.exec(step.kamal) ?? [];
  const command = exec ? `kamal ${exec}${option}${hosts} ${quoted(rest!)}` : `kamal ${step.kamal}${option}`;
  return { where: old ? 'old files' : 'new files', command };
}

/** Single quotes keep `$(…)` for the server. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
