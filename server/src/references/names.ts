import { addTo } from '../addTo.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { Files } from '../files/files.ts';
import { memoize } from '../memoize.ts';
import { spanOf } from '../source/locate.ts';
import type { Source } from '../source/source.ts';
import { secretsOf, type SecretsFile } from './declaredSecrets.ts';
import { matchesPattern } from './command.ts';
import { isSameName, type Mention, type NameKind } from './mention.ts';
import { mentionsIn } from './mentions.ts';
import { mentionsInSecrets } from './secretMentions.ts';

/** A name of one kind, and where it is given: several places where files or duplicates repeat it. */
export interface Name {
  readonly name: string;
  readonly definitions: readonly Mention[];
}

/** Files whose names belong together: those of one deployment, or a base with all its destinations and the secrets files of all. */
export interface NamedFiles {
  readonly sources: readonly Source[];
  readonly secrets: readonly SecretsFile[];
}

/** The files that a deployment is made of; a secrets file that is not read yet, or whose path hangs on ERB, is left out. */
export function filesOfDeployment({ config, root, destination }: Deployment, files: Files): NamedFiles {
  return { sources: config.layers.map(({ source }) => source), secrets: secretsOf({ root, destination, files })?.files ?? [] };
}

/** The files of a base and all its destinations, each once. */
export function filesOfFamily(family: readonly Deployment[], files: Files): NamedFiles {
  const all = family.map((deployment) => filesOfDeployment(deployment, files));
  return {
    sources: [...new Set(all.flatMap(({ sources }) => sources))],
    secrets: [...new Set(all.flatMap(({ secrets }) => secrets))],
  };
}

/** The texts of these files. */
export function allSources({ sources, secrets }: NamedFiles): Source[] {
  return [...sources, ...secrets.map(({ source }) => source)];
}

/** The file that a mention stands in; undefined where it is of another version. */
export function sourceOf(files: NamedFiles, { at: { chunk } }: Mention): Source | undefined {
  return allSources(files).find((source) => source.file === chunk.file && source.offset(chunk) !== undefined);
}

/** Every mention in these files, file by file: deploy files first. */
export function allMentions({ sources, secrets }: NamedFiles): Mention[] {
  return [...sources.flatMap(mentionsIn), ...secrets.flatMap(mentionsInSecrets)];
}

const byKind = memoize((mentions: readonly Mention[]): ReadonlyMap<NameKind, readonly Mention[]> => {
  const found = new Map<NameKind, Mention[]>();
  for (const mention of mentions) {
    addTo(found, mention.kind, mention);
  }
  return found;
});

/** Every mention of names of one kind in these files. */
export function mentionsOf({ sources, secrets }: NamedFiles, kind: NameKind): Mention[] {
  const inDeployFiles = sources.flatMap((source) => byKind(mentionsIn(source)).get(kind) ?? []);
  return kind === 'secret' ? [...inDeployFiles, ...secrets.flatMap(mentionsInSecrets)] : inDeployFiles;
}

/**
 * All names of a kind that these files give, in file order, with where each is given.
 * Hosts and proxied hosts are given wherever they stand.
 */
export function namesOf(files: NamedFiles, kind: NameKind): Name[] {
  const found = new Map<string, Mention[]>();
  for (const mention of mentionsOf(files, kind)) {
    if (!mention.defines) continue;
    addTo(found, mention.name, mention);
  }
  return [...found].map(([name, definitions]) => ({ name, definitions }));
}

/** All mentions of what this one means, itself among them; patterns (`-r 'jo*'`) that match the name too. */
export function mentionsOfSame(files: NamedFiles, mention: Mention): Mention[] {
  return mentionsOf(files, mention.kind).filter((other) =>
    other.pattern ? matchesPattern(other.name, mention.name) : isSameName(other, mention),
  );
}

/** The mention at an offset of a file, its end included; the narrowest, where one stands in another. */
export function mentionAt({ sources, secrets }: NamedFiles, file: string, offset: number): Mention | undefined {
  const source = sources.find((one) => one.file === file);
  const secret = source ? undefined : secrets.find(({ path }) => path === file);
  const place = source ?? secret?.source;
  if (!place) return undefined;
  const mentions = source ? mentionsIn(source) : mentionsInSecrets(secret!);
  const width = ({ at }: Mention) => at.to - at.from;
  return mentions
    .filter(({ at, implied, anchored }) => {
      const span = implied ? undefined : spanOf(place, at);
      // The `&` or `*` before it counts as a part of an anchor's name.
      return span !== undefined && span.from - (anchored ? 1 : 0) <= offset && offset <= span.to;
    })
    .sort((a, b) => width(a) - width(b))[0];
}
