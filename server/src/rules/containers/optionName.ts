import { certainEntry } from '../../config/certain.ts';
import type { Value } from '../../config/value.ts';
import { rename } from '../fixes/renameKey.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Containers are found by the name that Kamal gives them (`configuration/role.rb`, `container_name`). */
export const optionName = rule({
  id: 'option-name',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An option that docker does not know, or that Kamal sets itself',
  reads: ['roles', 'accessories'],
  *check({ roles, accessories }) {
    for (const [section, all] of [
      ['servers', roles],
      ['accessories', accessories],
    ] as const) {
      for (const one of all) {
        const { name, map, conditional } = one;
        const options = conditional ? undefined : certainEntry(map, 'options')?.value;
        const whose = `the ${section === 'servers' ? 'role' : 'accessory'} \`${name}\``;
        for (const entry of options?.kind === 'map' ? options.entries.values() : []) {
          if (entry.conditional || entry.keyType !== 'string') continue;
          if (entry.name === 'name') {
            if ('service' in one && mayBeNamed(entry.value, one.service)) continue;
            yield report(
              this,
              entry.key.at,
              `Kamal names the container of ${whose} itself, and finds it by that name: with a second \`--name\` the last one wins, the old container is never found, and ${section === 'servers' ? 'the next deployment fails because the name is taken' : '`kamal accessory` commands do not reach it'}. Remove \`name\`${section === 'servers' ? '' : ', or say `service` on the accessory'}.`,
            );
          } else if (/^[a-z](?=\w*_\w)\w+$/.test(entry.name)) {
            const right = entry.name.replaceAll('_', '-');
            yield report(
              this,
              entry.key.at,
              `\`docker run\` has no option with a \`_\`: \`--${entry.name}\` is "unknown flag", and no container of ${whose} starts. Write \`${right}\`.`,
              { fixes: rename(entry, [section, name, 'options'], right) },
            );
          }
        }
      }
    }
  },
});

/** An accessory's container has the service's name, whichever version runs: to give it once more changes nothing. True also where ERB may say so. */
function mayBeNamed(given: Value, service: string | null): boolean {
  return service === null || given.kind !== 'scalar' || given.string === service;
}
