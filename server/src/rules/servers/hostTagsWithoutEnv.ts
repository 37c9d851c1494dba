import { fix, insertAt } from '../../edit/index.ts';
import { hostListsOf, isWrittenAsSetting, taggedItemsOf } from '../../deployment/hostList.ts';
import { list } from '../../deployment/proxies.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { bareHosts } from './bareHosts.ts';

/** `Configuration#env_tags` asks the root's `env` for `tags`, also where there is none: `nil["tags"]`, once a tagged server's variables are wanted. */
export const hostTagsWithoutEnv = rule({
  id: 'host-tags-without-env',
  severity: 'warning',
  kind: 'deployment',
  summary: 'Servers have tags and there is no `env` at all',
  reads: ['roles'],
  keys: ['env.secret', 'env.tags'],
  *check({ roles, root }) {
    if (root.incomplete || root.entries.has('env')) return;
    const tagged = hostListsOf({ roles }).flatMap(({ list }) => taggedItemsOf(list).filter(({ tags }) => tags.length > 0));
    const [first, ...others] = tagged;
    if (!first) return;
    const names = [...new Set(tagged.flatMap(({ tags }) => tags.map(({ string }) => string)))];
    const meant = tagged.find(isWrittenAsSetting);
    const sections = Object.fromEntries(names.map((name) => [name, {}]));
    yield report(
      this,
      first.node.at,
      `\`${first.name}\`${others.length ? ` and ${others.length} more` : ''} ${others.length ? 'have' : 'has'} tags (${list(names)}), and there is no \`env:\` at the root for Kamal to look them up in: it loads the file and crashes in the middle of the deployment (NoMethodError, undefined method '[]' for nil). ${meant ? `A server is written without a key: \`- ${meant.tags[0]!.string}\`.` : 'Describe the tags under `env.tags`, or remove them.'}`,
      {
        related: others.map(({ node, name }) => ({ at: node.at, message: `\`${name}\` has tags too` })),
        fixes: meant
          ? tagged.every(isWrittenAsSetting)
            ? bareHosts(tagged)
            : []
          : [
              fix(
                `Add \`env.tags\` with ${list(names)}`,
                first.node.at.chunk.file,
                (source) => insertAt(source, ['env'], { tags: sections }),
                true,
              ),
            ],
      },
    );
  },
});
