import { publishersOf, type Published, type Publisher } from '../../deployment/publishedPorts.ts';
import { isDeployedBeside } from '../project/destinationsCollide.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Docker gives a port of the server to one container (`Accessory#publish_args`; `--publish` among the options of roles and accessories). */
export const accessoryPortTwice = rule({
  id: 'accessory-port-twice',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An accessory publishes a port that another container has on the same server',
  reads: ['roles', 'accessories', 'destination', 'deployedAlone', 'family'],
  *check({ roles, accessories, destination, family }) {
    const own = publishersOf(roles, accessories);
    if (own.length === 0) return;
    const taken = new Map<string, Taken[]>();
    const others = family.slice(
      0,
      family.findIndex((one) => one.destination === destination),
    );
    for (const other of others.filter((one) => one.destination !== null || isDeployedBeside(one, family))) {
      const of = other.destination === null ? ' of the base (without `-d`)' : ` of \`${other.destination}\``;
      for (const by of publishersOf(other.roles, other.accessories)) take(taken, { by, of });
    }
    for (const by of own) {
      const clash = take(taken, { by, of: '' });
      if (!clash) continue;
      const { other, server, port } = clash;
      yield report(
        this,
        by.value.at,
        `${called(by).replace('t', 'T')} publishes port ${port} on \`${server}\`, and so does ${called(other.by)}${other.of}: whichever starts second fails with "port is already allocated". Publish another port of the server for one of them, as in \`${port + 1}:${by.published.container}\`, or none: containers reach each other by name.`,
        { related: [{ at: other.by.value.at, message: `${called(other.by)}${other.of} publishes it here` }] },
      );
    }
  },
});

/** A port that a container has, and of which other deployment it is, in words. */
interface Taken {
  readonly by: Publisher;
  readonly of: string;
}

/** Puts a container's ports down; what has one of them already, on the first server where that is so. */
function take(taken: Map<string, Taken[]>, one: Taken): { other: Taken; server: string; port: number } | undefined {
  let clash: { other: Taken; server: string; port: number } | undefined;
  for (const port of portsOf(one.by.published)) {
    for (const server of new Set(one.by.servers)) {
      const key = `${server} ${port}/${one.by.published.protocol}`;
      const there = taken.get(key) ?? [];
      const other = clash ? undefined : there.find(({ by }) => meet(by, one.by));
      if (other) clash = { other, server, port };
      taken.set(key, [...there.slice(0, 9), one]);
    }
  }
  return clash;
}

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
  // Ports of roles are what `role-publishes-port` speaks of; a name that two accessories share is the first thing docker refuses, and one that only
  // ERB tells may be the other's.
  if (one.accessory === other.accessory || (accessory && other.accessory && mayBeOne(accessory.service, other.accessory.service)))
    return false;
  const [a, b] = [one.published.address, other.published.address];
  return a === null || b === null || a === b || holds(a, b) || holds(b, a);
}

const mayBeOne = (one: string | null, other: string | null): boolean => one === null || other === null || one === other;

function holds(all: string, one: string): boolean {
  return (all === '0.0.0.0' && !one.startsWith('[')) || (all === '[::]' && one.startsWith('['));
}
