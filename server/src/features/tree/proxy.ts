import type { Role } from '../../deployment/deployment.ts';
import type { TreeNode } from '../../protocol.ts';
import { describeRole, hang, hangs, hasWrongPort, inOrder, routesOf, serverCount } from '../describe.ts';
import { listed, several } from './several.ts';
import type { TreeContext } from './treeContext.ts';

/** One node for each address under which a role takes requests: `https://shop.example → web`. */
export function proxySection(context: TreeContext): TreeNode | undefined {
  const root = context.deployment.config.root.entries.get('proxy');
  const { rolesIncomplete } = context.deployment;
  const children = inOrder(context.deployment).flatMap((role) => routeNodes(context, role));
  if (children.length === 0 && !root) return undefined;
  return {
    id: 'proxy',
    label: 'Proxy roles',
    ...(children.length === 0 ? { description: rolesIncomplete ? `roles ${hang(context.deployment)}` : 'no role takes web traffic' } : {}),
    icon: 'proxy',
    expanded: true,
    ...context.target(root?.key.at),
    ...context.worst(children, root),
    children,
  };
}

function routeNodes(context: TreeContext, role: Role): TreeNode[] {
  const { proxy } = role;
  if (!proxy || role.proxied === false) return [];
  const routes = routesOf(proxy);
  const perHost = routes.length / Math.max(proxy.hosts.length, 1);
  return several(routes, 'routes', (route, index) => {
    const host = proxy.hosts[Math.floor(index / perHost)];
    const children: TreeNode[] = [
      {
        id: 'servers',
        label: serverCount(context.deployment, role),
        description: listed(role.hosts.map(({ name }) => name)),
        icon: 'host',
        ...context.target(role.at),
      },
      {
        id: 'port',
        label: 'App port',
        description: proxy.appPort === null ? (hasWrongPort(proxy) ? 'is no number' : hangs(context.deployment)) : String(proxy.appPort),
        icon: 'setting',
        ...context.target(proxy.map?.entries.get('app_port')?.key.at),
      },
      {
        id: 'health',
        label: 'Health check',
        description: proxy.healthPath ?? hangs(context.deployment),
        icon: 'setting',
        ...context.target(proxy.map?.entries.get('healthcheck')?.key.at),
      },
    ];
    return {
      id: `route:${role.name}:${route}`,
      label: `${proxy.hosts.length === 0 && !proxy.hostsIncomplete ? route.replace('://*', '://any host') : route} → ${role.name}`,
      ...(role.proxied === null ? { description: 'if ERB says so' } : {}),
      tooltip: describeRole(context.deployment, role),
      icon: 'route',
      ...context.target(host?.at ?? role.ownProxy?.key.at ?? role.at),
      ...context.worst([], role.ownProxy, host?.at),
      children,
    };
  });
}
