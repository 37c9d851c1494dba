import { bootEntry, hasEffect } from '../../deployment/bootLimit.ts';
import { fix, ownPlace, removeEntry, replaceValue } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule, type Given } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { mayHave, certainEntry } from '../../config/certain.ts';

/** Kamal hands the limit to Ruby's `each_slice` as it is (`cli/app.rb:366`): 0, text and booleans raise there, in the middle of a deployment. */
export const bootLimitCrash = rule({
  id: 'boot-limit-crash',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A `boot.limit` that Kamal loads and then crashes on',
  reads: ['roles', 'rolesIncomplete', 'boot', 'family'],
  keys: ['boot'],
  *check(given) {
    const entry = bootEntry(given, 'limit');
    if (!entry || entry.value.kind !== 'scalar' || !given.boot.crashes) return;
    const { value } = entry;
    const number = value.type === 'integer' || value.type === 'float';
    const quoted = value.type === 'string' && /^\d+$/.test(value.string);
    const what = number
      ? `groups of ${value.string} servers cannot be made`
      : `\`${quoted ? `"${value.string}"` : value.string}\` is no number`;
    yield report(
      this,
      value.at,
      `Kamal loads this \`boot.limit\` and crashes on it when it boots the app: ${what}. The image is built and pushed by then, and nothing new runs. ` +
        `Write how many servers may boot at once as a number without quotes, 1 or more, or a percentage such as \`25%\`.`,
      { fixes: mend(given, quoted ? Number(value.string) : 0) },
    );
  },
});

/** The number without its quotes where it makes groups, else no limit at all; preferred where no other hint would take its place. */
function mend({ root, family }: Given<'roles' | 'rolesIncomplete' | 'boot' | 'family', 'boot'>, number: number): Fix[] {
  const entry = bootEntry({ root }, 'limit')!;
  const { file } = entry.key.at.chunk;
  const unquote = fix(
    `Write the number without quotes: \`limit: ${number}\``,
    file,
    (source) => replaceValue(source, ownPlace(source, entry.key, 'boot', 'limit'), `${number}`),
    hasEffect(number, family),
  );
  const waits = certainEntry(root, 'boot', 'wait') !== undefined || mayHave(certainEntry(root, 'boot')?.value, 'wait');
  const preferred = !(number >= 1 && unquote.preferred) && !waits;
  const remove = fix(
    'Remove `limit`: boot on all servers at once',
    file,
    (source) => removeEntry(source, ownPlace(source, entry.key, 'boot', 'limit'), { emptied: 'parent' }),
    preferred,
    'unsafe',
  );
  return number >= 1 ? [unquote, remove] : [remove];
}
