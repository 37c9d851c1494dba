import { printable } from '../report/printable.ts';
import { checkedOf, isAtLeast, type Checked, type Selection } from '../report/checked.ts';
import { Project } from '../project/project.ts';
import type { ProjectHost } from '../project/projectHost.ts';
import type { OnBroken } from '../rules/judging/judge.ts';
import type { Severity } from '../rules/rule.ts';
import type { Target } from './target.ts';
import type { Terminal } from './terminal.ts';

/** How to judge, and what to leave out. */
export interface Wanted extends Selection {
  /** What to read in the place of some of the project's files, or beside them, by path in the project. */
  readonly texts?: ReadonlyMap<string, string>;
  /** The Kamal that deploys, such as `2.9.0`. */
  readonly kamal?: string;
}

/**
 * Judges a base with all its destinations, or with one.
 * @returns undefined: the base cannot be read
 */
export function check({ root, base }: Target, wanted: Wanted, { disk, err }: Pick<Terminal, 'disk' | 'err'>): Checked | undefined {
  const { texts = new Map<string, string>(), kamal } = wanted;
  const display = (file: string): string => disk.display(`${root}/${file}`);
  const onBroken: OnBroken = (rule, error) =>
    err(`kamal-check: the rule ${rule.id} failed on ${printable(`${display(base)}: ${String(error)}`)}\n`);
  const project = new Project({
    ...withTexts(disk.project(root), texts),
    onBroken,
  });
  project.configure({ configFiles: [base], ...(kamal !== undefined && { version: kamal, versionFrom: 'option' as const }) });
  const whole = project.analysisOf(base);
  return whole && checkedOf(project, whole, wanted, display);
}

function withTexts(host: ProjectHost, texts: ReadonlyMap<string, string>): ProjectHost {
  if (texts.size === 0) return host;
  return {
    ...host,
    read: (path) => {
      const text = texts.get(path);
      return text === undefined ? host.read(path) : { text };
    },
    list: (folder) => {
      const there = host.list(folder);
      const names = [...texts.keys()].flatMap((path) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : []));
      return names.length > 0 ? [...new Set([...(typeof there === 'string' ? [] : there), ...names])] : there;
    },
  };
}

/** Does anything that is shown weigh as much as that? What the exit status says. */
export function fails({ shown, failOn }: Checked, wanted: Severity | 'never' = failOn): boolean {
  return wanted !== 'never' && shown.some(({ severity }) => isAtLeast(severity, wanted));
}
