import { entryAt, mapAt } from '../../config/get.ts';
import type { Root } from '../../config/root.ts';
import type { ConfigEntry, ListValue } from '../../config/value.ts';
import { fix, insertItem, mergeChanges, placeOf, scalarText } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

/** Lists that people expect to add up: names of secrets and volumes. Hosts are meant to be replaced. */
const lists = [['env', 'secret'], ['volumes'], ['builder', 'secrets']] as const;

/** ActiveSupport's `deep_merge!` merges maps only: a destination's list stands in for the base's. */
export const destinationListReplaces = rule({
  id: 'destination-list-replaces',
  severity: 'information',
  kind: 'deployment',
  summary: 'A list in a destination drops what the base lists',
  reads: ['base', 'destination'],
  keys: ['env.secret', 'env.clear', 'env.tags', 'volumes', 'builder'],
  *check({ base, destination, root }) {
    if (destination === null) return;
    for (const path of lists) {
      const entry = entryAt(root, path[0], ...path.slice(1));
      const below = entry?.shadows;
      if (!entry || below?.key.at.chunk.file !== base || entry.value.kind !== 'list' || below.value.kind !== 'list') continue;
      const kept = names(entry.value);
      const listed = names(below.value);
      const dropped = path[0] === 'volumes' ? notMounted(listed, kept) : notGiven(listed, kept, path[0] === 'env' ? root : null);
      // Who repeats most of a list has it in view, and leaves out what is left out.
      if (
        dropped.length === 0 ||
        dropped.length * 2 < below.value.items.length ||
        entry.value.incomplete ||
        below.value.incomplete ||
        kept.length === 0
      )
        continue;
      yield report(
        this,
        entry.key.at,
        `This list replaces the one of ${base}, it does not add to it: the destination ${destination} goes without ${dropped.map((name) => `\`${name}\``).join(', ')}. Repeat ${dropped.length > 1 ? 'them' : 'it'} here if that is not meant.`,
        {
          fixes: entry.value.alias ? [] : [repeat(entry, dropped)],
          related: [{ at: below.key.at, message: 'the list that is replaced' }],
        },
      );
    }
  },
});

function names({ items }: ListValue): string[] {
  return items.flatMap((item) => (item.kind === 'scalar' ? [item.string] : []));
}

/** Volumes that are mounted nowhere else, and for whose place in the container, or for one inside of it or around it, there is no other: that is why the list was written. */
function notMounted(listed: readonly string[], kept: readonly string[]): string[] {
  const mounted = kept.flatMap(containerPath);
  const isMounted = (place: string): boolean =>
    mounted.some((other) => `${other}/`.startsWith(`${place}/`) || place.startsWith(`${other}/`));
  const sources = new Set(kept.map((volume) => volume.split(':')[0]));
  return listed.filter((volume) => !kept.includes(volume) && !sources.has(volume.split(':')[0]) && !containerPath(volume).some(isMounted));
}

function containerPath(volume: string): string[] {
  const place = /^[^:]+:(\/[^:]*)/.exec(volume)?.[1];
  return place === undefined ? [] : [place.replace(/(?<!\/)\/+$/, '')];
}

/** Names of variables that the destination gets neither from another secret (`NAME:OTHER`) nor as a clear value. */
function notGiven(listed: readonly string[], kept: readonly string[], root: Root<'env'> | null): string[] {
  const clear = root && mapAt(root, 'env', 'clear');
  const given = new Set(kept.map(variable));
  return listed.filter((name) => !given.has(variable(name)) && !clear?.entries.has(variable(name)));
}

function variable(secret: string): string {
  return secret.split(':')[0]!;
}

function repeat({ key }: ConfigEntry, dropped: readonly string[]): Fix {
  return fix(`Repeat ${dropped.map((name) => `\`${name}\``).join(', ')} here`, key.at.chunk.file, (source) => {
    const place = placeOf(source, key);
    return place && mergeChanges(...dropped.map((name) => insertItem(source, place, scalarText(name))));
  });
}
