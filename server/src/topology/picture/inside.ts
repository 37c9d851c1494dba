import { ownerKey } from '../colours.ts';
import type { ServerGroup } from '../groups.ts';
import type { Container } from '../topology.ts';
import { containerAbout, containerLines, padding, place, placeHosts, proxyLines } from './content.ts';
import type { Box, Line } from './drawing.ts';
import { widthOf } from './text.ts';

/** What stands in a group of servers, placed. */
export interface Inside {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly height: number;
  /** How much of the width is needed. */
  readonly width: number;
  /** Where lines reach kamal-proxy, by owner of the route. */
  readonly entries: ReadonlyMap<string, readonly [x: number, y: number]>;
}

/** What holds for all groups of a picture. */
export interface Whole {
  /** By owner. */
  readonly colours: ReadonlyMap<string, number>;
  /** In which order the lines of routes reach kamal-proxy, by owner. */
  readonly order: readonly string[];
  /** Are volumes, networks and secrets written, too? */
  readonly details: boolean;
  /** How many containers stand behind the kamal-proxy that has most: so those of all servers stand below each other. */
  readonly most: number;
}

const gap = 10;
const lane = 6;
/** More lines than that share lanes. */
const mostLanes = 8;
/** Containers stand beside each other where each has this much. */
const narrowest = 200;
const widest = 280;
const widestAlone = 360;

/**
 * Places kamal-proxy and the containers of a group of servers: beside each other from left to right where there is room, else below each
 * other, with the lines along the left edge. Lines run where no box is.
 */
export function insideOf(group: ServerGroup, { colours, order, details, most }: Whole, x: number, y: number, width: number): Inside {
  const hosts = placeHosts(group.servers, x, y, width);
  const top = y + hosts.height;
  const proxied = group.proxy ? group.containers.filter((container) => container.proxied !== null) : [];
  const others = group.containers.filter((container) => !proxied.includes(container));
  const beside = width - 2 * padding >= 150 + narrowest;
  const lines: Line[] = [];
  const boxes: Box[] = [];
  const entries = new Map<string, readonly [number, number]>();
  const proxyWidth = beside ? 130 : width - 2 * padding;
  const left = x + padding;
  let bottom = top;
  let proxyBox: Box | null = null;
  if (group.proxy) {
    const { texts, height } = place(proxyLines(group.proxy, proxyWidth - 2 * padding), left, top);
    const high = Math.max(height, (proxied.length + 1) * 2 * lane);
    proxyBox = box('proxy', left, top, proxyWidth, high, { texts, uncertain: group.proxy.image === null, at: group.proxy.at });
    boxes.push(proxyBox);
    bottom = top + high;
    const arriving = order.filter((owner) => proxied.some((container) => ownerKey(container.owner) === owner));
    for (const [index, owner] of arriving.entries()) entries.set(owner, [left, top + (high * (index + 1)) / (arriving.length + 1)]);
  }
  const lanes = (Math.min(most, mostLanes) + 1) * lane + 4;
  const from = proxyBox ? (beside ? left + proxyWidth + lanes : left + lanes) : left;
  const room = x + width - padding - from;
  const wanted = proxied.length > 0 && others.length > 0 ? others.length + 1 : group.containers.length;
  const columns = proxyBox && !beside ? 1 : Math.max(1, Math.min(Math.floor((room + gap) / (narrowest + gap)), wanted));
  const columnWidth = Math.min(columns > 1 ? widest : widestAlone, Math.floor((room - (columns - 1) * gap) / columns));
  const start = beside || !proxyBox ? top : bottom + gap;
  const ends = Array.from({ length: columns }, () => start);
  const put = (container: Container, column: number): Box => {
    const at = ends[column]!;
    const colour = proxied.includes(container) ? (colours.get(ownerKey(container.owner)) ?? null) : null;
    const one = containerBox(container, from + column * (columnWidth + gap), at, columnWidth, colour, details);
    ends[column] = at + one.height + gap;
    boxes.push(one);
    return one;
  };
  for (const [index, container] of proxied.entries()) {
    const one = put(container, 0);
    const middle = one.y + one.height / 2;
    // The first turns last: so no line crosses another.
    const along = left + (beside ? proxyWidth : 0) + (Math.min(proxied.length, mostLanes) - (index % mostLanes)) * lane;
    const out = beside ? exitY(proxyBox!, index, proxied.length, middle) : middle;
    const points: Line['points'] = [
      ...(beside ? ([[left + proxyWidth, out]] as const) : []),
      ...(out === middle && beside
        ? []
        : ([
            [along, beside ? out : proxyBox!.y + proxyBox!.height],
            [along, middle],
          ] as const)),
      [one.x, middle],
    ];
    lines.push({ points, colour: colours.get(ownerKey(container.owner)) ?? 0, uncertain: container.uncertain });
  }
  // What takes no web traffic stands apart from what does, where there is a column for it.
  const apart = proxied.length > 0 && columns > 1 ? 1 : 0;
  for (const container of others) put(container, shortest(ends, apart));
  bottom = Math.max(bottom, ...ends.map((end) => end - gap));
  const rights = [...boxes.map((one) => one.x + one.width), ...hosts.texts.map((one) => one.x + widthOf(one.text, one.size))];
  const needed = Math.max(...rights) + padding - x;
  const height = bottom + padding - y;
  return { boxes: [serverBox(group, hosts.texts, x, y, needed, height), ...boxes], lines, height, width: needed, entries };
}

/** Where the line to one of so many containers leaves kamal-proxy: straight ahead where it is the only one and stands there. */
function exitY({ y, height }: Box, index: number, count: number, middle: number): number {
  if (count === 1 && middle > y + lane && middle < y + height - lane) return middle;
  return y + (height * (index + 1)) / (count + 1);
}

function shortest(ends: readonly number[], from: number): number {
  let best = from;
  for (let column = from; column < ends.length; column++) if (ends[column]! < ends[best]!) best = column;
  return best;
}

function serverBox({ servers }: ServerGroup, texts: Box['texts'], x: number, y: number, width: number, height: number): Box {
  // Each host and address stands in the picture once: what is told on demand does not repeat it.
  const about = servers.length > 1 ? [`${servers.length} servers, each with all of this`] : [];
  const at = servers.length > 1 ? null : servers[0]!.at;
  return box('server', x, y, width, height, { texts, about, at, uncertain: servers.some(({ uncertain }) => uncertain) });
}

function containerBox(container: Container, x: number, y: number, width: number, colour: number | null, details: boolean): Box {
  const { texts, height } = place(containerLines(container, width - 2 * padding, details), x, y);
  const { owner, at, uncertain } = container;
  return box(owner.kind, x, y, width, height, { texts, about: containerAbout(container), at, uncertain, colour });
}

function box(kind: Box['kind'], x: number, y: number, width: number, height: number, more: Partial<Box>): Box {
  return { kind, x, y, width, height, texts: [], about: [], at: null, uncertain: false, colour: null, ...more };
}
