import { addTo } from '../addTo.ts';
import type { Container, Server, Topology } from './topology.ts';

/** Servers on which the same runs: drawn as one, or two hundred would say two hundred times the same. */
export interface ServerGroup {
  readonly servers: readonly Server[];
  readonly proxy: Server['proxy'];
  /** Of the first of them. */
  readonly containers: readonly Container[];
}

/** Servers by what runs on them, in the order of the first of each. */
export function groupsOf({ servers }: Topology): ServerGroup[] {
  const groups = new Map<string, Server[]>();
  for (const server of servers) {
    const key = JSON.stringify([
      server.proxy?.image,
      server.proxy?.ports,
      server.containers.map(({ owner, uncertain }) => [owner, uncertain]),
    ]);
    addTo(groups, key, server);
  }
  return [...groups.values()].map((members) => ({ servers: members, proxy: members[0]!.proxy, containers: members[0]!.containers }));
}
