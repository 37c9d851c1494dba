import { isBlank } from '../../config/get.ts';
import { fix, insertAt, ownPlace, replaceValue } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import type { Accessory } from '../../deployment/deployment.ts';

/** Kamal's loader does not ask for an accessory's image (`configuration/validator/accessory.rb`); `docker run` does. */
export const accessoryImageMissing = rule({
  id: 'accessory-image-missing',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An accessory without an image',
  each: 'accessory',
  *check(accessory) {
    const { map, name, at, conditional } = accessory;
    if (!map || map.incomplete || conditional) return;
    const image = map.entries.get('image');
    // Null is refused for its type.
    if (image && (image.conditional || image.value.kind !== 'scalar' || image.value.value === null || !isBlank(image.value))) return;
    yield report(
      this,
      image?.value.at ?? at,
      `The accessory \`${name}\` has no image: Kamal loads the file, and booting the accessory fails because \`docker run\` has nothing to run. Write \`image:\` with the image and its version.`,
      { fixes: guess(accessory) },
    );
  },
});

/** Only a guess from the name, so a person picks it. Versions as they are supported in 2025. */
const usual: readonly (readonly [RegExp, string])[] = [
  [/postgres|^pg$/i, 'postgres:17'],
  [/mysql/i, 'mysql:8.4'],
  [/maria/i, 'mariadb:11.4'],
  [/redis/i, 'redis:7.4'],
  [/valkey/i, 'valkey/valkey:8'],
  [/memcache/i, 'memcached:1.6'],
];

function guess({ name, map, entry }: Accessory): Fix[] {
  const image = usual.find(([pattern]) => pattern.test(name))?.[1];
  if (!image || !map || map.alias) return [];
  const blank = map.entries.get('image');
  const path = ['accessories', name, 'image'];
  return [
    fix(`Write \`image: ${image}\``, (blank?.key ?? entry.key).at.chunk.file, (source) =>
      blank ? replaceValue(source, ownPlace(source, blank.key, ...path), image) : insertAt(source, path, image),
    ),
  ];
}
