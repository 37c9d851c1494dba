import type { Deployment } from '../../deployment/deployment.ts';
import { fix, scalarText, spanOf } from '../../edit/index.ts';
import { hostListsOf, taggedItemsOf } from '../../deployment/hostList.ts';
import { describedTags, isUndefined } from '../../deployment/hostTags.ts';
import { list as listed } from '../../deployment/proxies.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { isOwn } from '../fixes/scalarFixes.ts';
import type { ScalarValue } from '../../config/value.ts';
import { nearest } from '../validation/nearest.ts';

/** A name without an entry under `env.tags` gives a server nothing, and Kamal says nothing (`Role#env`, since 2.9). */
export const hostTagUndefined = rule({
  id: 'host-tag-undefined',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A server’s tag is not described under `env.tags`',
  reads: ['roles', 'accessories', 'family'],
  keys: ['env.secret', 'env.tags', 'accessories'],
  *check(given) {
    const { root, family } = given;
    // Without any `env`, tags make Kamal crash: `host-tags-without-env` says so.
    if (!root.entries.has('env')) return;
    const described = [...(describedTags(given)?.entries.keys() ?? [])];
    const answers = new Map<string, boolean>();
    for (const { list } of hostListsOf(given)) {
      for (const item of taggedItemsOf(list)) {
        for (const tag of item.tags) {
          const undefinedEverywhere = answers.get(tag.string) ?? family.every((one) => isUndefined(one, tag.string));
          answers.set(tag.string, undefinedEverywhere);
          if (!undefinedEverywhere) continue;
          // In names as short as `eu` and `us` one letter is no slip.
          const meant = tag.string.length > 3 ? nearest(tag.string, described) : undefined;
          yield report(
            this,
            tag.at,
            `The tag \`${tag.string}\` of \`${item.name}\` has no entry under \`env.tags\`${described.length ? ` (there: ${listed(described)})` : ''}, and no accessory is looked for by it: Kamal passes over it, and the containers on that server get no variables for it. ` +
              (meant ? `Did you mean \`${meant}\`?` : 'Describe it there, or remove it.'),
            { fixes: meant === undefined ? [] : rename(tag, meant, family) },
          );
        }
      }
    }
  },
});

/** Preferred where no server has the other tag: then one of the two is a slip for certain. */
function rename(tag: ScalarValue, meant: string, family: readonly Pick<Deployment, 'roles'>[]): Fix[] {
  if (!isOwn(tag)) return [];
  const taken = family.some(({ roles }) => roles.some(({ hosts }) => hosts.some(({ tags }) => tags.includes(meant))));
  return [fix(`Write \`${meant}\``, tag.at.chunk.file, (source) => [{ ...spanOf(source, tag.node), text: scalarText(meant) }], !taken)];
}
