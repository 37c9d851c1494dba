import { certainEntry, mayHave } from '../config/certain.ts';
import type { Part } from './deployment.ts';
import type { Files } from '../files/files.ts';
import { exposedPorts, lineage, stageOf, stagesOf } from '../files/dockerfile.ts';
import type { Stage } from '../files/dockerfile.ts';

/** What the Dockerfile says about the application's image. */
export interface Image {
  /** The Dockerfile's path. */
  readonly file: string;
  /** TCP ports; never empty. */
  readonly ports: readonly number[];
  /** CMD and ENTRYPOINT, as written, and the scripts of the project that they name. */
  readonly start: string;
  /** ENV of its stages. */
  readonly variables: ReadonlyMap<string, string>;
  /** The image that it is built on. */
  readonly from: string;
}

/**
 * The image that `kamal build` makes, as far as it can be known: `builder.dockerfile` and `builder.target`, relative to the project
 * (`configuration/builder.rb`).
 * @returns undefined with buildpacks, where ERB decides, or where the file is not there or does not say for certain which ports it exposes
 */
export function imageOf({ root }: Part<never, 'builder'>, files: Files): Image | undefined {
  if (mayHave(root, 'builder')) return undefined;
  const builder = certainEntry(root, 'builder')?.value;
  if (['pack', 'dockerfile', 'target'].some((key) => mayHave(builder, key)) || certainEntry(builder, 'pack')) return undefined;
  const file = textAt(builder, 'dockerfile') ?? 'Dockerfile';
  const answer = files.get(file.replace(/^(\.\/)+/, ''));
  if (typeof answer === 'string') return undefined;
  const stage = stageOf(stages(answer.text), textAt(builder, 'target'));
  const ports = stage && exposedPorts(stage);
  return stage && ports?.length ? { file, ports, ...beginnings(stage, files) } : undefined;
}

function beginnings(stage: Stage, files: Files): Pick<Image, 'start' | 'variables' | 'from'> {
  const line = lineage(stage);
  const start = line.flatMap(({ cmd, entrypoint }) => [cmd ?? '', entrypoint ?? '']).join(' ');
  return {
    start: [start, ...scriptsIn(start, files)].join('\n'),
    variables: new Map(line.toReversed().flatMap(({ variables }) => [...variables])),
    from: line.at(-1)!.from,
  };
}

/** The project's own scripts that a command names, such as `bin/web`, which may start something else: the first of each text. */
function scriptsIn(command: string, files: Files): string[] {
  const paths = new Set(
    [...command.matchAll(/(?<![\w-]|[\w-]\/)(?:\.?\/)?(?:[\w-]+\/)*?((?:bin|scripts?|docker|deploy)\/[\w.-]+)/g)].map(([, path]) => path!),
  );
  return [...paths].slice(0, 4).flatMap((path) => {
    const answer = files.get(path);
    return typeof answer === 'object' ? [answer.text.slice(0, 4000)] : [];
  });
}

function textAt(builder: Parameters<typeof certainEntry>[0], key: string): string | null {
  const value = certainEntry(builder, key)?.value;
  return value?.kind === 'scalar' && value.type === 'string' && value.string.trim() !== '' ? value.string : null;
}

/** The last Dockerfile's stages: rules run at each keystroke, and a Dockerfile seldom changes. */
let last: { readonly text: string; readonly stages: Stage[] } | undefined;

function stages(text: string): Stage[] {
  if (last?.text !== text) last = { text, stages: stagesOf(text) };
  return last.stages;
}
