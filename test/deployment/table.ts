import { deploymentOf } from '../../server/src/deployment/build.ts';
import type { Accessory, Deployment, Proxy, Role } from '../../server/src/deployment/deployment.ts';
import { configIn } from '../config/print.ts';

/** What Kamal makes of a project in one literal, its destination laid over the base if there is one. */
export function deploymentIn(literal: string): Deployment {
  return deploymentOf(configIn(literal));
}

export function roleIn(deployment: Deployment, name: string): Role {
  const role = deployment.roles.find((one) => one.name === name);
  if (!role) throw new Error(`no role ${name}`);
  return role;
}

/** A role on one line: `web: a, b(tag) primary proxied by primary`; `…` where ERB may add hosts, `?` where it decides about the proxy. */
export function roleText({ name, hosts, hostsIncomplete, primary, proxied, because }: Role): string {
  const servers = [
    ...hosts.map((host) => (host.tags.length ? `${host.name}(${host.tags.join(' ')})` : host.name)),
    ...(hostsIncomplete ? ['…'] : []),
  ];
  return `${name}: ${servers.join(', ') || '-'}${primary ? ' primary' : ''} ${proxied === null ? '?' : proxied ? 'proxied' : 'not proxied'} by ${because}`;
}

export function rolesText({ roles, rolesIncomplete }: Deployment): string {
  return [...roles.map(roleText), ...(rolesIncomplete ? ['…'] : [])].join('\n');
}

/** A proxy on one line: `https://a.example,b.example:80/api health /up`; `?` in place of what hangs on ERB. */
export function proxyText(proxy: Proxy | null): string {
  if (!proxy) return 'none';
  const scheme = proxy.ssl === null ? '?' : proxy.ssl ? (proxy.customCertificate ? 'https(own)' : 'https') : 'http';
  const hosts = [...proxy.hosts.map(({ name }) => name), ...(proxy.hostsIncomplete ? ['…'] : [])].join(',') || '*';
  const prefixes = [...proxy.pathPrefixes, ...(proxy.prefixesIncomplete ? ['…'] : [])].join(',');
  return `${scheme}://${hosts}:${proxy.appPort ?? '?'}${prefixes} health ${proxy.healthPath ?? '?'}`;
}

export function accessoryText({ name, hosts, hostsIncomplete }: Accessory): string {
  return `${name}: ${[...hosts, ...(hostsIncomplete ? ['…'] : [])].join(', ') || '-'}`;
}

/** Boot groups, one a line: each host with its roles in their order. */
export function bootText({ boot }: Deployment): string {
  const groups = boot.groups.map(({ hosts, rolesOnHost }) =>
    hosts.map((host) => `${host}(${rolesOnHost.get(host)!.join(' ')})`).join(', '),
  );
  return [...(boot.crashes ? ['crash'] : []), ...(boot.certain ? [] : ['?']), ...groups].join('\n');
}
