import type { Host, Role } from '../../deployment/deployment.ts';
import type { TreeNode } from '../../protocol.ts';
import { describeHost, describeRole, inOrder, routesOf } from '../describe.ts';
import { count } from '../markdown.ts';
import type { Pen } from './treeContext.ts';

/** The roles, the primary first and then as Kamal sorts them, with their servers inside. */
export function rolesSection(pen: Pen): TreeNode {
  const { deployment } = pen;
  const servers = deployment.config.root.entries.get('servers');
  const primary = deployment.config.root.entries.get('primary_role');
  const children = inOrder(deployment).map((role) => roleNode(pen, role));
  const missing = deployment.primaryRole.role || deployment.rolesOpen ? '' : `no role ${deployment.primaryRole.name}`;
  const description = missing || (deployment.rolesOpen ? 'and what ERB adds' : '');
  return {
    id: 'roles',
    label: 'Roles',
    icon: 'roles',
    expanded: true,
    ...(description ? { description } : {}),
    ...pen.target(servers?.key.at),
    ...pen.worst(children, servers, primary),
    children,
  };
}

function roleNode(pen: Pen, role: Role): TreeNode {
  const children = role.hosts.map((host) => hostNode(pen, host, role));
  return {
    id: `role:${role.name}`,
    label: role.name,
    description: summary(role),
    tooltip: describeRole(pen.deployment, role),
    icon: role.primary ? 'primary' : 'role',
    expanded: true,
    ...pen.target(role.at),
    ...pen.worst(children, role.entry, role.primary ? pen.deployment.config.root.entries.get('primary_role') : undefined),
    children,
  };
}

function summary(role: Role): string {
  const parts = [
    role.primary ? 'primary' : undefined,
    traffic(role),
    role.cmd ?? undefined,
    role.hosts.length === 0 ? (role.hostsOpen ? 'servers hang on ERB' : 'no servers') : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function traffic(role: Role): string {
  if (role.proxied === null) return 'proxied or not: hangs on ERB';
  if (!role.proxied || !role.proxy) return 'not proxied';
  const [first] = routesOf(role.proxy);
  return role.proxy.hosts.length === 0
    ? 'proxied'
    : role.proxy.hosts.length === 1
      ? `proxied as ${first}`
      : `proxied, ${count(role.proxy.hosts.length, 'host')}`;
}

function hostNode(pen: Pen, host: Host, role: Role): TreeNode {
  const accessories = pen.deployment.accessories.filter((accessory) => accessory.hosts.includes(host.name)).map(({ name }) => name);
  const parts = [
    ...host.tags.map((tag) => `#${tag}`),
    role.primary && pen.deployment.primaryHost === host.name ? 'primary host' : '',
    accessories.length > 0 ? `with ${accessories.join(', ')}` : '',
  ];
  const description = parts.filter((part) => part).join(' · ');
  return {
    id: `host:${host.name}`,
    label: host.name,
    ...(description ? { description } : {}),
    tooltip: describeHost(pen.deployment, host.name),
    icon: 'host',
    ...pen.target(host.at),
    ...pen.worst([], host.at),
  };
}
