import { entryAt, valueAt } from '../config/get.ts';
import type { Value } from '../config/value.ts';
import { report } from './report.ts';
import type { Rule } from './rule.ts';

/** `validator/env.rb`: tags belong to the root's env; a role, an accessory or a tag has none of its own. */
export const envTagsMisplaced: Rule = {
  id: 'env-tags-misplaced',
  severity: 'error',
  kind: 'kamal',
  summary: '`env.tags` stands somewhere else than at the root',
  *check({ config, deployment }) {
    const tags = valueAt(config.root, 'env', 'tags');
    const envs: readonly (readonly [string, Value | undefined])[] = [
      ...deployment.roles.map(({ name, map }) => [`servers/${name}/env`, valueAt(map, 'env')] as const),
      ...deployment.accessories.map(({ name, map }) => [`accessories/${name}/env`, valueAt(map, 'env')] as const),
      ...(tags?.kind === 'map' ? [...tags.entries.values()].map(({ name, value }) => [`env/tags/${name}`, value] as const) : []),
    ];
    for (const [path, env] of envs) {
      const entry = entryAt(env, 'tags');
      if (!entry || entry.maybe) continue;
      yield report(
        this,
        entry.key.at,
        `\`tags\` may only stand under the root's \`env\`, not in \`${path.replaceAll('/', '.')}\`. Kamal refuses to load the file. Move it to the root: \`env:\`, \`tags:\`.`,
        {
          kamal: `${path}: tags are only allowed in the root env`,
        },
      );
    }
  },
};
