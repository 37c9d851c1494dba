import type { Root } from '../config/root.ts';
import type { MapValue } from '../config/value.ts';
import type { Part } from './deployment.ts';
import { writtenText, type Written } from '../config/written.ts';

/** An image with the registry that stands before it (`configuration.rb`, `repository`; `configuration/accessory.rb`, `image`). */
export interface Named {
  /** ` of the accessory `search``, or nothing for the application. */
  readonly whose: string;
  /** What holds `image` and `registry`. */
  readonly map: MapValue | Root<'image' | 'registry'>;
  readonly image: Written | undefined;
  readonly server: Written | undefined;
  /** An accessory's image has a tag; Kamal adds the application's own. */
  readonly tagged: boolean;
}

/** The application's image and those of accessories with a registry of their own: the root's is not put before these. */
export function imagesOf({ root, accessories }: Part<'accessories', 'image' | 'registry'>): Named[] {
  const named = (map: MapValue | Root<'image' | 'registry'>, whose: string, tagged: boolean): Named => ({
    whose,
    map,
    image: writtenText(map, 'image'),
    server: writtenText(map, 'registry', 'server'),
    tagged,
  });
  return [
    named(root, '', false),
    ...accessories.flatMap(({ name, map, conditional }) =>
      map && !conditional ? [named(map, ` of the accessory \`${name}\``, true)] : [],
    ),
  ];
}

/** Does a registry's name stand before this image? Docker takes a first part with a dot, a port or `localhost` for one. */
export function registryIn(image: string): string | undefined {
  const [first = '', ...rest] = image.split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : undefined;
}

/** An image without the registry in front, however often it stands there; undefined where nothing would be left. */
export function withoutServer(image: string, server: string): string | undefined {
  let rest = image;
  while (rest.startsWith(`${server}/`)) rest = rest.slice(server.length + 1);
  return rest === '' ? undefined : rest;
}
