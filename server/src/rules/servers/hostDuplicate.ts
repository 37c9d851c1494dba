import type { ListValue } from '../../config/value.ts';
import type { Source } from '../../source/source.ts';
import { fix, mergeChanges, removeItem, scalarText, spanOf } from '../../edit/index.ts';
import { hostListsOf, isWrittenAsSetting, itemsOf } from '../../deployment/hostList.ts';
import type { HostItem } from '../../deployment/hostList.ts';
import { memoize } from '../../memoize.ts';
import { placeholderIn } from '../placeholder.ts';
import { report } from '../report.ts';
import { rule, type Finding } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { bareHosts } from './bareHosts.ts';
import { named } from '../../deployment/services.ts';

/** A server named twice in one role keeps its first place and takes its last tags (`Role#tagged_hosts` fills a hash). */
export const hostDuplicate = rule({
  id: 'host-duplicate',
  severity: 'hint',
  kind: 'deployment',
  summary: 'A server stands twice in one role',
  reads: ['roles'],
  *check({ roles: all }) {
    for (const { list, roles } of hostListsOf({ roles: all })) {
      for (const [first, item] of pairsIn(list)) {
        if ([first, item].some(isWrittenAsSetting)) {
          if ([first, item].every(isWrittenAsSetting)) yield asSettings(first, item, bareHosts(itemsOf(list).filter(isWrittenAsSetting)));
          continue;
        }
        // Each stands for another server, and another rule says that it names none.
        if (placeholderIn(item.name)) continue;
        const lost = tags(first).filter((tag) => !tags(item).includes(tag));
        const same = tags(first).join() === tags(item).join();
        const who = named(roles.map((role) => ({ name: role.name, role })));
        yield report(
          this,
          item.node.at,
          same
            ? `\`${item.name}\` stands twice in ${who}: Kamal deploys it once there. Remove one of them; if two servers are meant, one name is wrong.`
            : `\`${item.name}\` stands twice in ${who} with different tags, and the last one counts: ${
                lost.length
                  ? `it goes without ${lost.map((tag) => `\`${tag}\``).join(', ')} and what \`env.tags\` gives for it`
                  : `the tags of the first are replaced by ${tags(item)
                      .map((tag) => `\`${tag}\``)
                      .join(', ')}`
              }. Write all its tags in one item.`,
          {
            severity: same ? 'hint' : 'warning',
            ...(same && { tag: 'unnecessary' as const }),
            related: [{ at: first.node.at, message: 'The first time' }],
            fixes: once(list, first, item, same),
          },
        );
      }
    }
  },
});

/** Each would be read as the same server, whose tags are the addresses. */
function asSettings(first: HostItem, item: HostItem, fixes: Fix[]): Finding {
  return report(
    hostDuplicate,
    item.node.at,
    `Kamal takes \`${item.name}\` for the name of a server, here for the second time, and \`${tags(item)[0]}\` for its tag: nothing is deployed to that address. A server is written without a key: \`- ${tags(item)[0]}\`.`,
    { severity: 'warning', related: [{ at: first.node.at, message: 'The first time' }], fixes },
  );
}

/** Each item that has been named before, with the one before. An item of several keys Kamal refuses (`host-item`), and no part of it is a copy. */
const pairsIn = memoize((list: ListValue): readonly (readonly [HostItem, HostItem])[] => {
  const seen = new Map<string, HostItem>();
  const pairs: (readonly [HostItem, HostItem])[] = [];
  for (const item of itemsOf(list)) {
    if (item.value.kind === 'map' && item.value.entries.size > 1) continue;
    const first = seen.get(item.name);
    seen.set(item.name, item);
    if (first && !item.tagsOpen && !first.tagsOpen) pairs.push([first, item]);
  }
  return pairs;
});

function tags(item: HostItem): string[] {
  return item.tags.map(({ string }) => string);
}

function once(list: ListValue, first: HostItem, item: HostItem, same: boolean): Fix[] {
  const { node } = list;
  if (node.kind !== 'list' || list.alias || first.value.alias || item.value.alias) return [];
  const { file } = node.at.chunk;
  if (same) return [fix('Remove it here', file, (source) => removeItem(source, node, item.value.node), true)];
  const all = [...new Set([...tags(first), ...tags(item)])].map(scalarText);
  const written = `${scalarText(item.name)}: ${all.length === 1 ? all[0] : `[${all.join(', ')}]`}`;
  const build = (source: Source) => {
    const { from, to } = spanOf(source, item.value.node);
    const end = from + source.text.slice(from, to).trimEnd().length;
    return mergeChanges(removeItem(source, node, first.value.node), [{ from, to: end, text: node.flow ? `{${written}}` : written }]);
  };
  return [fix(`Give \`${item.name}\` all its tags in one item`, file, build)];
}
