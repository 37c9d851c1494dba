import { isWritten, mayHave } from '../../config/certain.ts';
import { isBlank, scalarAt, valueAt } from '../../config/get.ts';
import { publishersOf } from '../../deployment/publishedPorts.ts';
import { servicesOf, type ProxiedService } from '../../deployment/services.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** kamal-proxy publishes 80 and 443 of its server unless `proxy.run` says otherwise (`configuration/proxy/run.rb`). */
export const accessoryPortProxy = rule({
  id: 'accessory-port-proxy',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An accessory publishes a port that kamal-proxy needs on the same server',
  reads: ['roles', 'accessories'],
  *check(app) {
    for (const { accessory, name, published, servers, value } of publishersOf(app.roles, app.accessories)) {
      if (!accessory || published.protocol !== 'tcp' || published.address?.startsWith('127.')) continue;
      const host = servers.find((one) => portsOfProxy(servicesOf(app).filter((service) => runsOn(service, one))).includes(published.host));
      if (host === undefined) continue;
      yield report(
        this,
        value.at,
        `\`${name}\` publishes port ${published.host} on \`${host}\`, where kamal-proxy needs it: whichever starts second fails with "port is already allocated". Publish another port, or give \`${name}\` a \`proxy\` with a host of its own in place of \`port\`.`,
      );
    }
  },
});

function runsOn({ role, accessory }: ProxiedService, server: string): boolean {
  return role ? role.hosts.some(({ name, value }) => name === server && isWritten(value)) : accessory!.hosts.includes(server);
}

/** The ports that it publishes for certain where these run: the first `run` among them is heard (`Configuration#proxy_run`). */
function portsOfProxy(services: readonly ProxiedService[]): readonly string[] {
  if (services.length === 0 || services.some(({ map }) => mayHave(map, 'run'))) return [];
  const run = services.map(({ map }) => valueAt(map, 'run')).find((one) => !isBlank(one));
  // On an address of its own it may leave the port of another one free.
  if (mayHave(run, 'publish') || scalarAt(run, 'publish')?.value === false || valueAt(run, 'bind_ips')) return [];
  const ports = { http_port: '80', https_port: '443' };
  return Object.entries(ports).flatMap(([key, usual]) => (mayHave(run, key) ? [] : (scalarAt(run, key)?.string ?? usual)));
}
