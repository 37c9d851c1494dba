import type { MapValue } from '../../config/value.ts';
import type { Deployment } from '../../deployment/deployment.ts';

/** The maps that describe containers, the roles' and the accessories', with Kamal's words for the place: `servers/web`. */
export function containerMaps({ roles, accessories }: Deployment): readonly (readonly [path: string, map: MapValue | null])[] {
  return [
    ...roles.map(({ name, map }) => [`servers/${name}`, map] as const),
    ...accessories.map(({ name, map }) => [`accessories/${name}`, map] as const),
  ];
}
