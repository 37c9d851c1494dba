import { entryAt, scalarAt } from '../../config/get.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { removeIt, writeYaml } from '../fixes/scalarFixes.ts';

/** Old containers are what a rollback goes back to; Kamal wants to keep one at least (`ensure_retain_containers_valid`). */
export const retainContainers = rule({
  id: 'retain-containers',
  severity: 'error',
  kind: 'kamal',
  summary: '`retain_containers` keeps no container at all',
  keys: ['retain_containers'],
  *check({ root }) {
    const value = scalarAt(root, 'retain_containers');
    if (!value || value.conditional || value.type !== 'integer' || Number(value.value) >= 1) return;
    const entry = entryAt(root, 'retain_containers');
    yield report(
      this,
      value.at,
      `\`retain_containers\` must be 1 or more, this is ${value.string}: Kamal keeps that many old containers to roll back to, and refuses to load the file. Write 1 or more, or remove the key (5).`,
      {
        // Nothing to keep is closest to one; what a negative number should say, nobody knows.
        fixes: [...writeYaml(value, '1', Number(value.value) === 0, 'unsafe'), ...(entry ? [removeIt(entry)] : [])],
        kamal: 'Must retain at least 1 container',
      },
    );
  },
});
