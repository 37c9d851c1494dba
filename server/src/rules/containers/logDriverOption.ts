import { certainEntry } from '../../config/certain.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Drivers of Docker that know `max-size`, which Kamal sets where nothing says `logging` (`configuration/logging.rb`). */
const KNOWS_MAX_SIZE = /^(?:json-file|local|none)$/;

export const logDriverOption = rule({
  id: 'log-driver-option',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A log driver under `options`, to which Kamal adds a setting that it refuses',
  reads: ['roles', 'accessories'],
  keys: ['logging'],
  *check({ root, roles, accessories }) {
    const everywhere = root.incomplete || root.entries.has('logging');
    if (everywhere) return;
    for (const { name, map, what } of [
      ...roles.map(({ name, map }) => ({ name, map, what: 'role' })),
      ...accessories.map(({ name, map }) => ({ name, map, what: 'accessory' })),
    ]) {
      const driver = certainEntry(map, 'options', 'log-driver');
      if (driver?.value.kind !== 'scalar' || KNOWS_MAX_SIZE.test(driver.value.string) || (what === 'role' && map?.entries.has('logging')))
        continue;
      yield report(
        this,
        driver.value.at,
        `Without \`logging\`, Kamal adds \`--log-opt max-size=10m\` to each container, and the driver \`${driver.value.string}\` knows no such setting: the container of the ${what} \`${name}\` does not start. Say it where Kamal looks: \`logging: {driver: ${driver.value.string}, options: {…}}\`${what === 'role' ? '' : ' at the root'}.`,
      );
    }
  },
});
