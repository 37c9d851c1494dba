import { splitHosts } from './hostItemFixes.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** An item of a host list that is a map of none or of several hosts (`validate_servers!` in `configuration/validator.rb`). */
export const hostItem = rule({
  id: 'host-item',
  severity: 'error',
  kind: 'kamal',
  summary: 'An item of a host list names no host, or more than one',
  reads: ['problems'],
  *check({ problems }) {
    for (const problem of problems) {
      if (problem.kind !== 'host') continue;
      const hosts = [...problem.value.entries.values()].map(({ name }) => `\`${name}\``);
      const wrong = problem.value.entries.get('host') ?? problem.value.entries.get('ip');
      const what = wrong
        ? `This item has keys as if it were a map of settings (${hosts.join(', ')}), but each key counts as a host`
        : hosts.length
          ? `This item names ${hosts.length} hosts at once (${hosts.join(', ')})`
          : 'This item names no host';
      yield report(
        this,
        problem.at,
        `${what}, and Kamal refuses to load the file. Give each host an item of its own: \`- host\`, or \`- host: tag\`.`,
        {
          kamal: problem.kamal,
          fixes: splitHosts(problem.value),
          refused: !problem.value.conditional,
        },
      );
    }
  },
});
