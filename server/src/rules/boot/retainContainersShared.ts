import { certainEntry } from '../../config/certain.ts';
import { rolesByHost } from '../../deployment/boot.ts';
import { writeYaml } from '../fixes/scalarFixes.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/**
 * `kamal prune containers` keeps this many stopped containers of the service on each server: of all roles, and of all destinations,
 * together (`commands/prune.rb`; seen on model servers).
 */
export const retainContainersShared = rule({
  id: 'retain-containers-shared',
  severity: 'information',
  kind: 'deployment',
  summary: '`retain_containers` keeps no version to go back to, because roles share servers',
  reads: ['roles', 'rolesIncomplete'],
  keys: ['retain_containers'],
  *check({ root, roles, rolesIncomplete }) {
    const entry = certainEntry(root, 'retain_containers');
    if (entry?.value.kind !== 'scalar' || entry.value.type !== 'integer' || rolesIncomplete) return;
    const kept = Number(entry.value.value);
    const [host, there] = [...rolesByHost(roles)].sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
    if (!host || !there || kept < 1 || kept >= there.length) return;
    yield report(
      this,
      entry.value.at,
      `\`retain_containers: ${kept}\` counts the stopped containers of all roles on a server together, and \`${host}\` runs ${there.length} (${there.map((name) => `\`${name}\``).join(', ')}): after a deployment no older version is there with all of them, and \`kamal rollback\` finds none. Keep at least ${there.length} for each version to go back to.`,
      { fixes: writeYaml(entry.value, `${there.length}`) },
    );
  },
});
