import { certainEntry } from '../../config/certain.ts';
import type { Value } from '../../config/value.ts';
import { serversOf, servicesOf } from '../../deployment/services.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** kamal-proxy publishes 80 and 443 of its server unless `proxy.run` says otherwise (`configuration/proxy/run.rb`). */
export const accessoryPortProxy = rule({
  id: 'accessory-port-proxy',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An accessory publishes a port that kamal-proxy needs on the same server',
  reads: ['roles', 'accessories'],
  keys: ['proxy'],
  *check({ root, roles, accessories }) {
    const services = servicesOf({ roles, accessories });
    const taken = portsOfProxy(certainEntry(root, 'proxy', 'run')?.value);
    for (const { name, map, port, hosts, conditional } of accessories) {
      const entry = conditional ? undefined : certainEntry(map, 'port');
      const [outside] = port === null ? [] : port.split(':').slice(-2);
      const address = port?.split(':').length === 3 ? port.split(':')[0] : undefined;
      if (!entry || !outside || !taken.includes(Number(outside)) || (address && address.startsWith('127.'))) continue;
      const host = hosts.find((one) => services.some((service) => serversOf(service).includes(one)));
      if (!host) continue;
      yield report(
        this,
        entry.value.at,
        `\`${name}\` publishes port ${outside} on \`${host}\`, where kamal-proxy needs it: whichever starts second fails with "port is already allocated". Publish another port, or give \`${name}\` a \`proxy\` with a host of its own in place of \`port\`.`,
      );
    }
  },
});

function portsOfProxy(run: Value | undefined): readonly number[] {
  if (run?.kind !== 'map') return [80, 443];
  const publish = certainEntry(run, 'publish')?.value;
  if (publish?.kind === 'scalar' && publish.value === false) return [];
  return (['http_port', 'https_port'] as const).map((key, i) => {
    const value = certainEntry(run, key)?.value;
    return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : [80, 443][i]!;
  });
}
