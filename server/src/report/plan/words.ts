import { list } from '../../plan/consequences/words.ts';
import type { Severity } from '../../plan/consequences/consequence.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Line } from '../../plan/remedies/lines.ts';
import type { Remedy } from '../../plan/remedies/remedy.ts';

/** Where the old files are: a folder, a revision, or what an editor calls one. */
export interface From {
  readonly kind: 'folder' | 'revision';
  /** As it was given. */
  readonly name: string;
}

/** What each severity is called to a person. */
export const titles: Readonly<Record<Severity, string>> = {
  fails: 'Fails',
  data: 'Loses data or traffic',
  'left-behind': 'Leaves something behind',
  'needs-command': 'Needs another command',
  expected: 'As expected',
};

export function called({ destination, was }: Plan): string {
  if (destination === null) return 'kamal deploy';
  return was === destination || was === null ? `kamal deploy -d ${destination}` : `kamal deploy -d ${destination} (was ${was})`;
}

/** One line that says how it ends: `will fail half-way, 2 things are left behind; only ERB tells the servers of web`. */
export function verdict({ fails, halfDone, consequences, hidden, unknown }: Plan): string {
  if (unknown !== null) return unknown;
  const counts = counted.flatMap(([severity, one, many]) => {
    const count = consequences.filter((consequence) => consequence.severity === severity).length;
    return count === 0 ? [] : [count === 1 ? one : `${count} ${many}`];
  });
  const end = fails === null ? [] : [`will fail${halfDone ? ' half-way' : ''}${fails === 'other' ? '' : `: ${fails}`}`];
  const said = [...end, ...counts].join('; ');
  if (hidden.length === 0) return said || 'leaves the servers as the files say';
  const known = consequences.length > 0 ? 'leaves the servers as the files say, as far as they tell' : 'changes nothing that is known';
  return `${said || known}; only ERB tells ${list(hidden)}`;
}

const counted = [
  ['data', 'data or traffic is lost', 'times data or traffic is lost'],
  ['left-behind', '1 thing is left behind', 'things are left behind'],
  ['needs-command', '1 thing needs another command', 'things need another command'],
] as const;

/** Where a command is run. */
export function whereOf({ where }: Line): string {
  return typeof where === 'object' ? `on ${where.server}` : `with the ${where}`;
}

/** Does a command of any of them want the files as they were? */
export function wantsOldFiles(plans: readonly Plan[]): boolean {
  return plans.some(({ consequences }) =>
    consequences.some(({ remedies }) => remedies.some(({ steps }) => steps.some((step) => 'kamal' in step && step.file === 'before'))),
  );
}

/** How the old files come back for a moment, where a command wants them. */
export function oldFiles({ kind, name }: From): string {
  return kind === 'folder'
    ? `The old files are in ${name}.`
    : `The old files: \`git worktree add ../before ${name}\`, and run the command in that folder.`;
}

/** Nobody reads on after so many. */
const most = 12;

/** What a remedy stops, without the versions, which are the model's own; of very many the first ones. */
export function stopsOf({ stops }: Remedy): string[] {
  const all = [...new Set(stops.map((stop) => stop.replace(/-v[12](?= on )/, '')))];
  return all.length > most ? [...all.slice(0, most - 2), `and ${all.length - most + 2} more`] : all;
}

export const assumed =
  'Assumed: the servers run the old files, containers are healthy, and nothing else is on the servers. Other applications, maintenance mode and what was changed by hand are in no file.';
