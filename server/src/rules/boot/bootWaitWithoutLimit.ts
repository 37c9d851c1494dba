import type { Part } from '../../deployment/deployment.ts';
import { bootEntry } from '../../deployment/bootLimit.ts';
import { fix, ownPlace, removeEntry } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { mayHave, certainEntry } from '../../config/certain.ts';

/** Kamal sleeps after each group, the last one too (`cli/app.rb`); without a limit there is only one. */
export const bootWaitWithoutLimit = rule({
  id: 'boot-wait-without-limit',
  severity: 'hint',
  kind: 'deployment',
  summary: '`boot.wait` without `boot.limit`',
  reads: ['family'],
  keys: ['boot'],
  *check({ root, family }) {
    const entry = bootEntry({ root }, 'wait');
    if (entry?.value.kind !== 'scalar' || entry.value.type !== 'integer' || Number(entry.value.value) <= 0 || !family.every(isWithoutLimit))
      return;
    const { string } = entry.value;
    yield report(
      this,
      entry.value.at,
      `There is no \`boot.limit\`, so all servers boot as one group, and Kamal only sleeps ${string} s at the end. Set \`limit\` to boot group by group with ${string} s between them, or remove \`wait\`.`,
      {
        fixes: [
          fix('Remove `wait`', entry.key.at.chunk.file, (source) =>
            removeEntry(source, ownPlace(source, entry.key, 'boot', 'wait'), { emptied: 'parent' }),
          ),
        ],
      },
    );
  },
});

function isWithoutLimit({ root }: Part<never, 'boot'>): boolean {
  const boot = certainEntry(root, 'boot')?.value;
  if (!boot) return !mayHave(root, 'boot');
  const limit = certainEntry(boot, 'limit')?.value;
  return !mayHave(boot, 'limit') && (!limit || (limit.kind === 'scalar' && limit.value === false));
}
