import { appHosts, bootEntry, hasEffect } from '../../deployment/bootLimit.ts';
import { groupSize } from '../../deployment/boot.ts';
import { fix, ownPlace, removeEntry } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** A limit that every server fits into makes one group, in each destination. A share under 100% is kept: it is meant to grow with the servers. */
export const bootLimitNoEffect = rule({
  id: 'boot-limit-no-effect',
  severity: 'hint',
  kind: 'deployment',
  summary: '`boot.limit` is no less than the servers there are',
  reads: ['roles', 'rolesIncomplete', 'boot', 'family'],
  keys: ['boot'],
  *check(given) {
    const { boot, family } = given;
    const entry = bootEntry(given, 'limit');
    if (entry?.value.kind !== 'scalar' || boot.crashes) return;
    const { value } = entry;
    const share = value.string.endsWith('%');
    if (share && Number.parseInt(value.string, 10) < 100) return;
    const size = share ? Infinity : groupSize(value, 0);
    const hosts = appHosts(given);
    // One at a time is a wish for the day when there are more.
    if (typeof size !== 'number' || hosts === 0 || size === 1 || hasEffect(size, family)) return;
    yield report(
      this,
      value.at,
      family.length > 1
        ? '`boot.limit` has no effect in any destination: all servers of the roles are one group, and boot at once.'
        : `\`boot.limit\` has no effect: ${hosts > 1 ? `all ${hosts} servers of the roles are` : 'the only server of the roles is'} one group, and ${hosts > 1 ? 'boot' : 'boots'} at once.`,
      {
        tag: 'unnecessary',
        fixes: [
          fix('Remove `limit`', entry.key.at.chunk.file, (source) =>
            removeEntry(source, ownPlace(source, entry.key, 'boot', 'limit'), { emptied: 'parent' }),
          ),
        ],
      },
    );
  },
});
