import { entryAt, valueAt } from '../../config/get.ts';
import type { Root } from '../../config/root.ts';
import type { ConfigEntry } from '../../config/value.ts';
import { copyEntry, fix, mergeChanges, moveTo, placeAt, placeOf, removeEntry } from '../../edit/index.ts';
import { memoize } from '../../memoize.ts';
import type { Env, EnvLists } from '../../references/secretUses.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { removeIt } from '../fixes/scalarFixes.ts';

/** `validator/env.rb`: tags belong to the root's env; a role, an accessory or a tag has none of its own. */
export const envTagsMisplaced = rule({
  id: 'env-tags-misplaced',
  severity: 'error',
  kind: 'kamal',
  summary: '`env.tags` stands somewhere else than at the root',
  looks: { misplaced: ([, others = []]: EnvLists) => misplacedIn(others) },
  keys: ['env'],
  *check({ misplaced, root }) {
    for (const [path, entry] of misplaced) {
      yield report(
        this,
        entry.key.at,
        `\`tags\` may only stand under the root's \`env\`, not in \`${path.replaceAll('/', '.')}\`. Kamal refuses to load the file. Move it to the root: \`env:\`, \`tags:\`.`,
        {
          fixes: fixesFor(path, entry, root),
          kamal: `${path}: tags are only allowed in the root env`,
        },
      );
    }
  },
});

const misplacedIn = memoize((envs: readonly Env[]) =>
  envs.flatMap(({ entry, path }) => {
    const tags = entryAt(entry.value, 'tags');
    return tags && !tags.conditional ? [[path.join('/'), tags] as const] : [];
  }),
);

/** Tags of a role mean the same at the root; an accessory has none, and neither has a tag: there they can only go. */
function fixesFor(path: string, entry: ConfigEntry, root: Root<'env'>): Fix[] {
  const { key, value } = entry;
  if (!path.startsWith('servers/')) return path.startsWith('env/') ? [removeIt(entry)] : [...move(entry, root, false), removeIt(entry)];
  return value.alias || key.at.chunk !== value.at.chunk ? [] : move(entry, root, true);
}

function move({ key, value }: ConfigEntry, root: Root<'env'>, preferred: boolean): Fix[] {
  const env = valueAt(root, 'env');
  const tags = valueAt(env, 'tags');
  const complex = env?.kind === 'map' && ['clear', 'secret', 'tags'].some((word) => env.entries.has(word));
  const clash = tags && (tags.kind !== 'map' || value.kind !== 'map' || [...value.entries.keys()].some((name) => tags.entries.has(name)));
  // Beside plain variables (`env: {A: 1}`) `tags` would make those unknown.
  if ((env && !complex) || clash) return [];
  const { file } = key.at.chunk;
  if (env && env.at.chunk.file !== file) return [];
  return [
    fix(
      'Move `tags` to the `env` of the root',
      file,
      (source) => {
        const place = placeOf(source, key);
        const there = placeAt(source, 'env', 'tags');
        if (!place) return undefined;
        if (!there) return moveTo(source, place, ['env', 'tags']);
        const { value } = place.entry;
        if (value.kind !== 'map') return undefined;
        const copies = value.entries.map((entry) => copyEntry(source, { map: value, entry, parent: place }, there));
        return mergeChanges(removeEntry(source, place, { emptied: 'parent' }), ...copies);
      },
      preferred,
    ),
  ];
}
