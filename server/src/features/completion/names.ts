import { configOf } from '../../config/config.ts';
import { secretsOf } from '../../references/declaredSecrets.ts';
import type { Mention, NameKind } from '../../references/mention.ts';
import { mentionsIn } from '../../references/mentions.ts';
import { spanOf } from '../../source/locate.ts';
import type { Source } from '../../source/source.ts';
import type { CompletionRequest } from './request.ts';

/** Names to choose from, in the order of the files: this one, its base, the other destinations. What the cursor is in is no name yet. */

/** Roles of this file and its base; where these have none, of the other destinations. */
export function rolesOf(request: CompletionRequest): string[] {
  return fromNearest(request, 'role');
}

export function accessoriesOf(request: CompletionRequest): string[] {
  return fromNearest(request, 'accessory');
}

/** Servers that are written anywhere, of roles and of accessories. */
export function hostsSeen(request: CompletionRequest): string[] {
  return namesIn(request, request.family(), 'host', isGiven);
}

/** Tags: those with variables first, then what servers carry. */
export function tagsKnown(request: CompletionRequest): string[] {
  return [...new Set([...namesIn(request, request.family(), 'tag', isGiven), ...tagsCarried(request)])];
}

export function tagsCarried(request: CompletionRequest): string[] {
  return namesIn(request, request.family(), 'tag', (mention) => !isGiven(mention));
}

/** Names that the secrets files declare which Kamal would read, with the file: for a base alone, those of all its destinations. */
export function secretsDeclared(request: CompletionRequest): { name: string; path: string }[] {
  const { base, file, files } = request;
  const family = request.family();
  const own = family.find((source) => source.file === file);
  if (!own) return [];
  const laidOver = request.destinations().flatMap(({ name, file: over }) => {
    const source = family.find((one) => one.file === over);
    return source ? [configOf(base ?? own, { name, source })] : [];
  });
  const configs = base ? laidOver.filter(({ destination }) => destination?.source === own) : [configOf(own, null), ...laidOver];
  const found = new Map<string, string>();
  for (const config of configs) {
    const destination = config.destination?.name ?? null;
    for (const { path, assignments } of secretsOf({ root: config.root, destination, files })?.files ?? [])
      for (const { key } of assignments) if (!found.has(key)) found.set(key, path);
  }
  return [...found].map(([name, path]) => ({ name, path }));
}

/** Anchors of this file above an offset: an alias below them may name them. */
export function anchorsAbove({ text, offset }: CompletionRequest): string[] {
  const found = text.slice(0, offset).matchAll(/(?:^|[\s[{,])&([\w-]+)(?=[\s,\]}]|$)/gm);
  return [...new Set([...found].map(([, name]) => name!))];
}

function isGiven({ defines }: Mention): boolean {
  return defines;
}

function fromNearest(request: CompletionRequest, kind: NameKind): string[] {
  const near = request.family().filter(({ file }) => file === request.file || file === request.base?.file);
  const names = namesIn(request, near, kind, isGiven);
  return names.length > 0 ? names : namesIn(request, request.family(), kind, isGiven);
}

function namesIn(request: CompletionRequest, sources: readonly Source[], kind: NameKind, counts: (mention: Mention) => boolean): string[] {
  const names = sources.flatMap((source) =>
    mentionsIn(source)
      .filter((mention) => mention.kind === kind && counts(mention) && !mention.pattern && !isHere(request, source, mention))
      .map(({ name }) => name),
  );
  return [...new Set(names)];
}

function isHere({ file, offset }: CompletionRequest, source: Source, { at, implied }: Mention): boolean {
  const span = source.file === file && !implied ? spanOf(source, at) : undefined;
  return span !== undefined && span.from <= offset && offset <= span.to;
}
