import type { Config } from '../../config/config.ts';
import type { ConfigEntry, MapValue } from '../../config/value.ts';
import { memoize } from '../../memoize.ts';
import { root as sections } from '../../schema/root.ts';
import { keyOf } from './fit.ts';
import type { Problem } from './problem.ts';
import { isUnknown, unknownKeys } from './unknownKeys.ts';
import { problemsOfSection } from './walk.ts';

/**
 * All problems of a configuration, in the order of the schema's walk. Each section is walked once as long as it is the same, and where no
 * section is another, the list is the same.
 */
export const problemsOf = memoize(({ whole, root }: Config): readonly Problem[] => {
  const wrong = whole ? wrongIn(root) : none;
  if (wrong.length === 0) return none;
  const found = wrong.flatMap((id) => (keyOf(sections, id) ? [problemsOfKey(root.entries.get(id)!)] : []));
  const unknown = found.length < wrong.length ? unknownKeys(root, sections, []) : undefined;
  return unknown ? [...found.flat(), unknown] : joined(...found);
});

/** The ids of sections in which something is wrong, and of keys that nobody knows. What a destination leaves alone is as it is in the base. */
const wrongIn: (root: MapValue) => readonly string[] = memoize(({ entries, over, under }: MapValue): readonly string[] => {
  const kept = over && under ? wrongIn(under).filter((id) => !over.entries.has(id)) : none;
  const own: string[] = [];
  (over ?? { entries }).entries.forEach((_, id) => {
    const entry = entries.get(id)!;
    if (keyOf(sections, id) ? problemsOfKey(entry).length > 0 : isUnknown(sections, id, entry, [])) own.push(id);
  });
  return own.length > 0 ? [...kept, ...own] : kept;
});

const none: readonly never[] = [];

const joined = memoize((...lists: readonly (readonly Problem[])[]): readonly Problem[] => lists.flat());

const problemsOfKey = memoize((entry: ConfigEntry): readonly Problem[] => problemsOfSection(keyOf(sections, entry.name)!, entry));
