import { entryAt, valueAt } from '../../config/get.ts';
import type { ConfigEntry } from '../../config/value.ts';
import type { Deployment, Host, Role } from '../../deployment/deployment.ts';
import { partsOf } from '../../deployment/environment.ts';
import type { Analysis } from '../../project/analysis.ts';
import type { At } from '../../source/node.ts';
import { bullets, code, codes, paragraphs } from '../markdown.ts';
import type { HoverContext } from './hoverContext.ts';
import { where } from './where.ts';

const mostLines = 25;

/** Over an `env`: what the containers of a role see, on servers with the same tags, and where each variable comes from. Values are left out. */
export function describeEnvironment({ analysis, judged: { deployment }, spot: { path, on } }: HoverContext): string {
  const [root, name, key] = path;
  if (on !== 'key') return '';
  if (root === 'env' && path.length === 1) return ofRole(analysis, deployment, deployment.primaryRole.role);
  if (root === 'servers' && key === 'env' && path.length === 3)
    return ofRole(analysis, deployment, deployment.roles.find((role) => role.name === name) ?? null);
  return '';
}

function ofRole(analysis: Analysis, deployment: Deployment, role: Role | null): string {
  if (!role) return '';
  const groups = new Map<string, Host[]>();
  for (const host of role.hosts) {
    const tags = host.tags.join('\n');
    groups.set(tags, [...(groups.get(tags) ?? []), host]);
  }
  const shown = [...groups.values()].slice(0, 3);
  return paragraphs(
    ...shown.map((hosts) => {
      const lines = variables(analysis, deployment, role, hosts[0]!);
      const more = lines.length - mostLines;
      const on = groups.size > 1 ? ` on ${codes(hosts.slice(0, 3).map((host) => host.name))}${hosts.length > 3 ? ' and others' : ''}` : '';
      return lines.length
        ? paragraphs(`Containers of ${code(role.name)}${on} see:`, bullets(...lines.slice(0, mostLines), more > 0 && `and ${more} more`))
        : '';
    }),
  );
}

interface Given {
  readonly by: string;
  readonly at: At;
  readonly secret: boolean;
  readonly over: ConfigEntry | undefined;
}

/** Root, role, then tags in their order (`configuration/role.rb`): the last one that gives a name counts. */
function variables(analysis: Analysis, { config: { root } }: Deployment, role: Role, host: Host): string[] {
  const layers = [
    { by: '`env`', value: valueAt(root, 'env') },
    { by: "the role's `env`", value: valueAt(role.map, 'env') },
    ...host.tags.map((tag) => ({ by: `the tag ${code(tag)}`, value: entryAt(root, 'env', 'tags', tag)?.value })),
  ];
  const found = new Map<string, Given[]>();
  const add = (name: string, given: Given) => found.set(name, [...(found.get(name) ?? []), given]);
  for (const { by, value } of layers) {
    if (value?.kind !== 'map') continue;
    const { clear, secret } = partsOf(value);
    for (const { name, key, shadows } of clear.values()) add(name, { by, at: key.at, secret: false, over: shadows });
    for (const item of secret)
      if (item.kind === 'scalar') add(item.string.split(':')[0]!, { by, at: item.at, secret: true, over: undefined });
  }
  return [...found].map(([name, given]) => {
    // A name that is both comes from --env-file and from --env, of which docker takes the latter.
    const last = given.findLast(({ secret }) => !secret) ?? given.at(-1)!;
    const others = [...new Set(given.filter((one) => one !== last && one.by !== last.by).map(({ by }) => by))];
    const over = [...others, ...(last.over ? [where(analysis, last.over.key.at)] : [])];
    const kind = last.secret ? 'secret' : 'clear';
    return `${code(name)}: ${kind}, by ${last.by} (${where(analysis, last.at)})${over.length ? `, over ${over.join(' and ')}` : ''}`;
  });
}
