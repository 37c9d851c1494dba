import { hidden } from '../source/hidden.ts';
import { addressesOf } from './addresses.ts';
import { groupsOf } from './groups.ts';
import type { Container, Topology } from './topology.ts';

/** A topology as a Mermaid flow chart, which GitHub and many wikis draw. */
export function mermaid(topology: Topology): string {
  const groups = groupsOf(topology);
  const name = topology.service ?? '…';
  const lines = [
    '---',
    `title: ${JSON.stringify(topology.destination === null ? name : `${name} · ${topology.destination}`).replace(hidden, '\ufffd')}`,
    '---',
    'flowchart LR',
  ];
  const addresses = addressesOf(topology);
  for (const [index, { text }] of addresses.entries()) lines.push(`  route${index + 1}(${label(text)})`);
  const containers = new Map<Container, string>();
  for (const [index, group] of groups.entries()) {
    lines.push(`  subgraph server${index + 1}[${label(...group.servers.map(({ host }) => host))}]`);
    if (group.proxy) lines.push(`    proxy${index + 1}[kamal-proxy]`);
    for (const [number, container] of group.containers.entries()) {
      const id = `c${index + 1}_${number + 1}`;
      containers.set(container, id);
      lines.push(
        `    ${id}${container.owner.kind === 'accessory' ? `[(${label(...wordsOf(container))})]` : `[${label(...wordsOf(container))}]`}`,
      );
    }
    lines.push('  end');
  }
  for (const [index, { routes }] of addresses.entries()) {
    const reached = new Set(routes.flatMap((route) => route.servers));
    for (const [number, { servers, proxy }] of groups.entries())
      if (proxy && servers.some(({ host }) => reached.has(host))) lines.push(`  route${index + 1} --> proxy${number + 1}`);
  }
  for (const [index, { proxy, containers: all }] of groups.entries()) {
    if (!proxy) continue;
    for (const container of all)
      if (container.proxied !== null) lines.push(`  proxy${index + 1} -->|${label(container.proxied)}| ${containers.get(container)}`);
  }
  for (const [index, { name: role }] of topology.incomplete.entries())
    lines.push(`  more${index + 1}[${label(`… servers of ${role} that ERB adds`)}]`);
  return `${lines.join('\n')}\n`;
}

function wordsOf({ owner, primary, cmd, image, ports }: Container): string[] {
  const what = owner.kind === 'accessory' ? image : cmd;
  return [owner.name, ...(primary ? ['primary'] : []), ...(what ? [what] : []), ...ports.map((port) => `publishes ${port}`)];
}

/** Text in quotes, by lines; what Mermaid or HTML would read as their own becomes a name of the letter. */
function label(...all: readonly string[]): string {
  const escaped = all.map((text) => text.replace(hidden, '\ufffd').replace(/[#"<>&\n\r\t\\`]/g, (char) => `#${char.charCodeAt(0)};`));
  return `"${escaped.join('<br>')}"`;
}
