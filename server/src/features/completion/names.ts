import { layerOf, configOf } from '../../config/config.ts';
import { valueAt } from '../../config/get.ts';
import type { Value } from '../../config/value.ts';
import { secretsOf } from '../../references/declaredSecrets.ts';
import type { At, Node } from '../../source/node.ts';
import type { Source } from '../../source/source.ts';
import type { CompletionRequest } from './request.ts';

/**
 * Names that the files of a deployment hold: roles, hosts, tags, secrets, anchors. What the cursor itself stands in is no name yet, and
 * is left out. The only file that asks for them, so that it is the only one to change where they are kept.
 */

interface Named {
  readonly name: string;
  readonly at: At;
}

/** Roles of this file and its base; where these have none, of the other destinations. */
export function rolesOf(request: CompletionRequest): string[] {
  return fromNearest(request, (document) => {
    const servers = valueAt(document, 'servers');
    if (servers?.kind === 'list') return [{ name: 'web', at: servers.at }];
    return servers?.kind === 'map' ? [...servers.entries.values()].map(({ name, key }) => ({ name, at: key.at })) : [];
  });
}

/** Servers that are written anywhere, of roles and of accessories. */
export function hostsSeen(request: CompletionRequest): string[] {
  return fromAll(request, (document) => [...hostItems(document).map(({ host }) => host), ...accessoryHosts(document)]);
}

/** Tags: those with variables first, then what servers carry. */
export function tagsKnown(request: CompletionRequest): string[] {
  return [...new Set([...fromAll(request, tagsDefined), ...tagsCarried(request)])];
}

export function tagsCarried(request: CompletionRequest): string[] {
  return fromAll(request, (document) => hostItems(document).flatMap(({ tags }) => tags));
}

export function accessoriesOf(request: CompletionRequest): string[] {
  return fromNearest(request, (document) => {
    const accessories = valueAt(document, 'accessories');
    return accessories?.kind === 'map' ? [...accessories.entries.values()].map(({ name, key }) => ({ name, at: key.at })) : [];
  });
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
    for (const { path, assignments } of secretsOf({ config, files })?.files ?? [])
      for (const { key } of assignments) if (!found.has(key)) found.set(key, path);
  }
  return [...found].map(([name, path]) => ({ name, path }));
}

/** Anchors of this file above an offset: an alias below them may name them. */
export function anchorsAbove({ text, offset }: CompletionRequest): string[] {
  const found = text.slice(0, offset).matchAll(/(?:^|[\s[{,])&([\w-]+)(?=[\s,\]}]|$)/gm);
  return [...new Set([...found].map(([, name]) => name!))];
}

type Find = (document: Value | null) => readonly Named[];

function fromNearest(request: CompletionRequest, find: Find): string[] {
  const near = request.family().filter(({ file }) => file === request.file || file === request.base?.file);
  const names = namesIn(request, near, find);
  return names.length > 0 ? names : fromAll(request, find);
}

function fromAll(request: CompletionRequest, find: Find): string[] {
  return namesIn(request, request.family(), find);
}

function namesIn({ file, offset }: CompletionRequest, sources: readonly Source[], find: Find): string[] {
  const isHere = (source: Source, at: At): boolean => {
    const start = at.chunk.file === file ? source.offset(at.chunk) : undefined;
    return start !== undefined && start + at.from <= offset && offset <= start + at.to;
  };
  const names = sources.flatMap((source) =>
    find(layerOf(source).document).flatMap(({ name, at }) => (name === '' || isHere(source, at) ? [] : [name])),
  );
  return [...new Set(names)];
}

interface HostItem {
  readonly host: Named;
  readonly tags: readonly Named[];
}

function hostItems(document: Value | null): HostItem[] {
  const servers = valueAt(document, 'servers');
  if (servers?.kind !== 'map') return itemsOf(servers);
  return [...servers.entries.values()].flatMap(({ value }) => itemsOf(value.kind === 'map' ? valueAt(value, 'hosts') : value));
}

function accessoryHosts(document: Value | null): Named[] {
  const accessories = valueAt(document, 'accessories');
  if (accessories?.kind !== 'map') return [];
  return [...accessories.entries.values()].flatMap(({ value }) => [
    ...textsIn(valueAt(value, 'host')),
    ...itemsOf(valueAt(value, 'hosts')).map(({ host }) => host),
  ]);
}

function itemsOf(list: Value | undefined): HostItem[] {
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item): HostItem[] => {
    if (item.kind !== 'map') return textsIn(item).map((host) => ({ host, tags: [] }));
    return [...item.entries.values()].slice(0, 1).map(({ name, key, value }) => ({
      host: { name, at: key.at },
      tags: textsIn(value),
    }));
  });
}

function tagsDefined(document: Value | null): Named[] {
  const tags = valueAt(document, 'env', 'tags');
  return tags?.kind === 'map' ? [...tags.entries.values()].map(({ name, key }) => ({ name, at: key.at })) : [];
}

/** A text, or the texts of a list. */
function textsIn(value: Value | undefined): Named[] {
  if (value?.kind === 'list') return value.items.flatMap(textsIn);
  return value?.kind === 'scalar' && value.type === 'string' ? [{ name: value.string, at: nodeAt(value.node) }] : [];
}

function nodeAt({ at }: Node): At {
  return at;
}
