import type { Route, Topology } from './topology.ts';

/** What a person types into a browser, and all that answers there: the same address may lead to several roles, on servers of their own. */
export interface Address {
  /** `https://shop.example.com/api`; `*` for any host, `…` where ERB decides it. */
  readonly text: string;
  readonly routes: readonly Route[];
}

/** The addresses of a deployment, each once. What ERB decides is an address of its own. */
export function addressesOf({ routes }: Pick<Topology, 'routes'>): Address[] {
  const found = new Map<string | Route, Route[]>();
  for (const route of routes) {
    const key = isUnknown(route) ? route : addressText(route);
    found.set(key, [...(found.get(key) ?? []), route]);
  }
  return [...found].map(([key, all]) => ({ text: typeof key === 'string' ? key : `${key.scheme}://…`, routes: all }));
}

function isUnknown({ host, uncertain }: Route): boolean {
  return uncertain && host === null;
}

function addressText({ scheme, host, path }: Route): string {
  return `${scheme}://${host ?? '*'}${path === '/' ? '' : path}`;
}
