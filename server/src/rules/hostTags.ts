import { valueAt } from '../config/get.ts';
import type { MapValue } from '../config/value.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { settled } from './services.ts';

/** The tags that a root `env` describes; null where there are none, or where ERB may add to them. */
export function describedTags({ config: { root } }: Deployment): MapValue | null {
  const tags = settled(root, 'env', 'tags')?.value;
  return tags?.kind === 'map' && !tags.open && !root.open ? tags : null;
}

/** Is it certain that nothing describes this tag here, and that no accessory is looked for by it? */
export function isUndefined({ config: { root }, accessories }: Deployment, tag: string): boolean {
  const env = root.entries.get('env');
  if (root.open || root.entries.get('accessories')?.value.kind === 'unknown' || valueAt(root, 'accessories')?.maybe) return false;
  if (env) {
    if (!settled(root, 'env') || env.value.kind !== 'map' || env.value.open) return false;
    const tags = env.value.entries.get('tags');
    if (tags && (!settled(root, 'env', 'tags') || tags.value.kind !== 'map' || tags.value.open || tags.value.entries.has(tag)))
      return false;
  }
  return !accessories.some((accessory) => selects(accessory.map, tag));
}

/** One tag written as text is searched for as a part of a server's (`Accessory#extract_hosts_from_config_with_tag`), so a part is enough. */
function selects(map: MapValue | null, tag: string): boolean {
  if (!map || map.open) return true;
  return ['tag', 'tags'].some((key) => {
    const value = valueAt(map, key);
    if (!value) return false;
    const wanted = value.kind === 'list' && !value.open ? value.items : [value];
    return wanted.some((item) => item.kind !== 'scalar' || item.maybe || tag.includes(item.string));
  });
}
