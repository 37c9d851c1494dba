import { memoize } from '../memoize.ts';
import type { Owner, Topology } from './topology.ts';

/** How many colours there are before they begin anew. */
export const colourCount = 6;

export const ownerKey = ({ kind, name }: Owner): string => `${kind} ${name}`;

/** The colour of each role and accessory, from 0, the same in all that is drawn: first those that routes lead to, in the order in which they boot. By `ownerKey`. */
export const coloursOf = memoize(({ routes, servers }: Topology): ReadonlyMap<string, number> => {
  const all = servers.flatMap(({ containers }) => containers);
  const owners = [...all.filter(({ proxied }) => proxied !== null).map(({ owner }) => owner), ...routes.map(({ to }) => to)];
  const keys = new Set([...owners, ...all.map(({ owner }) => owner)].map(ownerKey));
  return new Map([...keys].map((key, index) => [key, index % colourCount]));
});
