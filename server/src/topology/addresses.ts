import { ownerKey } from './colours.ts';
import type { Route, Topology } from './topology.ts';

/** What a person types into a browser, and all that answers there: the same address may lead to several roles, on servers of their own. */
export interface Address {
  /** `https://shop.example.com/api`; `*` for any host, `…` where ERB decides it. */
  readonly text: string;
  readonly routes: readonly Route[];
}

/**
 * The addresses of a deployment, each once. What ERB decides is an address of its own.
 * @param topology with servers, the addresses come in the order in which their containers boot; else as they are
 */
export function addressesOf({ routes, servers = [] }: Pick<Topology, 'routes'> & Partial<Pick<Topology, 'servers'>>): Address[] {
  const rank = [...new Set(servers.flatMap(({ containers }) => containers.map(({ owner }) => ownerKey(owner))))];
  const sorted = [...routes].sort((a, b) => rank.indexOf(ownerKey(a.to)) - rank.indexOf(ownerKey(b.to)));
  const found = new Map<string | Route, Route[]>();
  for (const route of sorted) {
    const key = isUnknown(route) ? route : addressText(route);
    found.set(key, [...(found.get(key) ?? []), route]);
  }
  return [...found].map(([key, all]) => ({ text: typeof key === 'string' ? key : addressText({ ...key, host: '…' }), routes: all }));
}

function isUnknown({ host, uncertain }: Route): boolean {
  return uncertain && host === null;
}

function addressText({ scheme, host, path }: Route): string {
  return `${scheme}://${host ?? '*'}${path === '/' ? '' : path}`;
}
