import { fix, removeEntry, replaceValue } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { named, servicesOf, settingsAt } from '../../deployment/services.ts';
import { placeOfSetting } from '../fixes/settingFixes.ts';
import { certainEntry } from '../../config/certain.ts';

/** kamal-proxy 0.9.2 holds bodies against their limit only while it buffers them (`internal/server/target.go:124`). */
export const bufferingLimitUnused = rule({
  id: 'buffering-limit-unused',
  severity: 'information',
  kind: 'deployment',
  summary: 'A limit for bodies that are not buffered',
  reads: ['roles', 'accessories'],
  *check(app) {
    const services = servicesOf(app);
    for (const { key, what } of [
      { key: 'max_request_body', what: 'requests' },
      { key: 'max_response_body', what: 'responses' },
    ]) {
      for (const { entry, value, services: all } of settingsAt(services, 'buffering', key)) {
        const switches = all.map(({ map }) => certainEntry(map, 'buffering', what));
        // The root's limit may still hold for a role that buffers.
        if (!switches.every((one) => one?.value.kind === 'scalar' && one.value.value === false)) continue;
        // 0 means no limit.
        if (value.value === 0) continue;
        const off = switches[0]!;
        const [service] = all;
        const place = { limit: entry.key.at.chunk.file, switch: off.key.at.chunk.file };
        yield report(
          this,
          entry.key.at,
          `\`${key}\` limits nothing for ${named(all)}: with \`${what}: false\` kamal-proxy passes ${what} on as they come, however large. Turn the buffering on, or remove the limit.`,
          {
            tag: 'unnecessary',
            related: [{ at: off.key.at, message: `Buffering of ${what} is turned off here` }],
            fixes: [
              fix(`Buffer ${what}: \`${what}: true\``, place.switch, (source) =>
                replaceValue(source, placeOfSetting(source, service!, off.key, 'buffering', what), 'true'),
              ),
              fix(`Remove \`${key}\``, place.limit, (source) =>
                removeEntry(source, placeOfSetting(source, service!, entry.key, 'buffering', key), { emptied: 'parent' }),
              ),
            ],
          },
        );
      }
    }
  },
});
