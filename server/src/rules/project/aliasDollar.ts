import { mapAt } from '../../config/get.ts';
import { isCertainEntry } from '../../config/certain.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** What an alias runs in a container goes through a shell on the server first (`commands/app/execution.rb`, `commands/accessory.rb`). */
export const aliasDollar = rule({
  id: 'alias-dollar',
  severity: 'information',
  kind: 'deployment',
  summary: 'A `$NAME` in an alias, which the server’s shell fills in and not the container’s',
  keys: ['aliases'],
  *check({ root }) {
    for (const entry of mapAt(root, 'aliases')?.entries.values() ?? []) {
      const { value } = entry;
      if (value.kind !== 'scalar' || !isCertainEntry(entry)) continue;
      if (!/^\s*(?:app|accessory)\s+exec\b/.test(value.string)) continue;
      const variable = /(?<![\\'])\$\{?[A-Za-z_]\w*\}?/.exec(value.string.replace(/'[^']*'/g, (quoted) => ' '.repeat(quoted.length)))?.[0];
      if (!variable) continue;
      yield report(
        this,
        value.at,
        `\`${variable}\` is filled in by the shell of the server, where it is most likely empty, before the container is asked. Let a shell in the container read it: \`sh -c '… ${variable} …'\`, with single quotes.`,
      );
    }
  },
});
