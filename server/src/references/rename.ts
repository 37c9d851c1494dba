import type { Edits, TextChange } from '../edit/change.ts';
import { mergeChanges } from '../edit/changes.ts';
import { replaceWords, type PlacedChange, type WordChange } from '../edit/replaceWord.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { Scalar } from '../source/node.ts';
import { spanOf } from '../source/locate.ts';
import type { Source } from '../source/source.ts';
import { containerNames } from './containerNames.ts';
import { placeIn } from './words.ts';
import { afterRename } from './afterRename.ts';
import { matchesPattern } from './command.ts';
import { isSameName, type Mention } from './mention.ts';
import { allSources, mentionsOf, mentionsOfSame, sourceOf, type NamedFiles } from './names.ts';
import { nameRules, whyNot } from './nameRules.ts';
import { implicitPrimary } from './primaryRole.ts';

export type Renamed = { readonly edits: Edits; readonly notes: readonly string[] } | { readonly refused: string };

/** Files of a base with all its destinations, and the deployments that they make. */
export interface RenameScope {
  readonly files: NamedFiles;
  /** Each deployment's own files: names clash only within one. */
  readonly deployments: readonly { readonly deployment: Deployment; readonly files: NamedFiles }[];
}

/** Why what stands here has no other name to be given; undefined where it has. */
export function whyFixed(mention: Mention): string | undefined {
  if (mention.kind === 'destination') return 'A destination is called as its file is: rename `deploy.<destination>.yml`.';
  if (mention.pattern)
    return `\`${mention.name}\` stands for every ${mention.kind} that it matches. Rename one of them where it is written out.`;
  return isWritten(mention) ? undefined : 'This comes from Ruby code: change it there by hand.';
}

/**
 * A name changed wherever it stands, and nothing else.
 * @param mention what is renamed; `to` its new name
 * @returns changes by file and what a person must know, or why it cannot be
 */
export function rename(scope: RenameScope, mention: Mention, to: string): Renamed {
  const { files } = scope;
  const refused = whyFixed(mention) ?? whyNot(mention.kind, to) ?? clash(scope, mention, to);
  if (refused) return { refused };
  const same = mentionsOfSame(files, mention);
  const implied = same.find((one) => one.implied);
  if (implied)
    return {
      refused: `\`servers\` in ${implied.at.chunk.file} is a list, which makes it the role \`${mention.name}\` by itself. Give the role its name first: \`servers: {${mention.name}: […]}\`.`,
    };
  const words = same.filter((one) => !one.pattern && isWritten(one));
  const changes = new Map<string, TextChange[]>();
  const add = (file: string, list: readonly TextChange[]) => changes.set(file, [...(changes.get(file) ?? []), ...list]);
  const family = scope.deployments.map(({ deployment }) => deployment);
  const containers = mention.kind === 'accessory' ? containerNames(family, mention.name, to) : new Map<Scalar, WordChange[]>();
  for (const [source, placed] of placedChanges(files, words, to, containers))
    add(
      source.file,
      placed.flatMap(({ at, text }) => ({ ...(spanOf(source, at) ?? { from: 0, to: 0 }), text })),
    );
  if (mention.kind === 'role') {
    const primary = implicitPrimary(family, mention.name, to);
    for (const [file, { instead, list }] of primary) {
      if (instead)
        changes.set(
          file,
          (changes.get(file) ?? []).filter(({ from }) => from < instead.from || from >= instead.to),
        );
      add(file, list);
    }
  }
  const notes = [afterRename(mention, to, family), ...same.map((one) => leftAlone(files, one, mention, to))];
  return {
    edits: new Map([...changes].map(([file, list]) => [file, mergeChanges(list)])),
    notes: notes.filter((note) => note !== undefined),
  };
}

/** Does it stand in the file as text that can be changed? Not what ERB prints. */
function isWritten({ within, bare }: Mention): boolean {
  return within !== undefined || bare === true;
}

function clash({ deployments, files }: RenameScope, mention: Mention, to: string): string | undefined {
  const { kind, name } = mention;
  const given = (within: NamedFiles, one: string) => mentionsOf(within, kind).find((other) => other.defines && other.name === one);
  const { word } = nameRules[kind];
  if (kind === 'anchor') {
    const { file } = mention.at.chunk;
    const all = mentionsOf(files, kind).filter(({ at }) => at.chunk.file === file);
    const reason = `${word} \`&${to}\` stands in ${file} already: an alias would lead to the wrong one. Choose another name.`;
    return misled(all, mention, to) ? reason : undefined;
  }
  for (const { deployment, files: own } of deployments) {
    const there = name === to ? undefined : given(own, to);
    // What is given nowhere is renamed all the same: its uses are alike in being wrong.
    if (!there || !(given(own, name) ?? mentionsOf(own, kind).some((one) => one.name === name))) continue;
    const where = deployment.destination === null ? '' : ` in the destination ${deployment.destination}`;
    return `${word} \`${to}\` is there already${where} (${there.at.chunk.file}): the two would become one. Choose another name, or remove that one first.`;
  }
  return undefined;
}

/** Would an alias lead to another anchor than before? It leads to the last of its name above it. */
function misled(inOrder: readonly Mention[], mention: Mention, to: string): boolean {
  const last = new Map<string, Mention['anchored']>();
  return inOrder.some((one) => {
    const name = isSameName(one, mention) ? to : one.name;
    if (one.defines) last.set(name, one.anchored);
    return !one.defines && last.get(name) !== one.anchored;
  });
}

/** `POSTGRES_PASSWORD` becomes `POSTGRES_PASSWORD:NEW`, and that again `POSTGRES_PASSWORD`. */
function secretOfVariable(scalar: Scalar, to: string): WordChange {
  const old = String(scalar.value);
  const variable = old.split(':')[0]!.trim();
  const whole = { text: old, from: 0, to: old.length };
  return { ...whole, at: placeIn(scalar, whole) ?? scalar.at, text: variable === to ? variable : `${variable}:${to}` };
}

/** What must be put where, file by file; words of one scalar go together. */
function placedChanges(
  files: NamedFiles,
  words: readonly Mention[],
  to: string,
  containers: ReadonlyMap<Scalar, readonly WordChange[]>,
): [Source, PlacedChange[]][] {
  return allSources(files).flatMap((source): [Source, PlacedChange[]][] => {
    const here = words.filter((word) => sourceOf(files, word) === source);
    const scalars = new Map<Scalar, WordChange[]>();
    const placed: PlacedChange[] = [];
    for (const { within, at, keepsVariable } of here) {
      if (!within) placed.push({ at, text: to });
      else {
        const change = keepsVariable ? secretOfVariable(within.scalar, to) : { ...within, at, text: to };
        scalars.set(within.scalar, [...(scalars.get(within.scalar) ?? []), change]);
      }
    }
    for (const [scalar, list] of containers) {
      if (source.offset(scalar.at.chunk) !== undefined && scalar.at.chunk.file === source.file)
        scalars.set(scalar, [...(scalars.get(scalar) ?? []), ...list]);
    }
    for (const [scalar, list] of scalars) placed.push(...replaceWords(scalar, list));
    return placed.length ? [[source, placed]] : [];
  });
}

/** What stays as it is and must be looked at by a person. */
function leftAlone(files: NamedFiles, one: Mention, { kind, name }: Mention, to: string): string | undefined {
  const source = sourceOf(files, one);
  const line = source && source.position(spanOf(source, one.at)?.from ?? 0).line + 1;
  const where = `${one.at.chunk.file}, line ${line}`;
  if (one.pattern)
    return matchesPattern(one.name, to)
      ? undefined
      : `\`${one.name}\` (${where}) matches \`${name}\` and not \`${to}\`: change it by hand.`;
  return isWritten(one) ? undefined : `Ruby code (${where}) gives this ${kind} the name \`${name}\`, too: change it there by hand.`;
}
