import type { MapValue } from '../config/value.ts';
import type { Accessory, Deployment, Role } from './deployment.ts';
import { memoize } from '../memoize.ts';

/** A map that describes a container, with Kamal's words for its place: `servers/web`. */
type ContainerMap = readonly [path: string, map: MapValue | null];

/** The maps that describe containers, the roles' and the accessories'. */
export function containerMaps({ roles, accessories }: Pick<Deployment, 'roles' | 'accessories'>): readonly ContainerMap[] {
  return mapsOf(roles, accessories);
}

const mapsOf = memoize((roles: readonly Role[], accessories: readonly Accessory[]): readonly ContainerMap[] => [
  ...roles.map(({ name, map }) => [`servers/${name}`, map] as const),
  ...accessories.map(({ name, map }) => [`accessories/${name}`, map] as const),
]);
