import type { BootGroup, Deployment } from '../../deployment/deployment.ts';
import type { TreeNode } from '../../protocol.ts';
import { describePrimary, describeRole } from '../describe.ts';
import { count } from '../markdown.ts';
import type { Pen } from './treeContext.ts';

/** What starts after what (KAMAL.md c.4): steps, the gate behind the primary role, groups of servers where `boot.limit` makes them. */
export function bootSection(pen: Pen): TreeNode | undefined {
  const { boot } = pen.deployment;
  if (boot.groups.length === 0) return undefined;
  const entry = pen.deployment.config.root.entries.get('boot');
  const gate = { open: pen.deployment.primaryRole.role === null };
  const children = boot.limit && !boot.crashes ? inGroups(pen, gate) : [...steps(pen, boot.groups[0]!, gate), ...waiting(pen, 'wait')];
  const description = [
    boot.crashes ? `limit ${boot.limit?.string ?? ''} makes the deployment fail` : '',
    boot.parallelRoles ? 'roles of a server at once' : '',
    boot.certain ? '' : 'as far as known without ERB',
  ].filter((part) => part);
  return {
    id: 'boot',
    label: 'Boot order',
    ...(description.length > 0 ? { description: description.join(' · ') } : {}),
    icon: 'boot',
    expanded: true,
    ...pen.target(entry?.key.at),
    ...pen.worst(children, entry),
    children,
  };
}

function inGroups(pen: Pen, gate: { open: boolean }): TreeNode[] {
  const { groups } = pen.deployment.boot;
  return groups.flatMap((group, index) => [
    {
      id: `group:${index + 1}`,
      label: `Group ${index + 1} of ${groups.length}`,
      description: `${count(group.hosts.length, 'server')}: ${group.hosts.join(', ')}`,
      icon: 'step',
      expanded: true,
      ...pen.target(pen.deployment.boot.limit?.at),
      children: steps(pen, group, gate),
    } satisfies TreeNode,
    ...waiting(pen, `wait:${index + 1}`),
  ]);
}

/** Roles of one group in working order. Once the first primary container is healthy the gate is open for good. */
function steps(pen: Pen, group: BootGroup, gate: { open: boolean }): TreeNode[] {
  const { deployment } = pen;
  return deployment.boot.roles.flatMap((name) => {
    const role = deployment.roles.find((one) => one.name === name);
    const hosts = group.hosts.filter((host) => group.rolesOnHost.get(host)?.includes(name));
    if (!role || hosts.length === 0) return [];
    const step: TreeNode = {
      id: `step:${name}`,
      label: name,
      description: hosts.join(', '),
      tooltip: describeRole(deployment, role),
      icon: 'step',
      ...pen.target(role.at),
    };
    if (role.primary || gate.open) return [step];
    gate.open = true;
    return [gateNode(pen, deployment), step];
  });
}

function gateNode(pen: Pen, deployment: Deployment): TreeNode {
  const { name, value, role } = deployment.primaryRole;
  return {
    id: 'gate',
    label: `waits for the first healthy ${name} container`,
    tooltip: describePrimary(deployment),
    icon: 'gate',
    ...pen.target(value?.at ?? role?.at),
  };
}

/** `boot.wait` is slept after every group, the last one too. */
function waiting(pen: Pen, id: string): TreeNode[] {
  const { wait } = pen.deployment.boot;
  const boot = pen.deployment.config.root.entries.get('boot')?.value;
  const entry = boot?.kind === 'map' ? boot.entries.get('wait') : undefined;
  return wait === null || wait <= 0 ? [] : [{ id, label: `waits ${wait} s`, icon: 'wait', ...pen.target(entry?.key.at) }];
}
