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
}

/** Every `proxy` map of a deployment as written, before any merge: the root's, the roles', the accessories'. */
export function proxyMaps(deployment: Deployment): ProxyMap[] {
  const rootEntry = deployment.config.root.entries.get('proxy');
  const all = [
    { path: 'proxy', entry: rootEntry, owner: null },
    ...deployment.roles.map(({ name, ownProxy }) => ({ path: `servers/${name}/proxy`, entry: ownProxy ?? undefined, owner: name })),
    ...deployment.accessories.map(({ name, map }) => ({ path: `accessories/${name}/proxy`, entry: map?.entries.get('proxy'), owner: name })),
  ];
  return all.flatMap(({ path, entry, owner }) => (entry?.value.kind === 'map' ? [{ path, map: entry.value, entry, owner }] : []));
}

