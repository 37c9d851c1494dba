import type { Accessory } from '../../deployment/deployment.ts';
import type { TreeNode } from '../../protocol.ts';
import { describeAccessory, describeHost, routesOf } from '../describe.ts';
import type { Pen } from './treeContext.ts';

/** The accessories in the order of the file, with their servers and routes inside. */
export function accessoriesSection(pen: Pen): TreeNode | undefined {
  const entry = pen.deployment.config.root.entries.get('accessories');
  if (!entry || (pen.deployment.accessories.length === 0 && entry.value.kind !== 'unknown')) return undefined;
  const children = pen.deployment.accessories.map((accessory) => accessoryNode(pen, accessory));
  return {
    id: 'accessories',
    label: 'Accessories',
    icon: 'accessories',
    expanded: true,
    ...pen.target(entry.key.at),
    ...pen.worst(children, entry),
    children,
  };
}

function accessoryNode(pen: Pen, accessory: Accessory): TreeNode {
  const routes = accessory.proxy ? routesOf(accessory.proxy) : [];
  const children: TreeNode[] = [
    ...[...new Set(accessory.hosts)].map((host): TreeNode => ({
      id: `host:${host}`,
      label: host,
      tooltip: describeHost(pen.deployment, host),
      icon: 'host',
      ...pen.target(accessory.at),
    })),
    ...routes.map((route): TreeNode => ({
      id: `route:${route}`,
      label: route,
      icon: 'route',
      ...pen.target(accessory.proxy?.hosts[0]?.at ?? accessory.at),
    })),
  ];
  const parts = [
    accessory.image,
    accessory.port,
    accessory.hosts.length === 0 ? (accessory.hostsOpen ? 'servers hang on ERB' : 'no servers') : null,
  ];
  const description = parts.filter((part) => part !== null).join(' · ');
  return {
    id: `accessory:${accessory.name}`,
    label: accessory.name,
    ...(description ? { description } : {}),
    tooltip: describeAccessory(accessory),
    icon: 'accessory',
    ...pen.target(accessory.at),
    ...pen.worst([], accessory.entry),
    children,
  };
}
