import type { Accessory } from '../../deployment/deployment.ts';
import type { TreeNode } from '../../protocol.ts';
import { describeAccessory, describeHost, hang, routesOf } from '../describe.ts';
import { accessoryCopies, serverCopies } from './copies.ts';
import { several } from './several.ts';
import type { TreeContext } from './treeContext.ts';

/** The accessories in the order of the file, with their servers and routes inside. */
export function accessoriesSection(context: TreeContext): TreeNode | undefined {
  const entry = context.deployment.config.root.entries.get('accessories');
  if (!entry || (context.deployment.accessories.length === 0 && entry.value.kind !== 'unknown')) return undefined;
  const children = several(context.deployment.accessories, 'accessories', (accessory) => accessoryNode(context, accessory));
  return {
    id: 'accessories',
    label: 'Accessories',
    icon: 'accessories',
    expanded: true,
    ...context.target(entry.key.at),
    ...context.worst(children, entry),
    children,
  };
}

function accessoryNode(context: TreeContext, accessory: Accessory): TreeNode {
  const routes = accessory.proxy ? routesOf(accessory.proxy) : [];
  const children: TreeNode[] = [
    ...several([...new Set(accessory.hosts)], 'servers', (host): TreeNode => ({
      id: `host:${host}`,
      label: host,
      tooltip: describeHost(context.deployment, host),
      icon: 'host',
      ...serverCopies(context.deployment, host),
      ...context.target(accessory.at),
    })),
    ...routes.map((route): TreeNode => ({
      id: `route:${route}`,
      label: route,
      icon: 'route',
      ...context.target(accessory.proxy?.hosts[0]?.at ?? accessory.at),
    })),
  ];
  const parts = [
    accessory.conditional ? 'if ERB says so' : null,
    accessory.image,
    accessory.port,
    accessory.hosts.length === 0 ? (accessory.hostsIncomplete ? `servers ${hang(context.deployment)}` : 'no servers') : null,
  ];
  const description = parts.filter((part) => part !== null).join(' · ');
  return {
    id: `accessory:${accessory.name}`,
    label: accessory.name,
    ...(description ? { description } : {}),
    tooltip: describeAccessory(context.deployment, accessory),
    icon: 'accessory',
    ...accessoryCopies(context.deployment, accessory.name),
    ...context.target(accessory.at),
    ...context.worst([], accessory.entry),
    children,
  };
}
