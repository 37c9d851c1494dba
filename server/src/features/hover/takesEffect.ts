import type { Spot } from '../../source/locate.ts';

type Path = readonly (string | number)[];

/** Where a change is not brought to the servers by `kamal deploy`, first match wins; each was tried with Kamal 2.12. */
const table: readonly (readonly [test: (path: Path) => boolean, text: (name: string) => string])[] = [
  [
    (path) => path.includes('run') && path[path.indexOf('run') - 1] === 'proxy',
    () =>
      'A change takes effect with `kamal proxy reboot`: kamal-proxy keeps the options that it was started with, and servers may differ until then.',
  ],
  [
    accessory('proxy'),
    (name) =>
      `A change takes effect with \`kamal accessory start ${name}\`, without a restart; \`kamal deploy\` leaves the route as it is.`,
  ],
  [
    accessory('files'),
    (name) =>
      `\`kamal accessory boot ${name}\` uploads files whose content has changed; another entry takes effect with \`kamal accessory reboot ${name}\`.`,
  ],
  [
    accessory('host', 'hosts', 'role', 'roles', 'tag', 'tags'),
    (name) => `On a server that is added it is started by \`kamal accessory boot ${name}\`; on one that is removed it goes on running.`,
  ],
  [
    accessory('service'),
    (name) =>
      `Another name is another container: the old one goes on running, and \`kamal accessory boot ${name}\` starts the new one with empty directories.`,
  ],
  [
    accessory(),
    (name) => `A change takes effect with \`kamal accessory reboot ${name}\`: \`kamal deploy\` leaves accessories as they are.`,
  ],
];

function accessory(...keys: readonly string[]): (path: Path) => boolean {
  return ([root, , key]) => root === 'accessories' && key !== undefined && (keys.length === 0 || keys.includes(String(key)));
}

/** With which command a change here reaches the servers, where it is not `kamal deploy`; else empty. */
export function describeEffect({ path }: Spot): string {
  return table.find(([test]) => test(path))?.[1](String(path[1])) ?? '';
}
