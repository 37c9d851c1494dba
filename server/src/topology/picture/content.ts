import type { Address } from '../addresses.ts';
import type { Container, Proxy, Server } from '../topology.ts';
import type { Text } from './drawing.ts';
import { lineHeight, sizes, widthOf, wrap, wrapShort, type Size } from './text.ts';

/** Lines of text to be put into a box, one below the other. */
export interface Written {
  readonly text: string;
  readonly size: Size;
  readonly style: Text['style'];
}

export const padding = 8;

export function addressLines({ text }: Address, width: number): Written[] {
  return lines(wrap(text, 'name', width), 'name', 'strong');
}

export function proxyLines({ image, ports }: Proxy, width: number): Written[] {
  const published = ports.map((port) => port.replace(/:(?:80|443)$/, '')).join(' ');
  return [
    ...lines(wrap('kamal-proxy', 'name', width), 'name', 'strong'),
    ...(published === '' ? [] : lines(wrap(published, 'detail', width), 'detail', 'aside')),
    ...(image === null ? lines(['…'], 'detail', 'aside') : []),
  ];
}

/** How many lines of a command or an image are shown; the whole is told on demand. */
const most = 3;

/** @param details whether volumes, networks and secrets are written, too */
export function containerLines(container: Container, width: number, details: boolean): Written[] {
  const { owner, primary, cmd, image, proxied, ports, volumes, networks, secrets, uncertain } = container;
  const what = owner.kind === 'accessory' ? image : cmd;
  return [
    ...lines(wrap(owner.name, 'name', width), 'name', 'strong'),
    ...(primary ? lines(['primary'], 'detail', 'aside') : owner.kind === 'accessory' ? lines(['accessory'], 'detail', 'aside') : []),
    ...(proxied === null ? [] : lines(wrap(`port ${proxied}`, 'detail', width), 'detail', 'plain')),
    ...(what === null || what === '' ? [] : lines(wrapShort(what, 'detail', width, most), 'detail', 'plain')),
    ...ports.flatMap((port) => lines(wrap(`publishes ${port}`, 'detail', width), 'detail', 'plain')),
    ...(uncertain ? lines(wrap('… ERB decides some of it', 'detail', width), 'detail', 'aside') : []),
    ...(details
      ? [
          ...volumes.flatMap((volume) => lines(wrap(`volume ${volume}`, 'detail', width), 'detail', 'aside')),
          // All are in Kamal's own; another one is told.
          ...networks
            .filter((network) => network !== 'kamal')
            .flatMap((network) => lines(wrap(`network ${network}`, 'detail', width), 'detail', 'aside')),
          ...secrets.flatMap((secret) => lines(wrap(`secret ${secret}`, 'detail', width), 'detail', 'aside')),
        ]
      : []),
  ];
}

export function containerAbout({ name, image, cmd, ports, volumes, networks, secrets, uncertain }: Container): string[] {
  const list = (what: string, all: readonly string[]): string[] => (all.length > 0 ? [`${what}: ${all.join(', ')}`] : []);
  return [
    name ?? '…',
    ...list('image', image ? [image] : []),
    ...list('command', cmd === null ? [] : [cmd]),
    ...list('publishes', ports),
    ...list('volumes', volumes),
    ...list('networks', networks),
    ...list('secrets', secrets),
    ...(uncertain ? ['ERB decides some of it, which is not known here'] : []),
  ];
}

const lines = (texts: readonly string[], size: Size, style: Text['style']): Written[] => texts.map((text) => ({ text, size, style }));

/** Puts lines below each other. @returns the texts, and how high they are with the padding of the box */
export function place(all: readonly Written[], x: number, y: number): { texts: Text[]; height: number } {
  let below = y + padding;
  const texts = all.map(({ text, size, style }) => {
    below += lineHeight(size);
    return { text, size, style, x: x + padding, y: below - Math.round((lineHeight(size) - sizes[size] * 0.75) / 2) };
  });
  return { texts, height: below - y + padding };
}

/** So many servers of one kind are drawn: nobody reads on, and of 20,000 the picture is 15 MB. */
const mostHosts = 500;

/** Hosts in columns as wide as the longest, each as a text of its own; where there are several, each with its place. */
export function placeHosts(all: readonly Server[], x: number, y: number, width: number): { texts: Text[]; height: number } {
  const servers = all.slice(0, mostHosts);
  const room = width - 2 * padding;
  const between = 2 * padding;
  const longest = servers.reduce((most, { host }) => Math.max(most, widthOf(host, 'name')), 0);
  const columns = Math.max(1, Math.floor((room + between) / (longest + between)));
  const step = lineHeight('name');
  const texts: Text[] = [];
  let row = y + padding;
  for (const [index, { host, at }] of servers.entries()) {
    const column = index % columns;
    if (index > 0 && column === 0) row += step;
    const left = x + padding + column * (longest + between);
    for (const [number, text] of wrap(host, 'name', room).entries()) {
      // Only where a host is alone in its row it may need several lines.
      if (number > 0) row += step;
      texts.push({ text, size: 'name', style: 'strong', x: left, y: row + Math.round(step * 0.75), ...(servers.length > 1 ? { at } : {}) });
    }
  }
  if (all.length > servers.length) {
    row += step;
    const text = `and ${all.length - servers.length} more`;
    texts.push({ text, size: 'name', style: 'aside', x: x + padding, y: row + Math.round(step * 0.75) });
  }
  return { texts, height: row + step - y + padding / 2 };
}
