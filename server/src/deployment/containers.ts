import type { MapValue } from '../config/value.ts';
import type { Deployment } from './deployment.ts';
import { memoize } from '../memoize.ts';

/** The maps that describe containers, the roles' and the accessories', with Kamal's words for the place: `servers/web`. */
export const containerMaps: (deployment: Deployment) => readonly (readonly [path: string, map: MapValue | null])[] = memoize(
  ({ roles, accessories }: Deployment) => {
    return [
      ...roles.map(({ name, map }) => [`servers/${name}`, map] as const),
      ...accessories.map(({ name, map }) => [`accessories/${name}`, map] as const),
    ];
  },
);
