import { entryAt, isBlank, mapAt, scalarAt } from '../../config/get.ts';
import type { ConfigEntry } from '../../config/value.ts';
import { report } from '../report.ts';
import { mergedProxies, writtenProxies } from '../../deployment/proxies.ts';
import { rule } from '../rule.ts';
import { removeIt } from '../fixes/scalarFixes.ts';

/** `validator/proxy.rb`: a proxy that publishes no port cannot be told which. */
export const proxyRunPublish = rule({
  id: 'proxy-run-publish',
  severity: 'error',
  kind: 'kamal',
  summary: '`proxy.run` names ports or addresses although it publishes none',
  reads: ['roles', 'accessories'],
  keys: ['proxy'],
  *check(app) {
    const told = new Set<ConfigEntry['key']>();
    for (const { context, path, map } of [...writtenProxies(app), ...mergedProxies(app)]) {
      const run = mapAt(map, 'run');
      const publish = scalarAt(run, 'publish');
      const off = entryAt(run, 'publish');
      if (!run || publish?.value !== false || publish.conditional) continue;
      const beside = ['http_port', 'https_port', 'bind_ips']
        .flatMap((key) => run.entries.get(key) ?? [])
        .filter(({ value, conditional }) => !conditional && value.kind !== 'unknown' && !isBlank(value));
      for (const entry of beside) {
        // Wrong alone and wrong after the merge is one mistake.
        if (told.has(entry.key)) continue;
        told.add(entry.key);
        yield report(
          this,
          entry.key.at,
          `\`publish: false\` publishes no port of the proxy, so \`${entry.name}\` contradicts it (\`${path.join('.')}.run\`). Kamal refuses to load the file. Remove one of the two.`,
          {
            fixes: [removeIt(entry), ...(off ? [removeIt(off, false, 'unsafe', 'Remove `publish: false`')] : [])],
            kamal: `${context}: Cannot set http_port, https_port or bind_ips when publish is false`,
          },
        );
      }
    }
  },
});
