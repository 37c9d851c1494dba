import { rangeOf, type Span } from '../source/locate.ts';
import type { Round } from '../report/fixAll.ts';
import type { PresentedFinding } from '../report/presented.ts';
import { deployed, present } from '../report/present.ts';
import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import { analyze } from '../project/analyze.ts';
import { Project } from '../project/project.ts';
import type { OnBroken } from '../rules/judge.ts';
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
}

/**
 * Judges a base with all its destinations, or with one.
 * @param destination name after `-d`; null for the base alone and every destination
 * @param texts what to read in the place of some of the project's files
 * @returns undefined: the base cannot be read
 */
export function check(
  { root, base }: Target,
  destination: string | null,
  { disk, err }: Pick<Terminal, 'disk' | 'err'>,
  texts: ReadonlyMap<string, string> = new Map(),
): Checked | undefined {
  const display = (file: string): string => disk.display(`${root}/${file}`);
  const files = disk.project(root);
  const onBroken: OnBroken = (rule, error) => err(`kamal-check: the rule ${rule.id} failed on ${display(base)}: ${String(error)}\n`);
  const project = new Project({
    ...files,
    read: (path) => {
      const text = texts.get(path);
      return text === undefined ? files.read(path) : { text };
    },
    onBroken,
  });
  project.configure({ configFiles: [base] });
  const whole = project.analysisOf(base);
  if (!whole) return undefined;
  const named = destination === null ? project.unread(base) : [destinationFile(base, destination)];
  const unread = named.filter((file) => project.files.get(file) === 'unread');
  const analysis =
    destination === null ? whole : unread.length > 0 ? { ...whole, deployments: [] } : limited(whole, destination, project, onBroken);
  const source = (file: string): Source | undefined => analysis.sources.get(file) ?? project.source(file);
  const shown = shownIn(analysis);
  return {
    file: display(base),
    judged: analysis.deployments,
    deployed: new Set(deployed(analysis).flatMap((index) => analysis.deployments[index] ?? [])),
    shown: [...shown.values()].flat(),
    // What a repair does to the other destinations counts, too.
    round: {
      analysis: analysis === whole ? whole : { ...analysis, deployments: [...whole.deployments, ...analysis.deployments] },
      shown,
      texts: { source },
    },
    source,
    unread: unread.map(display),
    placeOf: (at) => {
      const found = source(at.chunk.file);
      const start = { line: 0, character: 0 };
      return { file: display(at.chunk.file), ...((found && rangeOf(found, at)) ?? { start, end: start }) };
    },
    placeOfSpan: ({ file, position }, { from, to }) => ({ file: display(file), start: position(from), end: position(to) }),
  };
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
function shownIn(analysis: Analysis): ReadonlyMap<string, readonly PresentedFinding[]> {
  const { base } = analysis;
  const [first] = analysis.deployments;
  const [missing] = first?.findings ?? [];
  if (!first) return new Map();
  // Its place is the file's start, and an empty file has no chunk that the view could place it in.
  if (missing?.rule === destinationMissing) {
    const { severity, message } = missing;
    return new Map([[base.file, [{ finding: missing, source: base, span: { from: 0, to: 0 }, severity, message }]]]);
  }
  const files = present(analysis);
  const inOrder = [...new Set([...analysis.sources.keys(), ...files.keys()])];
  return new Map(inOrder.map((file) => [file, files.get(file) ?? []]));
}

/** Does anything that is shown keep the deployment from going right? What the exit status says. */
export function hasErrors({ shown }: Checked): boolean {
  return shown.some(({ severity }) => severity === 'error');
}
