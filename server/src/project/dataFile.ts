import { layerOf } from '../config/config.ts';
import { nearest } from '../rules/validation/nearest.ts';
import { migrationAt, root } from '../schema/index.ts';
import { memoize } from '../memoize.ts';
import type { Source } from '../source/source.ts';

/**
 * Is `deploy.X.yml` something else than a destination: a file that scripts or ERB read (`deploy.shared.yml`), with root keys of its own
 * and not one of Kamal's? A key that is spelled almost like one of Kamal's makes it a destination with a mistake in it.
 */
export const isDataFile = memoize((source: Source): boolean => {
  const { document } = layerOf(source);
  if (document?.kind !== 'map' || document.incomplete) return false;
  const own = [...document.entries.values()].filter(({ name }) => !name.startsWith('x-'));
  return own.length > 0 && own.every(({ name, keyType }) => keyType !== 'unknown' && !isKamals(name));
});

function isKamals(name: string): boolean {
  return Object.hasOwn(root, name) || migrationAt([name]) !== undefined || nearest(name.toLowerCase(), Object.keys(root)) !== undefined;
}
