import type { Accessory } from '../deployment/deployment.ts';
import { report } from './report.ts';
import type { Rule } from './rule.ts';

const targets = ['host', 'hosts', 'role', 'roles', 'tag', 'tags'];

/** `validator/accessory.rb`: where an accessory runs is said once, in one of six ways. */
export const accessoryTarget: Rule = {
  id: 'accessory-target',
  severity: 'error',
  kind: 'kamal',
  summary: 'An accessory does not say where it runs, or says it twice',
  *check({ deployment }) {
    for (const { name, map, at } of deployment.accessories) {
      if (!map || map.open || map.maybe) continue;
      const given = targets.flatMap((key) => map.entries.get(key) ?? []);
      if (given.some(({ maybe }) => maybe) || given.length === 1) continue;
      const kamal = `accessories/${name}: specify one of \`host\`, \`hosts\`, \`role\`, \`roles\`, \`tag\` or \`tags\``;
      if (given.length === 0) {
        yield report(
          this,
          at,
          `Kamal does not know where to run the accessory \`${name}\` and refuses to load the file. Give it \`host:\` with one server (or one of \`hosts\`, \`role\`, \`roles\`, \`tag\`, \`tags\`).`,
          { kamal },
        );
        continue;
      }
      const names = given.map((entry) => `\`${entry.name}\``).join(' and ');
      for (const entry of given.slice(1)) {
        yield report(
          this,
          entry.key.at,
          `The accessory \`${name}\` says where it runs in ${given.length} ways (${names}), and Kamal takes exactly one. It refuses to load the file. Keep one of them.`,
          {
            kamal,
            related: [{ at: given[0]!.key.at, message: 'said here first' }],
          },
        );
      }
    }
  },
};

/** The accessory's `tag` or `tags`, if it has one. */
export function tagEntry({ map }: Accessory): ReturnType<NonNullable<Accessory['map']>['entries']['get']> {
  return map?.entries.get('tag') ?? map?.entries.get('tags');
}
