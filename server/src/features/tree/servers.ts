import { addTo } from '../../addTo.ts';
import { addressesOf } from '../../topology/addresses.ts';
import { topologyOf, type Container, type Route, type Server, type Topology } from '../../topology/topology.ts';
import type { TreeNode } from '../../protocol.ts';
import { memoize } from '../../memoize.ts';
import type { Analysis } from '../../project/analysis.ts';
import { describeHost } from '../describe.ts';
import { code, count } from '../markdown.ts';
import { serverCopies } from './copies.ts';
import { listed, several } from './several.ts';
import type { TreeContext } from './treeContext.ts';

/** Each server once, with all that is on it: kamal-proxy and its routes, containers with what they publish, and who else deploys there. */
export function serversSection(context: TreeContext): TreeNode | undefined {
  const topology = topologyOf(context.deployment);
  if (topology.servers.length === 0) return undefined;
  const routes = routesByServer(topology);
  const children = several(topology.servers, 'servers', (server) => serverNode(context, server, routes.get(server.host) ?? []));
  return {
    id: 'servers',
    label: 'Servers',
    description: String(topology.servers.length) + (topology.incomplete.length > 0 ? ' and what ERB adds' : ''),
    icon: 'servers',
    ...context.target(context.deployment.root.entries.get('servers')?.key.at),
    ...context.worst(children),
    children,
  };
}

function serverNode(context: TreeContext, server: Server, routes: readonly Route[]): TreeNode {
  const { host, proxy, containers } = server;
  const others = (usersOf(context.analysis).get(host) ?? []).filter((name) => name !== context.deployment.destination);
  const children: TreeNode[] = [
    ...(proxy ? [proxyNode(context, server, routes)] : []),
    ...several(containers, 'containers', (container) => containerNode(context, container)),
    ...others.map((name): TreeNode => ({
      id: `destination:${name}`,
      label: name === null ? 'without a destination' : name,
      description: 'deploys here, too',
      icon: 'destination',
    })),
  ];
  return {
    id: `server:${host}`,
    label: host,
    description: [count(containers.length, 'container'), others.length > 0 && 'shared'].filter(Boolean).join(' · '),
    tooltip: describeHost(context.deployment, host),
    icon: 'host',
    ...serverCopies(context.deployment, host),
    ...context.target(server.at),
    ...context.worst([], server.at),
    children,
  };
}

function proxyNode(context: TreeContext, { proxy, at }: Server, routes: readonly Route[]): TreeNode {
  return {
    id: 'kamal-proxy',
    label: 'kamal-proxy',
    ...(proxy!.ports.length > 0 ? { description: `publishes ${listed(proxy!.ports)}` } : {}),
    icon: 'proxy',
    ...context.target(at),
    children: several(addressesOf({ routes }), 'routes', ({ text, routes: same }) => ({
      id: `route:${text}`,
      label: text.replace('://*', '://any host'),
      description: `→ ${listed([...new Set(same.map(({ to, port }) => `${to.name}${port === null ? '' : ` :${port}`}`))])}`,
      icon: 'route',
      ...context.target(same[0]!.at),
    })),
  };
}

function containerNode(context: TreeContext, { owner, primary, cmd, image, ports, at, uncertain, name }: Container): TreeNode {
  const parts = [
    owner.kind === 'accessory' ? image : cmd,
    ports.length > 0 ? `publishes ${listed(ports)}` : null,
    uncertain ? 'as far as known without ERB' : null,
  ];
  const description = parts.filter((part) => part !== null).join(' · ');
  return {
    id: `container:${owner.kind}:${owner.name}`,
    label: owner.name,
    ...(description ? { description } : {}),
    ...(name === null ? {} : { tooltip: `container ${code(name)}` }),
    icon: owner.kind === 'accessory' ? 'accessory' : primary ? 'primary' : 'role',
    ...context.target(at),
  };
}

function routesByServer({ routes }: Topology): ReadonlyMap<string, Route[]> {
  const found = new Map<string, Route[]>();
  for (const route of routes) {
    for (const host of route.servers) {
      addTo(found, host, route);
    }
  }
  return found;
}

/** Which deployments of a base use a server: by host, each once; null is the base alone, where somebody deploys it. */
const usersOf = memoize(({ deployments }: Analysis): ReadonlyMap<string, (string | null)[]> => {
  const found = new Map<string, (string | null)[]>();
  for (const { deployment, accepted } of deployments) {
    // A base that Kamal refuses without `-d` is deployed by nobody.
    if (deployment.destination === null && accepted === false && deployments.length > 1) continue;
    const hosts = [
      ...deployment.roles.flatMap((role) => role.hosts.map(({ name }) => name)),
      ...deployment.accessories.flatMap((one) => one.hosts),
    ];
    for (const host of new Set(hosts)) found.set(host, [...(found.get(host) ?? []), deployment.destination]);
  }
  return found;
});
