import type { Role } from '../../deployment/deployment.ts';
import type { TreeNode } from '../../protocol.ts';
import { describeRole, inOrder, routesOf } from '../describe.ts';
import { count } from '../markdown.ts';
import type { Pen } from './treeContext.ts';

/** One node for each address under which a role takes requests: `https://shop.example → web`. */
export function proxySection(pen: Pen): TreeNode | undefined {
  const root = pen.deployment.config.root.entries.get('proxy');
  const children = inOrder(pen.deployment).flatMap((role) => routeNodes(pen, role));
  if (children.length === 0 && !root) return undefined;
  return {
    id: 'proxy',
    label: 'Proxy roles',
    ...(children.length === 0 ? { description: 'no role takes web traffic' } : {}),
    icon: 'proxy',
    expanded: true,
    ...pen.target(root?.key.at),
    ...pen.worst(children, root),
    children,
  };
}

function routeNodes(pen: Pen, role: Role): TreeNode[] {
  const { proxy } = role;
  if (!proxy || role.proxied === false) return [];
  const perHost = Math.max(proxy.pathPrefixes.length, 1);
  return routesOf(proxy).map((route, index) => {
    const host = proxy.hosts[Math.floor(index / perHost)];
    const children: TreeNode[] = [
      {
        id: 'servers',
        label: count(role.hosts.length, 'server'),
        description: role.hosts.map(({ name }) => name).join(', '),
        icon: 'host',
        ...pen.target(role.at),
      },
      {
        id: 'port',
        label: 'App port',
        description: String(proxy.appPort ?? 'hangs on ERB'),
        icon: 'setting',
        ...pen.target(proxy.map?.entries.get('app_port')?.key.at),
      },
      {
        id: 'health',
        label: 'Health check',
        description: proxy.healthPath,
        icon: 'setting',
        ...pen.target(proxy.map?.entries.get('healthcheck')?.key.at),
      },
    ];
    return {
      id: `route:${role.name}:${route}`,
      label: `${proxy.hosts.length === 0 && !proxy.hostsOpen ? route.replace('://*', '://any host') : route} → ${role.name}`,
      ...(role.proxied === null ? { description: 'if ERB says so' } : {}),
      tooltip: describeRole(pen.deployment, role),
      icon: 'route',
      ...pen.target(host?.at ?? role.ownProxy?.key.at ?? role.at),
      ...pen.worst([], role.ownProxy, host?.at),
      children,
    };
  });
}
