import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import { analyze } from '../project/analyze.ts';
import { lintSettings } from '../project/lint.ts';
import type { Project } from '../project/project.ts';
import type { Finding, RuleSetting, Severity } from '../rules/rule.ts';
import { rangeOf, type Span } from '../source/locate.ts';
import type { At } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import type { Round } from './fixAll.ts';
import { destinationFile, destinationMissing, missingDestination } from './missingDestination.ts';
import { deployed, present, severities } from './present.ts';
import type { PresentedFinding } from './presented.ts';

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
  /** More was found that another base of the same project has shown already, in a file that both read. */
  readonly shownBefore?: true;
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

/** Of what several bases say of a file that they share, such as a hook, each thing once, with the first. */
export function eachOnce(all: readonly Checked[]): readonly Checked[] {
  if (all.length < 2) return all;
  const seen = new Set<string>();
  return all.map((one) => {
    const shown = one.shown.filter(({ finding, source, span, message }) => {
      const key = JSON.stringify([one.placeOfSpan(source, span), finding.rule, message]);
      return !seen.has(key) && seen.add(key);
    });
    return shown.length < one.shown.length ? { ...one, shown, shownBefore: true } : one;
  });
}

/** What to judge, and what to leave out. */
export interface Selection {
  /** Name after `-d`; null for the base alone and every destination. */
  readonly destination: string | null;
  /** What a person sets for rules; wins over `.kamal/lint.yml`. */
  readonly rules?: ReadonlyMap<string, RuleSetting>;
  /** Leave out what is less severe. */
  readonly least?: Severity;
}

/**
 * A base with all its destinations, or with one, as it is told to people who read text.
 * @param whole the project's analysis of that base
 * @param display a path in the project as a person would write it
 */
export function checkedOf(project: Project, whole: Analysis, selection: Selection, display: (file: string) => string): Checked {
  const { destination } = selection;
  const base = whole.base.file;
  const named = destination === null ? project.unread(base) : [destinationFile(base, destination)];
  const unread = named.filter((file) => project.files.get(file) === 'unread');
  const analysis = destination === null ? whole : unread.length > 0 ? { ...whole, deployments: [] } : limited(whole, destination, project);
  const source = (file: string): Source | undefined => analysis.sources.get(file) ?? project.source(file);
  const shown = shownIn(analysis, selection);
  const judged = withSettings(analysis.deployments, selection);
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

/** Raw, but for what a person has set. */
function withSettings(judged: readonly DeploymentResult[], { rules = new Map(), least = 'hint' }: Selection): readonly DeploymentResult[] {
  if (rules.size === 0 && least === 'hint') return judged;
  const chosen = (findings: readonly Finding[]): Finding[] =>
    findings.flatMap((finding) => {
      const severity = rules.get(finding.rule) ?? finding.severity;
      return severity === 'off' || !isAtLeast(severity, least) ? [] : [{ ...finding, severity }];
    });
  return judged.map((one) => ({ ...one, findings: chosen(one.findings) }));
}

/** Only one destination, for whoever names it: then its file is no base of its own, and no template whatever it is called. */
function limited(whole: Analysis, destination: string, project: Project): Analysis {
  const find = ({ deployments }: Analysis): DeploymentResult | undefined =>
    deployments.find(({ deployment }) => deployment.destination === destination);
  const source = project.source(destinationFile(whole.base.file, destination));
  const analysis =
    find(whole) || !source ? whole : analyze({ base: whole.base, destinations: [{ name: destination, source }] }, project.surroundings);
  const found = find(analysis);
  if (!found) return { ...whole, deployments: [missingDestination(whole, destination)] };
  const { deployment, findings, accepted, possible } = found;
  return { ...analysis, deployments: [{ deployment, findings, accepted, possible }] };
}

/** By file: the base first, then its destinations and the other files. */
function shownIn(analysis: Analysis, { rules, least = 'hint' }: Selection): ReadonlyMap<string, readonly PresentedFinding[]> {
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

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}
