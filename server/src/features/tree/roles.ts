import type { Deployment, Host, Role } from '../../deployment/deployment.ts';
import type { TreeNode } from '../../protocol.ts';
import { find } from '../../config/find.ts';
import { additions, describeHost, describeRole, hang, hangs, inOrder, routesInShort } from '../describe.ts';
import { count } from '../markdown.ts';
import { roleCopies, serverCopies } from './copies.ts';
import { several } from './several.ts';
import type { TreeContext } from './treeContext.ts';

/** The roles, the primary first and then as Kamal sorts them, with their servers inside. */
export function rolesSection(context: TreeContext): TreeNode {
  const { deployment } = context;
  const servers = deployment.config.root.entries.get('servers');
  const primary = deployment.config.root.entries.get('primary_role');
  const children = several(inOrder(deployment), 'roles', (role) => roleNode(context, role));
  const missing = deployment.primaryRole.role || deployment.rolesIncomplete ? '' : `no role ${deployment.primaryRole.name}`;
  const description = [
    missing,
    deployment.rolesIncomplete ? `and ${additions(deployment)}` : '',
    deployment.primaryRole.uncertain ? `which one is the primary ${hangs(deployment)}` : '',
  ]
    .filter((part) => part)
    .join(' · ');
  return {
    id: 'roles',
    label: 'Roles',
    icon: 'roles',
    expanded: true,
    ...(description ? { description } : {}),
    ...context.target(servers?.key.at),
    ...context.worst(children, servers, primary),
    children,
  };
}

function roleNode(context: TreeContext, role: Role): TreeNode {
  const children = several(role.hosts, 'servers', (host) => hostNode(context, host, role));
  return {
    id: `role:${role.name}`,
    label: role.name,
    description: summary(context.deployment, role),
    tooltip: describeRole(context.deployment, role),
    icon: role.primary && !context.deployment.primaryRole.uncertain ? 'primary' : 'role',
    ...roleCopies(context.deployment, role.name),
    expanded: true,
    ...context.target(role.at),
    ...context.worst(children, role.entry, role.primary ? context.deployment.config.root.entries.get('primary_role') : undefined),
    children,
  };
}

function summary(deployment: Deployment, role: Role): string {
  const { primaryRole } = deployment;
  const parts = [
    role.conditional ? 'if ERB says so' : undefined,
    role.primary && !primaryRole.uncertain ? 'primary' : undefined,
    traffic(deployment, role),
    find(role.map ?? role.value, 'cmd').kind === 'unknown' ? `command ${hangs(deployment)}` : (role.cmd ?? undefined),
    role.hosts.length === 0 ? (role.hostsIncomplete ? `servers ${hang(deployment)}` : 'no servers') : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function traffic(deployment: Deployment, role: Role): string {
  if (role.proxied === null) return `proxied or not: ${hangs(deployment)}`;
  if (!role.proxied || !role.proxy) return 'not proxied';
  const { hosts, hostsIncomplete } = role.proxy;
  if (hosts.length === 0) return 'proxied';
  if (hosts.length === 1) return `proxied as ${routesInShort(deployment, role.proxy)}`;
  return `proxied, ${hostsIncomplete ? 'at least ' : ''}${count(hosts.length, 'host')}`;
}

function hostNode(context: TreeContext, host: Host, role: Role): TreeNode {
  const accessories = context.deployment.accessories.filter((accessory) => accessory.hosts.includes(host.name)).map(({ name }) => name);
  const parts = [
    host.value.conditional ? 'if ERB says so' : '',
    ...host.tags.map((tag) => `#${tag}`),
    role.primary && context.deployment.primaryHost === host.name ? 'primary host' : '',
    accessories.length > 0 ? `with ${accessories.join(', ')}` : '',
  ];
  const description = parts.filter((part) => part).join(' · ');
  return {
    id: `host:${host.name}`,
    label: host.name,
    ...(description ? { description } : {}),
    tooltip: describeHost(context.deployment, host.name),
    icon: 'host',
    ...serverCopies(context.deployment, host.name),
    ...context.target(host.at),
    ...context.worst([], host.at),
  };
}
