import type { Role } from '../../deployment/deployment.ts';
import type { TreeNode } from '../../protocol.ts';
import { describeRole, inOrder, routesOf } from '../describe.ts';
import { count } from '../markdown.ts';
import { listed, several } from './several.ts';
import type { TreeContext } from './treeContext.ts';

/** One node for each address under which a role takes requests: `https://shop.example → web`. */
export function proxySection(context: TreeContext): TreeNode | undefined {
  const root = context.deployment.config.root.entries.get('proxy');
  const children = inOrder(context.deployment).flatMap((role) => routeNodes(context, role));
  if (children.length === 0 && !root) return undefined;
  return {
    id: 'proxy',
    label: 'Proxy roles',
    ...(children.length === 0 ? { description: 'no role takes web traffic' } : {}),
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
  const perHost = Math.max(proxy.pathPrefixes.length, 1);
  return several(routesOf(proxy), 'routes', (route, index) => {
    const host = proxy.hosts[Math.floor(index / perHost)];
    const children: TreeNode[] = [
      {
        id: 'servers',
        label: role.hosts.length === 0 && role.hostsIncomplete ? 'servers hang on ERB' : count(role.hosts.length, 'server'),
        description: listed(role.hosts.map(({ name }) => name)),
        icon: 'host',
        ...context.target(role.at),
      },
      {
        id: 'port',
        label: 'App port',
        description: String(proxy.appPort ?? 'hangs on ERB'),
        icon: 'setting',
        ...context.target(proxy.map?.entries.get('app_port')?.key.at),
      },
      {
        id: 'health',
        label: 'Health check',
        description: proxy.healthPath,
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
