import type { Deployment, Part, Role } from '../../deployment/deployment.ts';
import { isUsedElsewhere } from '../../source/anchors.ts';
import { fix, ownPlace, removeEntry } from '../../edit/index.ts';
import { hostListsOf, taggedItemsOf } from '../../deployment/hostList.ts';
import { memoize } from '../../memoize.ts';
import { describedTags } from '../../deployment/hostTags.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** What `env.tags` gives to servers of a tag, where no server has it in any destination. */
export const hostTagUnused = rule({
  id: 'host-tag-unused',
  severity: 'hint',
  kind: 'deployment',
  summary: 'No server has a tag that `env.tags` describes',
  reads: ['roles', 'rolesIncomplete', 'aliased', 'family'],
  keys: ['env.secret', 'env.tags'],
  *check({ root, aliased, family }) {
    const described = describedTags({ root });
    if (!described || !family.every(isCertain)) return;
    for (const { name, key, value, conditional, keyType, shadows } of described.entries.values()) {
      if (conditional || value.conditional || keyType !== 'string' || family.some((one) => isOnServer(one, name))) continue;
      const { file } = key.at.chunk;
      const source = aliased.find((layer) => layer.source.file === file)?.source;
      if (source && isUsedElsewhere(source, value.alias ?? value.node)) continue;
      yield report(
        this,
        key.at,
        `No server has the tag \`${name}\`${family.length > 1 ? ' in any destination' : ''}: nothing gets these variables. Add it to a server (\`- 192.0.2.1: ${name}\`), or remove it.`,
        {
          tag: 'unnecessary',
          fixes: shadows
            ? []
            : [
                fix(`Remove the unused tag \`${name}\``, file, (source) =>
                  removeEntry(source, ownPlace(source, key, 'env', 'tags', name), { emptied: 'parent' }),
                ),
              ],
        },
      );
    }
  },
});

function isCertain({ roles, rolesIncomplete, root }: Part<'roles' | 'rolesIncomplete'>): boolean {
  return !rolesIncomplete && !root.incomplete && roles.length > 0 && roles.every((role) => !role.hostsIncomplete && !role.conditional);
}

/** Every item counts: of a server that stands twice only the last one's tags are left, which is another mistake. */
function isOnServer({ roles }: Pick<Deployment, 'roles'>, tag: string): boolean {
  const tags = tagsOn(roles);
  return tags === null || tags.has(tag);
}

/** The tags of all servers; null where ERB decides about some. */
const tagsOn = memoize((roles: readonly Role[]): ReadonlySet<string> | null => {
  const items = hostListsOf({ roles }).flatMap(({ list }) => taggedItemsOf(list));
  return items.some(({ tagsOpen }) => tagsOpen) ? null : new Set(items.flatMap(({ tags }) => tags.map(({ string }) => string)));
});
