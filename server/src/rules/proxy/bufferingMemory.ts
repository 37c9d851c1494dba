import { certainEntry } from '../../config/certain.ts';
import type { ConfigEntry } from '../../config/value.ts';
import { named, servicesOf, settingsAt } from '../../deployment/services.ts';
import { removeIt } from '../fixes/scalarFixes.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** kamal-proxy 0.9.2 slices its buffer by this number and panics below zero (run, `docs/kamal-proxy.md` 5). */
export const bufferingMemory = rule({
  id: 'buffering-memory',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A negative `buffering.memory`, with which every answer is lost',
  reads: ['roles', 'accessories'],
  *check(app) {
    for (const setting of settingsAt(servicesOf(app), 'buffering', 'memory')) {
      const { value, services } = setting;
      if (value.type !== 'integer' || Number(value.value) >= 0) continue;
      const buffers = services.filter(({ map }) => ['requests', 'responses'].some((what) => !isOff(certainEntry(map, 'buffering', what))));
      if (buffers.length === 0) continue;
      yield report(
        this,
        value.at,
        `\`memory: ${value.string}\` makes kamal-proxy fall over each answer of ${named(buffers)} that has a body: the deployment succeeds, the health check passes, and visitors get no byte. Write how many bytes may stay in memory, or remove the key.`,
        { fixes: value.alias ? [] : [removeIt(setting.entry)] },
      );
    }
  },
});

const isOff = (entry: ConfigEntry | undefined): boolean => entry?.value.kind === 'scalar' && entry.value.value === false;
