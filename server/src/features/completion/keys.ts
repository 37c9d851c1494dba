import { CompletionItemKind } from 'vscode-languageserver';
import { alternativesTo, excludesEnvWords } from '../../schema/conflicts.ts';
import { hooks, keyAt, namesOf, sectionAt, shapeAt, type Key, type Path } from '../../schema/index.ts';
import { compareVersions } from '../../schema/versions.ts';
import type { Cursor } from '../../source/cursor/cursor.ts';
import { baseAt, overrides, type BaseMap } from './base.ts';
import type { Candidate } from './candidate.ts';
import { keysInDestinations, keysWritten } from './counts.ts';
import { formOf, hasKeys, keySnippet, type Form, type Layout } from './insert.ts';
import { tagsCarried } from './names.ts';
import { placeOf } from './place.ts';
import type { CompletionRequest } from './request.ts';
import { hasValues } from './values.ts';

/** Keys that may be written in the map at a cursor, in the order of offering. */
export function keyCandidates(request: CompletionRequest, cursor: Cursor, layout: Layout): Candidate[] {
  const base = baseAt(request.base, cursor.path);
  return [...knownKeys(request, cursor, layout, base), ...namesToDefine(request, cursor, layout, base)];
}

/** Keys of Kamal's that are not there yet, nor excluded by one that is; what is required first, then what is most often written. */
function knownKeys(request: CompletionRequest, cursor: Cursor, layout: Layout, base: BaseMap): Candidate[] {
  const { path, present } = cursor;
  const section = sectionAt(path);
  if (!section) return [];
  const taken = [...present, ...base.names];
  const place = placeOf(path);
  const counts = (request.base ? keysInDestinations[place] : undefined) ?? keysWritten[place] ?? {};
  // A difference of a twentieth says nothing: then Kamal's own order counts.
  const step = Math.max(1, ...Object.values(counts)) / 20;
  const free = Object.entries(section).filter(
    ([name, key]) =>
      !present.includes(name) &&
      !key.ignored &&
      isKnown(key, request) &&
      !alternativesTo(path, name).some((other) => other !== name && taken.includes(other)) &&
      !excludesEnvWords(path, taken),
  );
  const rank = ([name, key]: [string, Key]): number => {
    if (base.entries.has(name)) return 0;
    return key.required || key.requiredUnless ? 1 : 2;
  };
  return free
    .map((entry, index) => ({ entry, rank: rank(entry), count: Math.round(countOf(entry[0], path, counts) / step), index }))
    .sort((a, b) => a.rank - b.rank || b.count - a.count || a.index - b.index)
    .map(({ entry: [name, key] }) => {
      const below = [...path, name];
      const form = base.formOf(name) ?? formOf(key, placeOf(below));
      return {
        label: name,
        kind: CompletionItemKind.Property,
        snippet: keySnippet(name, form, cursor, layout),
        about: below,
        detail: overrides(base, name) ?? key.purpose,
        again: leadsOn(request, below, key, form),
      };
    });
}

/** Of keys that exclude each other the most frequent one stands for all. */
function countOf(name: string, path: Path, counts: Readonly<Record<string, number>>): number {
  const own = counts[name] ?? 0;
  const all = alternativesTo(path, name).map((other) => counts[other] ?? 0);
  return own > 0 && own === Math.max(...all) ? all.reduce((sum, one) => sum + one, 0) : own;
}

function isKnown({ since }: Key, { kamal }: CompletionRequest): boolean {
  return !kamal || compareVersions(since, kamal.version) <= 0;
}

/** Is there something to offer right behind the key? */
function leadsOn(request: CompletionRequest, path: Path, key: Key, form: Form): boolean {
  if (form === 'map') return hasKeys(key.shape) || namesOf(key.shape) !== undefined;
  return hasValues(request, form === 'list' ? [...path, '0'] : path);
}

/** Names that people choose, where they are known already: what the base has, hooks, tags that servers carry. */
function namesToDefine(request: CompletionRequest, cursor: Cursor, layout: Layout, base: BaseMap): Candidate[] {
  const { path, present } = cursor;
  const shape = shapeAt(path);
  const names = shape && namesOf(shape);
  if (!names) return [];
  if (path.length === 1 && path[0] === 'hooks_output') return hookNames(cursor, layout);
  const known = path.join('.') === 'env.tags' ? [...base.names, ...tagsCarried(request)] : base.names;
  return [...new Set(known)]
    .filter((name) => !present.includes(name) && !(sectionAt(path) && Object.hasOwn(sectionAt(path)!, name)))
    .map((name) => {
      const below = [...path, name];
      const key = keyAt(below);
      const form = base.formOf(name) ?? (key ? formOf(key, placeOf(below)) : 'scalar');
      const detail = overrides(base, name) ?? key?.purpose;
      return {
        label: name,
        kind: CompletionItemKind.Field,
        snippet: keySnippet(name, form, cursor, layout),
        about: below,
        ...(detail === undefined ? {} : { detail }),
        again: key !== undefined && leadsOn(request, below, key, form),
      };
    });
}

function hookNames(cursor: Cursor, layout: Layout): Candidate[] {
  const written = keysWritten.hooks_output ?? {};
  return Object.entries(hooks)
    .filter(([name]) => !cursor.present.includes(name))
    .sort(([a], [b]) => (written[b] ?? 0) - (written[a] ?? 0))
    .map(([name, when]) => ({
      label: name,
      kind: CompletionItemKind.Event,
      snippet: keySnippet(name, 'scalar', cursor, layout),
      about: ['hooks_output', name],
      detail: when,
      again: true,
    }));
}
