import { publishersOf, type Published, type Publisher } from '../../deployment/publishedPorts.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Docker gives a port of the server to one container (`Accessory#publish_args`; `--publish` among the options of roles and accessories). */
export const accessoryPortTwice = rule({
  id: 'accessory-port-twice',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An accessory publishes a port that another container has on the same server',
  reads: ['roles', 'accessories'],
  *check({ roles, accessories }) {
    const taken = new Map<string, Publisher[]>();
    for (const one of publishersOf(roles, accessories)) {
      let clash: { other: Publisher; server: string; port: number } | undefined;
      for (const port of portsOf(one.published)) {
        for (const server of new Set(one.servers)) {
          const key = `${server} ${port}/${one.published.protocol}`;
          const there = taken.get(key) ?? [];
          const other = there.find((before) => meet(before, one));
          clash ??= other && { other, server, port };
          taken.set(key, [...there.slice(0, 9), one]);
        }
      }
      if (!clash) continue;
      const { other, server, port } = clash;
      yield report(
        this,
        one.value.at,
        `${called(one).replace('t', 'T')} publishes port ${port} on \`${server}\`, and so does ${called(other)}: whichever starts second fails with "port is already allocated". Publish another port of the server for one of them, as in \`${port + 1}:${one.published.container}\`, or none: containers reach each other by name.`,
        { related: [{ at: other.value.at, message: `${called(other)} publishes it here` }] },
      );
    }
  },
});

function called({ name, accessory }: Publisher): string {
  return `${accessory ? 'the accessory' : 'the role'} \`${name}\``;
}

/** Each port of a range, while it is one that somebody meant. */
function portsOf({ host }: Published): number[] {
  const [from, to = from] = host.split('-').map(Number) as [number, number?];
  return to < from || to - from > 100 || to > 65535 ? [] : Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Two containers, one of them an accessory, on addresses of which one is the other or holds it. */
function meet(one: Publisher, other: Publisher): boolean {
  const { accessory } = one;
  // Ports of roles are what `role-publishes-port` speaks of; a name that two accessories share is the first thing docker refuses.
  if (one.accessory === other.accessory || (accessory && other.accessory && accessory.service === other.accessory.service)) return false;
  const [a, b] = [one.published.address, other.published.address];
  return a === null || b === null || a === b || holds(a, b) || holds(b, a);
}

function holds(all: string, one: string): boolean {
  return (all === '0.0.0.0' && !one.startsWith('[')) || (all === '[::]' && one.startsWith('['));
}
