import { configOf } from '../config/config.ts';
import { isComplete } from '../config/complete.ts';
import { deploymentOf } from '../deployment/build.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { Context } from '../rules/inputs.ts';
import { Judge, type OnBroken } from '../rules/judging/judge.ts';
import { report } from '../rules/report.ts';
import type { Finding } from '../rules/rule.ts';
import { yamlSyntax } from '../rules/text/yamlSyntax.ts';
import type { KamalVersion } from '../schema/version.ts';
import type { Files } from '../files/files.ts';
import { memoize } from '../memoize.ts';
import { plain, read } from '../source/read.ts';
import type { Source } from '../source/source.ts';
import type { Analysis, DeploymentResult } from './analysis.ts';
import { basesAmong, configFilesIn, configFilesOfScripts } from './configFiles.ts';
import { isDataFile } from './dataFile.ts';
import { lintOf } from './lint.ts';
import { lintFindings } from './lintFindings.ts';
import { baseOf, destinationsOf } from './names.ts';
import { newPrinters, verdictsOf, type Printers } from './verdict.ts';

export interface DestinationFile {
  readonly name: string;
  readonly source: Source;
  /** The repository has not been searched yet for a command that hands it to `-c`. */
  readonly unsure?: boolean;
}

export interface DeployFiles {
  readonly base: Source;
  readonly destinations: readonly DestinationFile[];
  /** So many more are left out, as there are too many. */
  readonly left?: number;
  /** `base` is a destination's file, and there is no base. */
  readonly orphan?: boolean;
}

export interface AnalysisContext {
  readonly files: Files;
  readonly kamal: KamalVersion | null;
  readonly onBroken?: OnBroken;
  /** Has judged earlier versions of the same files; left out, a new one. */
  readonly judge?: Judge;
  /** Have judged earlier versions of what ERB prints. */
  readonly printers?: Printers;
}

/**
 * Judges a base and its destinations: the base alone first, then each destination laid over it, each as Kamal would.
 */
export function analyze({ base, destinations, left = 0, orphan = false }: DeployFiles, surroundings: AnalysisContext): Analysis {
  const { files, onBroken, judge = new Judge(), printers = newPrinters() } = surroundings;
  const family = [
    configOf(base, null, orphan && !isComplete(configOf(base, null).root)),
    ...destinations.map((destination) => configOf(base, destination)),
  ].map(deploymentOf);
  const together = judge.check(contextsOf(family, surroundings), onBroken);
  const aside = [
    ...lintFindings(files),
    ...(left > 0 ? [report(yamlSyntax, base.at(0, 0), leftOut(left), { severity: 'warning', refused: false })] : []),
  ];
  const { likely, open } = printers;
  const verdicts = verdictsOf(
    family.map((deployment, index) => ({ deployment, findings: together[index]! })),
    { likely: likely.beside(surroundings, onBroken), open: open.beside(surroundings, onBroken) },
  );
  const deployments = family.map((deployment, index): DeploymentResult => {
    const { accepted, possible, refusal } = verdicts[index]!;
    const findings = [...together[index]!, ...(refusal ? [refusal] : []), ...aside];
    const destination = destinations[index - 1];
    return { deployment, findings, accepted, possible, ...(destination && standingAlone(destination, surroundings)) };
  });
  return {
    base,
    lint: lintOf(files),
    sources: sourcesOf([base, ...destinations.map(({ source }) => source)], deployments, files),
    deployments,
  };
}

function leftOut(count: number): string {
  return `Beside this file lie ${count.toLocaleString('en')} more destinations than are judged, and what is wrong with those is not told. \`kamal-check -d\` judges each by its name; see whether something writes such files by mistake.`;
}

function contextsOf(family: readonly Deployment[], { files, kamal }: AnalysisContext): Context[] {
  return family.map((deployment) => ({ deployment, files, kamal, hasDestinations: family.length > 1 }));
}

/** The files of the family, and others that findings stand in or lead to. */
function sourcesOf(own: readonly Source[], deployments: readonly DeploymentResult[], files: Files): ReadonlyMap<string, Source> {
  const sources = new Map(own.map((source) => [source.file, source]));
  for (const { findings } of deployments) {
    for (const { at, related } of findings) {
      for (const { chunk } of [at, ...related.map((one) => one.at)]) {
        const source = sources.has(chunk.file) ? undefined : files.source(chunk.file);
        if (source) sources.set(source.file, source);
      }
    }
  }
  return sources;
}

const isCompleteAlone = memoize((source: Source): boolean => isComplete(configOf(source, null).root));

/** What a destination's file is by itself, worked out when somebody asks. */
function standingAlone(
  { source, unsure }: DestinationFile,
  surroundings: AnalysisContext,
): Pick<DeploymentResult, 'standalone' | 'unsure'> {
  if (!isCompleteAlone(source)) return {};
  let findings: readonly Finding[] | undefined;
  const standalone = (): readonly Finding[] =>
    (findings ??= new Judge().check(contextsOf([deploymentOf(configOf(source, null))], surroundings), surroundings.onBroken)[0]!);
  return { standalone, ...(unsure && { unsure }) };
}

/**
 * Judges a project given as texts: for tests and wherever all files are at hand.
 * @param texts by path, relative to the project's root
 * @param base the base's path
 */
export function analyzeTexts(texts: ReadonlyMap<string, string>, base = 'config/deploy.yml', kamal: KamalVersion | null = null): Analysis {
  const files = filesOf(texts);
  const source = (file: string): Source => read(file, texts.get(file) ?? '');
  const beside = destinationsOf(base, texts.keys()).filter(({ file }) => !configFilesIn(files).includes(file));
  const own = basesAmong(
    beside.map(({ file }) => file),
    configFilesOfScripts(
      files,
      [base, ...beside.map(({ file }) => file)].map((file) => texts.get(file) ?? ''),
    ),
    source,
  );
  const destinations = beside
    .filter(({ file }) => baseOf(file, [base, ...own]) === base)
    .map(({ name, file }) => ({ name, source: source(file) }))
    .filter(({ source: over }) => !isDataFile(over));
  return analyze({ base: source(base), destinations }, { files, kamal });
}

/** A project's files that are all known. */
export function filesOf(texts: ReadonlyMap<string, string>): Files {
  const sources = new Map([...texts].map(([path, text]) => [path, plain(path, text)]));
  return {
    source: (path) => sources.get(path),
    get: (path) => {
      const text = texts.get(path);
      return text === undefined ? 'absent' : { text };
    },
    list: (folder) => {
      const above = folder === '.' ? '' : `${folder}/`;
      const names = new Set(
        [...texts.keys()].filter((path) => path.startsWith(above)).map((path) => path.slice(above.length).split('/')[0]!),
      );
      return names.size ? [...names] : 'absent';
    },
  };
}
