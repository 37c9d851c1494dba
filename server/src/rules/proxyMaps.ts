import type { ConfigEntry, MapValue } from '../config/value.ts';
import type { Deployment } from '../deployment/deployment.ts';

/** A `proxy` map as Kamal validates it, and the words it uses for the place. */
export interface ProxyMap {
  readonly path: string;
  readonly map: MapValue;
  /** The `proxy` entry in the file. */
  readonly entry: ConfigEntry;
  /** The role or accessory it belongs to; null at the root. */
  readonly owner: string | null;
  /** A role's map over the root's: Kamal validates that too, under the words `proxy` (`configuration/proxy.rb`). */
  readonly merged: boolean;
}

/** Every `proxy` map that Kamal validates: the root's, the roles' and the accessories' as written, then the roles' after the merge. */
export function proxyMaps({ config, roles, accessories }: Deployment): ProxyMap[] {
  const root = config.root.entries.get('proxy');
  return [
    ...proxyMap('proxy', root, null),
    ...roles.flatMap(({ name, ownProxy }) => proxyMap(`servers/${name}/proxy`, ownProxy, name)),
    ...accessories.flatMap(({ name, map }) => proxyMap(`accessories/${name}/proxy`, map?.entries.get('proxy'), name)),
    ...roles.flatMap(({ name, ownProxy, proxy }) =>
      root?.value.kind === 'map' && ownProxy?.value.kind === 'map' && proxy?.map
        ? [{ path: 'proxy', map: proxy.map, entry: ownProxy, owner: name, merged: true }]
        : [],
    ),
  ];
}

function proxyMap(path: string, entry: ConfigEntry | null | undefined, owner: string | null): ProxyMap[] {
  return entry?.value.kind === 'map' ? [{ path, map: entry.value, entry, owner, merged: false }] : [];
}
