import { configOf } from '../config/config.ts';
import { entryAt } from '../config/get.ts';
import { deploymentOf } from '../deployment/build.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { check, type OnBroken } from '../rules/check.ts';
import type { Finding } from '../rules/rule.ts';
import type { KamalVersion } from '../schema/version.ts';
import type { Files } from '../files/files.ts';
import { plain, read } from '../source/read.ts';
import type { Source } from '../source/source.ts';
import type { Analysis, DeploymentResult } from './analysis.ts';
import { lintOf } from './lint.ts';
import { destinationsOf } from './names.ts';
import { verdictOf } from './verdict.ts';

export interface DeployFiles {
  readonly base: Source;
  readonly destinations: readonly { readonly name: string; readonly source: Source }[];
  /** `base` is a destination's file, and there is no base. */
  readonly orphan?: boolean;
}

export interface AnalysisContext {
  readonly files: Files;
  readonly kamal: KamalVersion | null;
  readonly onBroken?: OnBroken;
}

/**
 * Judges a base and its destinations: the base alone first, then each destination laid over it, each as Kamal would.
 */
export function analyze({ base, destinations, orphan = false }: DeployFiles, surroundings: AnalysisContext): Analysis {
  const family = [configOf(base, null, orphan && !isComplete(base)), ...destinations.map((destination) => configOf(base, destination))].map(
    deploymentOf,
  );
  const judged = family.map((deployment) => judgeOne(deployment, family, surroundings));
  const sources = new Map([base, ...destinations.map(({ source }) => source)].map((source) => [source.file, source]));
  for (const { findings } of judged) {
    for (const { at } of findings) {
      const source = sources.has(at.chunk.file) ? undefined : surroundings.files.source(at.chunk.file);
      if (source) sources.set(source.file, source);
    }
  }
  return {
    base,
    lint: lintOf(surroundings.files),
    sources,
    deployments: judged.map((one) => ({ ...one, ...standingAlone(one, surroundings) })),
  };
}

function judgeOne(deployment: Deployment, family: readonly Deployment[], { files, kamal, onBroken }: AnalysisContext): DeploymentResult {
  const findings = check({ deployment, config: deployment.config, files, kamal, family }, onBroken);
  const judge = (plain: Deployment): Finding[] =>
    check({ deployment: plain, config: plain.config, files, kamal, family: [plain] }, onBroken);
  const { accepted, loaded, refusal } = verdictOf(deployment, findings, judge);
  return { deployment, findings: refusal ? [...findings, refusal] : findings, accepted, loaded };
}

/** What makes a file a configuration of its own, which may be meant for `-c` rather than for `-d`. */
const complete = ['service', 'servers', 'registry', 'builder'];

function isComplete(source: Source): boolean {
  const { root } = configOf(source, null);
  return complete.every((key) => entryAt(root, key));
}

function standingAlone({ deployment }: DeploymentResult, surroundings: AnalysisContext): Pick<DeploymentResult, 'standalone'> {
  const source = deployment.config.destination?.source;
  if (!source || !isComplete(source)) return {};
  const standalone = deploymentOf(configOf(source, null));
  return { standalone: judgeOne(standalone, [standalone], surroundings).findings };
}

/**
 * Judges a project given as texts: for tests and wherever all files are at hand.
 * @param texts by path, relative to the project's root
 * @param base the base's path
 */
export function analyzeTexts(texts: ReadonlyMap<string, string>, base = 'config/deploy.yml', kamal: KamalVersion | null = null): Analysis {
  const files = filesOf(texts);
  const source = (file: string): Source => read(file, texts.get(file) ?? '');
  const destinations = destinationsOf(base, [...texts.keys()]).map(({ name, file }) => ({ name, source: source(file) }));
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
      const names = new Set(
        [...texts.keys()].filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1).split('/')[0]!),
      );
      return names.size ? [...names] : 'absent';
    },
  };
}
