import type { At } from '../../source/node.ts';
import { addressesOf, type Address } from '../addresses.ts';
import { coloursOf, ownerKey } from '../colours.ts';
import { groupsOf } from '../groups.ts';
import type { Topology } from '../topology.ts';
import { addressLines, padding, place, type Written } from './content.ts';
import type { Box, Drawing, Line } from './drawing.ts';
import { insideOf, type Inside } from './inside.ts';
import { lineHeight, widthOf, wrap } from './text.ts';

const margin = 12;
const gap = 14;
const lane = 8;
/** From here on, routes stand left of the servers; below, above them. */
const wideFrom = 680;
/** More owners of routes than that share lanes. */
const mostLanes = 12;

/**
 * Draws a topology into this width: routes, kamal-proxy on the servers, containers; as high as it needs to be. Lines run from routes down
 * lanes that nothing else stands in.
 * @param details whether volumes, networks and secrets of containers are written, too
 */
export function layout(topology: Topology, width: number, details = false): Drawing {
  const addresses = addressesOf(topology);
  const wide = width >= wideFrom && addresses.length > 0;
  const owners = [...new Set(addresses.flatMap(({ routes }) => routes.map(({ to }) => ownerKey(to))))];
  const colours = coloursOf(topology);
  const head = title(topology, width);
  const top = margin + head.height;
  const lanes = (Math.min(owners.length, mostLanes) + 1) * lane;
  // Lines that lead down cross the fewest others where the first turns last; beside the routes, where the last one arrives first.
  const laneOf = (owner: string, from: number): number => {
    const index = owners.indexOf(owner) % mostLanes;
    return from + (wide ? Math.min(owners.length, mostLanes) - index : index + 1) * lane;
  };

  const routeX = wide ? margin : margin + lanes;
  const routeWidth = wide ? columnFor(addresses, width) : width - margin - routeX;
  const routes = routeBoxes(addresses, colours, routeX, top, routeWidth);
  const routesEnd = routes.reduce((end, { y, height }) => Math.max(end, y + height), top);

  const lanesFrom = wide ? routeX + routeWidth : margin;
  const serverX = addresses.length === 0 ? margin : lanesFrom + lanes + (wide ? 4 : 0);
  let y = wide || routes.length === 0 ? top : routesEnd + gap;
  const boxes: Box[] = [];
  const lines: Line[] = [];
  const reached = new Map<string, (readonly [number, number])[]>();
  const insides: Inside[] = [];
  const groups = groupsOf(topology);
  const most = groups.reduce((count, { containers }) => Math.max(count, containers.filter(({ proxied }) => proxied !== null).length), 0);
  for (const group of groups) {
    const inside = insideOf(
      group,
      { colours, order: wide ? owners : owners.toReversed(), details, most },
      serverX,
      y,
      width - margin - serverX,
    );
    insides.push(inside);
    lines.push(...inside.lines);
    for (const [owner, point] of inside.entries) reached.set(owner, [...(reached.get(owner) ?? []), point]);
    y += inside.height + gap;
  }
  // All as wide as the widest has to be.
  const routesNeed = wide ? 0 : longestOf(addresses) + 2 * padding;
  const least = Math.min(Math.max(300, routesNeed), width - margin - serverX);
  const serverWidth = insides.reduce((most, inside) => Math.max(most, inside.width), least);
  boxes.push(...(wide ? routes : routes.map((route) => ({ ...route, width: serverWidth }))));
  boxes.push(...insides.flatMap(({ boxes: [server, ...rest] }) => [{ ...server!, width: serverWidth }, ...rest]));
  for (const { name, at } of topology.incomplete) {
    const one = unknownBox(`… servers of ${name} that ERB adds`, at, serverX, y, serverWidth);
    boxes.push(one);
    y += one.height + gap;
  }
  if (groups.length === 0 && topology.incomplete.length === 0) {
    const none = unknownBox(topology.boot.uncertain ? 'ERB decides on the servers' : 'no server is named', null, serverX, y, serverWidth);
    boxes.push(none);
    y += none.height + gap;
  }
  lines.unshift(...routeLinesOf(addresses, routes, reached, colours, (owner) => laneOf(owner, lanesFrom), wide));
  const rights = [
    ...boxes.map((box) => box.x + box.width),
    ...head.box.texts.map(({ text, x, size }) => x + widthOf(text, size) + padding),
  ];
  return {
    width: Math.min(width, Math.max(...rights) + margin),
    height: Math.max(routesEnd, y - gap) + margin,
    title: head.text,
    boxes: [head.box, ...boxes],
    lines,
  };
}

/** The service, its destination and its image, on top. */
function title({ service, destination, servers }: Topology, width: number): { text: string; box: Box; height: number } {
  const name = [service ?? '…', ...(destination === null ? [] : [destination])].join(' · ');
  const image = servers
    .flatMap(({ containers }) => containers)
    .find(({ owner }) => owner.kind === 'role')
    ?.image?.replace(/:VERSION$/, '');
  const room = width - 2 * margin - 2 * padding;
  const all: Written[] = [
    ...wrap(name, 'title', room).map((text) => ({ text, size: 'title', style: 'strong' }) as const),
    ...(image ? wrap(image, 'detail', room).map((text) => ({ text, size: 'detail', style: 'aside' }) as const) : []),
  ];
  const { texts, height } = place(all, margin - padding, margin - padding);
  return {
    text: name,
    box: {
      kind: 'title',
      x: margin,
      y: margin - padding,
      width: Math.max(...texts.map((one) => one.x + widthOf(one.text, one.size))) - margin,
      height,
      texts,
      about: [],
      at: null,
      uncertain: false,
      colour: null,
    },
    height,
  };
}

/** As wide as the longest address, but leaving most to the servers. */
function columnFor(addresses: readonly Address[], width: number): number {
  return Math.min(longestOf(addresses) + 2 * padding, Math.floor(width * 0.36));
}

const longestOf = (addresses: readonly Address[]): number => addresses.reduce((most, { text }) => Math.max(most, widthOf(text, 'name')), 0);

function routeBoxes(addresses: readonly Address[], colours: ReadonlyMap<string, number>, x: number, from: number, width: number): Box[] {
  let y = from;
  return addresses.map((address): Box => {
    const { texts, height } = place(addressLines(address, width - 2 * padding), x, y);
    const { routes } = address;
    const about = routes.map(({ to, port }) => `→ ${to.name}${port === null ? '' : ` :${port}`}`);
    const [only, ...others] = new Set(routes.map(({ to }) => colours.get(ownerKey(to))));
    const colour = others.length === 0 ? (only ?? null) : null;
    const box = { kind: 'route', x, y, width, height, texts, about, at: routes[0]!.at, colour } as const;
    y += height + padding;
    return { ...box, uncertain: routes.some(({ uncertain }) => uncertain) };
  });
}

/** One lane for each role or accessory: its routes flow into it, and it reaches kamal-proxy on each of its servers. */
function routeLinesOf(
  addresses: readonly Address[],
  boxes: readonly Box[],
  reached: ReadonlyMap<string, readonly (readonly [number, number])[]>,
  colours: ReadonlyMap<string, number>,
  laneOf: (owner: string) => number,
  wide: boolean,
): Line[] {
  return addresses.flatMap(({ routes }, index) =>
    routes.flatMap(({ to, uncertain }, number) => {
      const owner = ownerKey(to);
      const { x, y, width, height } = boxes[index]!;
      const middle = y + (height * (number + 1)) / (routes.length + 1);
      const along = laneOf(owner);
      return (reached.get(owner) ?? []).map(([toX, toY]): Line => ({
        points: [
          [wide ? x + width : x, middle],
          [along, middle],
          [along, toY],
          [toX, toY],
        ],
        colour: colours.get(owner) ?? 0,
        uncertain,
      }));
    }),
  );
}

function unknownBox(words: string, at: At | null, x: number, y: number, width: number): Box {
  const texts = wrap(words, 'detail', width - 2 * padding);
  const placed = place(
    texts.map((text) => ({ text, size: 'detail', style: 'aside' })),
    x,
    y,
  );
  return {
    kind: 'unknown',
    x,
    y,
    width,
    height: Math.max(placed.height, lineHeight('name')),
    texts: placed.texts,
    about: [],
    at,
    uncertain: true,
    colour: null,
  };
}
