import { valueAt } from '../config/get.ts';
import type { Root } from '../config/root.ts';
import type { ConfigEntry, MapValue } from '../config/value.ts';
import type { Accessory, Part } from './deployment.ts';
import { memoize } from '../memoize.ts';
import { certainEntry, isCertainEntry } from '../config/certain.ts';

/** The tags that a root `env` describes; null where there are none, or where ERB may add to them. */
export function describedTags({ root }: Part<never, 'env'>): MapValue | null {
  const tags = certainEntry(root, 'env', 'tags')?.value;
  return tags?.kind === 'map' && !tags.incomplete && !root.incomplete ? tags : null;
}

/** Is it certain that nothing describes this tag here, and that no accessory is looked for by it? */
export function isUndefined(deployment: Part<'accessories', 'env' | 'accessories'>, tag: string): boolean {
  const { root, accessories } = deployment;
  const { certain, wanted } = wantedBy(accessories, root.entries.get('accessories'));
  return certain && isKnown(root) && describedTags(deployment)?.entries.has(tag) !== true && !wanted.some((part) => tag.includes(part));
}

/**
 * What accessories look for. One tag written as text is searched for as a part of a server's
 * (`Accessory#extract_hosts_from_config_with_tag`), so a part is enough.
 */
const wantedBy = memoize(
  (accessories: readonly Accessory[], section: ConfigEntry | undefined): { certain: boolean; wanted: readonly string[] } => {
    const values = accessories.flatMap(({ map }) => ['tag', 'tags'].flatMap((key) => valueAt(map, key) ?? []));
    const tags = values.flatMap((value) => (value.kind === 'list' ? value.items : [value]));
    const certain =
      (!section || (isCertainEntry(section) && !(section.value.kind === 'map' && section.value.incomplete))) &&
      accessories.every(({ map, conditional }) => map && !map.incomplete && !conditional) &&
      values.every((value) => value.kind !== 'list' || !value.incomplete) &&
      tags.every((tag) => tag.kind === 'scalar' && !tag.conditional);
    return { certain, wanted: [...new Set(tags.flatMap((tag) => (tag.kind === 'scalar' ? [tag.string] : [])))] };
  },
);

/** Is all of `env.tags` written down? Also where there is none. */
function isKnown(root: Root<'env'>): boolean {
  if (root.incomplete) return false;
  const env = root.entries.get('env');
  if (!env) return true;
  if (!certainEntry(root, 'env') || env.value.kind !== 'map' || env.value.incomplete) return false;
  const tags = env.value.entries.get('tags');
  return !tags || (certainEntry(root, 'env', 'tags') !== undefined && tags.value.kind === 'map' && !tags.value.incomplete);
}
