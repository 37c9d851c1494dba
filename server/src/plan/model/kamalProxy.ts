import type { Machine } from './machine.ts';
import { Refusal } from './refusal.ts';
import { proxyName, running, type Route } from './servers.ts';
import { unknown } from './settings.ts';

/** What the deploy finds of a container that nobody can see in a file. */
export interface Health {
  /** Does it answer its health check on that port? */
  healthy(container: string, port: string): boolean;
  /** Does it stay up? */
  up(container: string): boolean;
}

export const wellBehaved: Health = { healthy: () => true, up: () => true };

/** @throws Refusal where kamal-proxy's container does not run, in which `docker exec` finds it */
export function mustRun(machine: Machine): void {
  if (!running(machine, proxyName)) throw new Refusal('kamal-proxy not running');
}

/**
 * `kamal-proxy deploy`: the service takes its hosts and paths, and gives up those it had. Refusals in the order of kamal-proxy v0.9.2: what
 * its command line sees, then the target's health, hosts held by others, and certificates.
 */
export function deployRoute(machine: Machine, service: string, route: Omit<Route, 'stopped'>, health: Health): void {
  mustRun(machine);
  if (route.tls && !route.paths.includes('') && !route.paths.includes(unknown)) {
    throw new Refusal('kamal-proxy refuses TLS settings', { what: route.paths.map((path) => `/${path}`).join(', ') });
  }
  if (!running(machine, route.target) || !health.healthy(route.target, route.port)) {
    throw new Refusal('target unhealthy', { what: `${route.target}:${route.port}` });
  }
  for (const [holder, held] of machine.routes) {
    const both = holder === service ? undefined : shared(route, held);
    if (both !== undefined) throw new Refusal('proxy route already taken by another service', { holder, what: both });
  }
  const wildcard = hasOwnCertificate(route) ? undefined : route.hosts.find((host) => host.includes('*'));
  if (route.tls && wildcard !== undefined) throw new Refusal('kamal-proxy refuses TLS settings', { what: wildcard });
  // Maintenance outlives a deploy.
  machine.routes.set(service, { ...route, stopped: machine.routes.get(service)?.stopped ?? false });
}

const hasOwnCertificate = ({ options }: Pick<Route, 'options'>): boolean =>
  options.some((text) => text.startsWith('--tls-certificate-path'));

/** Hosts are compared letter by letter; paths without the slashes at their ends. */
function shared(one: Pick<Route, 'hosts' | 'paths'>, other: Pick<Route, 'hosts' | 'paths'>): string | undefined {
  const host = one.hosts.find((name) => name !== unknown && other.hosts.includes(name));
  const path = one.paths.find((prefix) => prefix !== unknown && other.paths.includes(prefix));
  return host === undefined || path === undefined ? undefined : `${host === '' ? '*' : host}/${path}`;
}

/** Is a service reached over TLS? Below a path that hangs on the service at the root of its first host. */
export function hasTls(routes: ReadonlyMap<string, Route>, route: Route): boolean {
  if (route.paths.includes('')) return route.tls;
  return [...routes.values()].some(({ hosts, paths, tls }) => tls && paths.includes('') && hosts.includes(route.hosts[0]!));
}

/** `kamal-proxy remove` */
export function removeRoute(machine: Machine, service: string): void {
  mustRun(machine);
  if (!machine.routes.delete(service)) throw new Refusal('kamal-proxy has no such service', { what: service });
}

/** `kamal-proxy stop` and `resume`. */
export function pauseRoute(machine: Machine, service: string, stopped: boolean): void {
  mustRun(machine);
  const route = machine.routes.get(service);
  if (!route) throw new Refusal('kamal-proxy has no such service', { what: service });
  machine.routes.set(service, { ...route, stopped });
}
