import { addTo } from '../../addTo.ts';
import type { BootGroup, Deployment } from '../../deployment/deployment.ts';
import type { TreeNode } from '../../protocol.ts';
import { describePrimary, describeRole } from '../describe.ts';
import { count } from '../markdown.ts';
import { listed, several } from './several.ts';
import type { TreeContext } from './treeContext.ts';

/** What starts after what (`cli/app.rb`, `cli/app/boot.rb`): steps, the gate behind the primary role, groups of servers where `boot.limit` makes them. */
export function bootSection(context: TreeContext): TreeNode | undefined {
  const { boot, primaryRole } = context.deployment;
  if (boot.groups.length === 0) return undefined;
  const entry = context.deployment.config.root.entries.get('boot');
  const gate = { open: context.deployment.primaryRole.role === null };
  const children =
    boot.limit && !boot.crashes ? inGroups(context, gate) : [...steps(context, boot.groups[0]!, gate), ...waiting(context, 'wait')];
  const description = [
    boot.crashes ? `limit ${boot.limit?.string ?? ''} makes the deployment fail` : '',
    boot.parallelRoles ? 'roles of a server at once' : '',
    boot.certain && boot.paceCertain && !primaryRole.uncertain ? '' : 'as far as known without ERB',
  ].filter((part) => part);
  return {
    id: 'boot',
    label: 'Boot order',
    ...(description.length > 0 ? { description: description.join(' · ') } : {}),
    icon: 'boot',
    expanded: true,
    ...context.target(entry?.key.at),
    ...context.worst(children, entry),
    children,
  };
}

function inGroups(context: TreeContext, gate: { open: boolean }): TreeNode[] {
  const { groups } = context.deployment.boot;
  return several(groups, 'groups', (group, index) => [
    {
      id: `group:${index + 1}`,
      label: `Group ${index + 1} of ${groups.length}`,
      description: `${count(group.hosts.length, 'server')}: ${listed(group.hosts)}`,
      icon: 'step',
      expanded: true,
      ...context.target(context.deployment.boot.limit?.at),
      children: steps(context, group, gate),
    } satisfies TreeNode,
    ...waiting(context, `wait:${index + 1}`),
  ]);
}

/** Roles of one group in working order. Once the first primary container is healthy the gate is open for good. */
function steps(context: TreeContext, group: BootGroup, gate: { open: boolean }): TreeNode[] {
  const { deployment } = context;
  const roles = new Map(deployment.roles.map((role) => [role.name, role]));
  const hostsOf = new Map<string, string[]>();
  for (const host of group.hosts) {
    for (const name of group.rolesOnHost.get(host) ?? []) {
      addTo(hostsOf, name, host);
    }
  }
  return deployment.boot.roles.flatMap((name) => {
    const [role, hosts] = [roles.get(name), hostsOf.get(name)];
    if (!role || !hosts) return [];
    const step: TreeNode = {
      id: `step:${name}`,
      label: name,
      description: listed(hosts),
      tooltip: describeRole(deployment, role),
      icon: 'step',
      ...context.target(role.at),
    };
    if (role.primary || gate.open) return [step];
    gate.open = true;
    return [gateNode(context, deployment), step];
  });
}

function gateNode(context: TreeContext, deployment: Deployment): TreeNode {
  const { name, value, role, uncertain } = deployment.primaryRole;
  return {
    id: 'gate',
    label: `waits for the first healthy ${uncertain ? '' : `${name} `}container${uncertain ? ' of the primary role' : ''}`,
    tooltip: describePrimary(deployment),
    icon: 'gate',
    ...context.target(value?.at ?? role?.at),
  };
}

/** `boot.wait` is slept after every group, the last one too. */
function waiting(context: TreeContext, id: string): TreeNode[] {
  const { wait } = context.deployment.boot;
  const boot = context.deployment.config.root.entries.get('boot')?.value;
  const entry = boot?.kind === 'map' ? boot.entries.get('wait') : undefined;
  return wait === null || wait <= 0 ? [] : [{ id, label: `waits ${wait} s`, icon: 'wait', ...context.target(entry?.key.at) }];
}
