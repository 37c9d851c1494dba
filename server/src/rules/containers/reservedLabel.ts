import { valueAt } from '../../config/get.ts';
import { containerMaps } from '../../deployment/containers.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { removeIt } from '../fixes/scalarFixes.ts';

const reserved = new Set(['service', 'role', 'destination']);

/** `validate_labels!`: Kamal finds its own containers by these labels. The root's labels are not checked. */
export const reservedLabel = rule({
  id: 'reserved-label',
  severity: 'error',
  kind: 'kamal',
  summary: 'A role or accessory sets a label that Kamal needs for itself',
  reads: ['roles', 'accessories'],
  *check(app) {
    for (const [path, map] of containerMaps(app)) {
      const labels = valueAt(map, 'labels');
      for (const entry of labels?.kind === 'map' ? labels.entries.values() : []) {
        const { name, key, conditional } = entry;
        if (conditional || !reserved.has(name)) continue;
        yield report(
          this,
          key.at,
          `The label \`${name}\` belongs to Kamal, which finds its containers by it: \`${path.replace('/', '.')}\` may not set it, and Kamal refuses to load the file. Rename or remove it.`,
          {
            fixes: labels?.alias ? [] : [removeIt(entry, true)],
            kamal: `${path}/labels/${name}: invalid label. destination, role, and service are reserved labels`,
          },
        );
      }
    }
  },
});
