import type { Deployment } from '../../deployment/deployment.ts';
import { describeAccessory, describeHost, describePrimary, describeRole } from '../describe.ts';
import type { HoverContext } from './hoverContext.ts';
import { bullets, code, codes, paragraphs } from '../markdown.ts';

/** What a name that a person chose stands for in this deployment: a role, a server, an accessory, an alias; else empty. */
export function describeName({ analysis, judged, spot }: HoverContext): string {
  const { deployment } = judged;
  const { path, node } = spot;
  const [root, second, third] = path;
  const text = node.kind === 'scalar' && node.value !== null ? String(node.value) : undefined;
  if (text === undefined) return '';
  if (root === 'servers' && spot.on === 'key' && path.length === 2)
    return role(
      deployment,
      text,
      analysis.deployments.map((one) => one.deployment),
    );
  if (isHost(path, spot.on)) return describeHost(deployment, text);
  if (root === 'primary_role' && path.length === 1) return describePrimary(deployment);
  if (root === 'accessories' && spot.on === 'key' && path.length === 2) {
    const accessory = deployment.accessories.find(({ name }) => name === second);
    return accessory ? describeAccessory(deployment, accessory) : '';
  }
  if (root === 'accessories' && spot.on === 'value' && (third === 'role' || third === 'roles')) return role(deployment, text, []);
  if (root === 'aliases' && path.length === 2)
    return `${code(`kamal ${String(second)}`)} runs ${code(`kamal ${deployment.aliases.get(String(second)) ?? '…'}`)}`;
  return '';
}

/** Items of `servers`, of a role, of its `hosts`, or of an accessory's; a host with tags is the key of a map. */
function isHost(path: readonly (string | number)[], on: 'key' | 'value'): boolean {
  const keys = path.filter((part) => typeof part === 'string');
  const inList = typeof path.at(on === 'key' ? -2 : -1) === 'number';
  const names = on === 'key' ? keys.slice(0, -1) : keys;
  const [root, , third] = names;
  if (root === 'servers')
    return inList && (names.length === 1 || (names.length === 2 && path.length > 2) || (names.length === 3 && third === 'hosts'));
  return root === 'accessories' && names.length === 3 && ((third === 'hosts' && inList) || (third === 'host' && on === 'value'));
}

/** The role, and what differs in the other deployments of the same base: an incomplete base has its servers there. */
function role(deployment: Deployment, name: string, family: readonly Deployment[]): string {
  const found = deployment.roles.find((one) => one.name === name);
  if (!found) return '';
  const hosts = (one: Deployment): string[] => one.roles.find((other) => other.name === name)?.hosts.map((host) => host.name) ?? [];
  const here = hosts(deployment).join();
  const others = family.filter((one) => one !== deployment && one.destination !== null && hosts(one).join() !== here);
  return paragraphs(
    describeRole(deployment, found),
    bullets(...others.map((one) => `in ${code(one.destination ?? '')}: ${codes(hosts(one)) || 'no servers'}`)),
  );
}
