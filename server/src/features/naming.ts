import type { Location, Position, Range } from 'vscode-languageserver';
import type { Files } from '../files/files.ts';
import type { Analysis } from '../project/analysis.ts';
import type { Mention } from '../references/mention.ts';
import { allSources, filesOfDeployment, filesOfFamily, mentionAt, sourceOf, type NamedFiles } from '../references/names.ts';
import type { RenameScope } from '../references/rename.ts';
import { rangeOf } from '../source/locate.ts';
import type { UriOf } from './location.ts';

/** What requests about names are answered from: the bases that a file belongs to, one as a rule, several for a secrets file that they share. */
export interface NamesAsked {
  readonly analyses: readonly Analysis[];
  /** All bases of the project: their deployments may read the same secrets files. */
  readonly bases?: () => readonly Analysis[];
  readonly files: Files;
  readonly uriOf: UriOf;
}

/** All files in which a name of these bases may stand, and the deployments that they make. */
export function scopeOf({ analyses, files }: NamesAsked): RenameScope {
  const family = analyses.flatMap(({ deployments }) => deployments.map(({ deployment }) => deployment));
  return {
    files: filesOfFamily(family, files),
    deployments: family.map((deployment) => ({ deployment, files: filesOfDeployment(deployment, files) })),
  };
}

/** The name under the cursor, and where it may stand elsewhere: a secret in every base that reads one of its files. */
export function nameUnder(asked: NamesAsked, file: string, position: Position): { name: Mention; scope: RenameScope } | undefined {
  const own = scopeOf(asked);
  const source = allSources(own.files).find((one) => one.file === file);
  const name = source && mentionAt(own.files, file, source.offsetAt(position));
  if (!name) return undefined;
  return { name, scope: name.kind === 'secret' && asked.bases ? scopeOf({ ...asked, analyses: sharing(asked, own) }) : own };
}

function sharing(asked: NamesAsked, { files }: RenameScope): readonly Analysis[] {
  const read = new Set(files.secrets.map(({ path }) => path));
  const others = asked.bases?.().filter((one) => !asked.analyses.includes(one)) ?? [];
  return [
    ...asked.analyses,
    ...others.filter((one) => scopeOf({ ...asked, analyses: [one] }).files.secrets.some(({ path }) => read.has(path))),
  ];
}

/** Where a name stands, for the editor. */
export function rangeOfName(files: NamedFiles, mention: Mention): Range | undefined {
  const source = sourceOf(files, mention);
  return source && rangeOf(source, mention.at);
}

export function locationsOf(files: NamedFiles, mentions: readonly Mention[], uriOf: UriOf): Location[] {
  return mentions.flatMap((mention) => {
    const range = rangeOfName(files, mention);
    return range ? [{ uri: uriOf(mention.at.chunk.file), range }] : [];
  });
}
