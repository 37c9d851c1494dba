import type { ConfigEntry } from '../../config/value.ts';
import type { Accessory, Deployment } from '../../deployment/deployment.ts';
import type { Source } from '../../source/source.ts';
import { fix, insertAt, mergeChanges, placeOf, removeEntry, scalarText, withPlaceholder } from '../../edit/index.ts';
import { list } from '../../deployment/proxies.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

const targets = ['host', 'hosts', 'role', 'roles', 'tag', 'tags'];

/** `validator/accessory.rb`: where an accessory runs is said once, in one of six ways. */
export const accessoryTarget = rule({
  id: 'accessory-target',
  severity: 'error',
  kind: 'kamal',
  summary: 'An accessory does not say where it runs, or says it twice',
  each: 'accessory',
  reads: ['roles', 'primaryHost'],
  *check({ name, map, at }, app) {
    if (!map || map.incomplete || map.conditional) return;
    const given = targets.flatMap((key) => map.entries.get(key) ?? []);
    if (given.some(({ conditional }) => conditional) || given.length === 1) return;
    const kamal = `accessories/${name}: specify one of \`host\`, \`hosts\`, \`role\`, \`roles\`, \`tag\` or \`tags\``;
    if (given.length === 0) {
      yield report(
        this,
        at,
        `Kamal does not know where to run the accessory \`${name}\` and refuses to load the file. Give it \`host:\` with one server (or one of \`hosts\`, \`role\`, \`roles\`, \`tag\`, \`tags\`).`,
        { kamal, fixes: map.alias ? [] : places(name, at.chunk.file, app) },
      );
      return;
    }
    const names = list(given.map((entry) => entry.name));
    for (const entry of given.slice(1)) {
      yield report(
        this,
        entry.key.at,
        `The accessory \`${name}\` says where it runs in ${given.length} ways (${names}), and Kamal takes exactly one. It refuses to load the file. Keep one of them.`,
        {
          kamal,
          fixes: map.alias ? [] : given.flatMap((kept) => keep(kept, given)),
          related: [{ at: given[0]!.key.at, message: 'said here first' }],
        },
      );
    }
  },
});

/** The accessory's `tag` or `tags`, if it has one. */
export function tagEntry({ map }: Accessory): ReturnType<NonNullable<Accessory['map']>['entries']['get']> {
  return map?.entries.get('tag') ?? map?.entries.get('tags');
}

/** Where it could run: on one server that the app has, or wherever a role runs. */
function places(name: string, file: string, { roles, primaryHost }: Pick<Deployment, 'roles' | 'primaryHost'>): Fix[] {
  const set = (key: string, value: string) =>
    fix(`Add \`${key}: ${scalarText(value)}\``, file, (source) => insertAt(source, ['accessories', name, key], scalarText(value)));
  const host = set('host', primaryHost ?? '192.0.2.1');
  return [primaryHost ? host : withPlaceholder(host, '192.0.2.1'), ...roles.slice(0, 5).map((role) => set('role', role.name))];
}

/** None where the others stand in several files. */
function keep(kept: ConfigEntry, given: readonly ConfigEntry[]): Fix[] {
  const others = given.filter((entry) => entry !== kept);
  const { file } = others[0]!.key.at.chunk;
  if (others.some(({ key }) => key.at.chunk.file !== file)) return [];
  const build = (source: Source) =>
    mergeChanges(
      ...others.map(({ key }) => {
        const place = placeOf(source, key);
        return place ? removeEntry(source, place) : [];
      }),
    );
  return [fix(`Keep \`${kept.name}\`, remove ${list(others.map(({ name }) => name))}`, file, build)];
}
