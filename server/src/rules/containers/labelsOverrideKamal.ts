import { mapAt } from '../../config/get.ts';
import type { ConfigEntry } from '../../config/value.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { list } from '../../deployment/proxies.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { removeIt } from '../fixes/scalarFixes.ts';
import { isWritten, certainEntry } from '../../config/certain.ts';

/** The labels by which Kamal finds its containers; the root's stand above these (`configuration/role.rb`, `custom_labels`). */
export const labelsOverrideKamal = rule({
  id: 'labels-override-kamal',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A root label replaces the one by which Kamal finds its containers',
  reads: ['service', 'roles', 'rolesIncomplete', 'destination'],
  keys: ['labels'],
  *check({ root, ...app }) {
    const labels = certainEntry(root, 'labels');
    for (const entry of mapAt(root, 'labels')?.entries.values() ?? []) {
      if (!labels || entry.conditional || entry.value.kind !== 'scalar' || !isWritten(entry.value)) continue;
      const own = differing(entry, entry.value.string, app);
      if (own === undefined) continue;
      yield report(
        this,
        entry.key.at,
        `Kamal finds its containers by the label \`${entry.name}\`${own}: with \`${entry.value.string}\` instead, \`kamal app\` does not see the ones that run, and a deployment leaves the old containers running. Remove or rename the label.`,
        { fixes: labels.value.alias || entry.value.alias ? [] : [removeIt(entry, !entry.shadows, 'unsafe')] },
      );
    }
  },
});

type App = Pick<Deployment, 'service' | 'roles' | 'rolesIncomplete' | 'destination'>;

/** What Kamal's own label would have been, in words; undefined where it is the same or not known. */
function differing({ name }: ConfigEntry, value: string, { service, roles, rolesIncomplete, destination }: App): string | undefined {
  if (roles.length === 0 && !rolesIncomplete) return undefined;
  if (name === 'service') return service === null || service === value ? undefined : ` (\`${service}\`)`;
  if (name === 'role') {
    const others = roles.filter((role) => role.name !== value && !role.conditional).map((role) => role.name);
    return others.length ? ` (${list(others)})` : undefined;
  }
  if (name === 'destination' && destination !== value) return destination === null ? ' (none without `-d`)' : ` (\`${destination}\`)`;
  return undefined;
}
