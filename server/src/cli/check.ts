import { rangeOf, type Span } from '../source/locate.ts';
import type { Round } from '../report/fixAll.ts';
import type { PresentedFinding } from '../report/presented.ts';
import { deployed, present, severities } from '../report/present.ts';
import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import { analyze } from '../project/analyze.ts';
import { lintSettings } from '../project/lint.ts';
import { Project, type ProjectHost } from '../project/project.ts';
import type { OnBroken } from '../rules/judge.ts';
import type { Finding, RuleSetting, Severity } from '../rules/rule.ts';
import type { At } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import { destinationFile, destinationMissing, missingDestination } from './missingDestination.ts';
import type { Target } from './target.ts';
import type { Terminal } from './terminal.ts';

/** Where a finding stands, for every format. Lines and UTF-16 characters from 0. */
export interface FileRange {
  /** As a person would write it. */
  readonly file: string;
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** One base with its destinations, judged: what the formats write. */
export interface Checked {
  /** The base's path, as a person would write it. */
  readonly file: string;
  /** Raw, as Kamal would judge each. */
  readonly judged: readonly DeploymentResult[];
  /** Of these, whose findings are what the exit status goes by: not an incomplete base beside destinations that complete it. */
  readonly deployed: ReadonlySet<DeploymentResult>;
  /** What a person is shown, file after file, the base first. */
  readonly shown: readonly PresentedFinding[];
  placeOf(at: At): FileRange;
  placeOfSpan(source: Source, span: Span): FileRange;
  /** A file of the project as it was read. */
  source(file: string): Source | undefined;
  /** What "fix all" begins with. */
  readonly round: Round;
  /** Destinations that were asked for, are there and cannot be read, as a person would write them. */
  readonly unread: readonly string[];
  /** What the project's `.kamal/lint.yml` wants to end with 1. */
  readonly failOn: Severity;
}

/** How to judge, and what to leave out. */
export interface Wanted {
  /** Name after `-d`; null for the base alone and every destination. */
  readonly destination: string | null;
  /** What to read in the place of some of the project's files, or beside them, by path in the project. */
  readonly texts?: ReadonlyMap<string, string>;
  /** What a person sets for rules; wins over `.kamal/lint.yml`. */
  readonly rules?: ReadonlyMap<string, RuleSetting>;
  /** Leave out what is less severe. */
  readonly least?: Severity;
  /** The Kamal that deploys, such as `2.9.0`. */
  readonly kamal?: string;
}

/**
 * Judges a base with all its destinations, or with one.
 * @returns undefined: the base cannot be read
 */
export function check({ root, base }: Target, wanted: Wanted, { disk, err }: Pick<Terminal, 'disk' | 'err'>): Checked | undefined {
  const { destination, texts = new Map<string, string>(), kamal } = wanted;
  const display = (file: string): string => disk.display(`${root}/${file}`);
  const onBroken: OnBroken = (rule, error) => err(`kamal-check: the rule ${rule.id} failed on ${display(base)}: ${String(error)}\n`);
  const project = new Project({
    ...withTexts(disk.project(root), texts),
    onBroken,
  });
  project.configure({ configFiles: [base], ...(kamal !== undefined && { version: kamal }) });
  const whole = project.analysisOf(base);
  if (!whole) return undefined;
  const named = destination === null ? project.unread(base) : [destinationFile(base, destination)];
  const unread = named.filter((file) => project.files.get(file) === 'unread');
  const analysis =
    destination === null ? whole : unread.length > 0 ? { ...whole, deployments: [] } : limited(whole, destination, project, onBroken);
  const source = (file: string): Source | undefined => analysis.sources.get(file) ?? project.source(file);
  const shown = shownIn(analysis, wanted);
  const judged = withSettings(analysis.deployments, wanted);
  return {
    file: display(base),
    judged,
    deployed: new Set(deployed(analysis).flatMap((index) => judged[index] ?? [])),
    shown: [...shown.values()].flat(),
    // What a repair does to the other destinations counts, too.
    round: {
      analysis: analysis === whole ? whole : { ...analysis, deployments: [...whole.deployments, ...analysis.deployments] },
      shown,
      texts: { source },
    },
    source,
    unread: unread.map(display),
    failOn: lintSettings(project.files).failOn ?? 'error',
    placeOf: (at) => {
      const found = source(at.chunk.file);
      const start = { line: 0, character: 0 };
      return { file: display(at.chunk.file), ...((found && rangeOf(found, at)) ?? { start, end: start }) };
    },
    placeOfSpan: ({ file, position }, { from, to }) => ({ file: display(file), start: position(from), end: position(to) }),
  };
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

/** Raw, but for what a person has set on the command line. */
function withSettings(judged: readonly DeploymentResult[], { rules = new Map(), least = 'hint' }: Wanted): readonly DeploymentResult[] {
  if (rules.size === 0 && least === 'hint') return judged;
  const chosen = (findings: readonly Finding[]): Finding[] =>
    findings.flatMap((finding) => {
      const severity = rules.get(finding.rule) ?? finding.severity;
      return severity === 'off' || !isAtLeast(severity, least) ? [] : [{ ...finding, severity }];
    });
  return judged.map((one) => ({ ...one, findings: chosen(one.findings) }));
}

/** Only one destination, for whoever names it: then its file is no base of its own, and no template whatever it is called. */
function limited(whole: Analysis, destination: string, project: Project, onBroken: OnBroken): Analysis {
  const find = ({ deployments }: Analysis): DeploymentResult | undefined =>
    deployments.find(({ deployment }) => deployment.destination === destination);
  const source = project.source(destinationFile(whole.base.file, destination));
  const surroundings = { files: project.files, kamal: project.kamal(), onBroken };
  const analysis =
    find(whole) || !source ? whole : analyze({ base: whole.base, destinations: [{ name: destination, source }] }, surroundings);
  const found = find(analysis);
  if (!found) return { ...whole, deployments: [missingDestination(whole, destination)] };
  const { deployment, findings, accepted, loaded, possible } = found;
  return { ...analysis, deployments: [{ deployment, findings, accepted, loaded, possible }] };
}

/** By file: the base first, then its destinations and the other files. */
function shownIn(analysis: Analysis, { rules, least = 'hint' }: Wanted): ReadonlyMap<string, readonly PresentedFinding[]> {
  const { base } = analysis;
  const [first] = analysis.deployments;
  const [missing] = first?.findings ?? [];
  if (!first) return new Map();
  // Its place is the file's start, and an empty file has no chunk that the view could place it in.
  if (missing?.rule === destinationMissing) {
    const { severity, message } = missing;
    return new Map([[base.file, [{ finding: missing, source: base, span: { from: 0, to: 0 }, severity, message }]]]);
  }
  const files = present(analysis, rules);
  const inOrder = [...new Set([...analysis.sources.keys(), ...files.keys()])];
  return new Map(inOrder.map((file) => [file, (files.get(file) ?? []).filter(({ severity }) => isAtLeast(severity, least))]));
}

/** Does anything that is shown weigh as much as that? What the exit status says. */
export function fails({ shown, failOn }: Checked, wanted: Severity | 'never' = failOn): boolean {
  return wanted !== 'never' && shown.some(({ severity }) => isAtLeast(severity, wanted));
}

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}
