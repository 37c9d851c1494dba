import type { Deployment } from '../deployment/deployment.ts';
import type { Mention } from './mention.ts';

/**
 * What goes on under the old name until somebody ends it, and how: a rename changes files, and no server. Tried with Kamal 2.12: it knows
 * containers by their labels, and with the new file no command reaches those of the old name.
 * @returns undefined where nothing on a server has the name
 */
export function afterRename({ kind, name }: Mention, to: string, family: readonly Deployment[]): string | undefined {
  switch (kind) {
    case 'role': {
      const proxied = family.some(({ roles }) => roles.some((role) => role.name === name && role.proxied !== false));
      return proxied
        ? `The containers of \`${name}\` go on running and keep their route in kamal-proxy, so that the next deployment fails on the same server. Before it, with the file as it was: \`kamal app stop --roles ${name}\`.`
        : `The containers of \`${name}\` go on running beside those of \`${to}\`, with their secrets on the server. End them with the file as it was: \`kamal app stop --roles ${name}\`.`;
    }
    case 'accessory': {
      const service = family
        .flatMap(({ accessories }) => accessories.filter((one) => one.name === name))
        .find((one) => one.service)?.service;
      return `The accessory \`${name}\` goes on running, and \`${to}\` is another container with an empty data directory, which \`kamal deploy\` does not start. With the file as it was: \`kamal accessory stop ${name}\`; move the data; then \`kamal accessory boot ${to}\`. Or keep container and data: \`service: ${service ?? `<service>-${name}`}\`.`;
    }
    case 'host':
      return `If \`${to}\` is another machine, the containers on \`${name}\` go on running there. End them with the file as it was: \`kamal app remove --hosts ${name}\`.`;
    case 'proxyHost':
      return `kamal-proxy answers for \`${name}\` until the next deployment. The route of an accessory changes with \`kamal accessory start NAME\`.`;
    case 'secret':
      return `Containers of the app get the variable \`${to}\` in the place of \`${name}\` with the next deployment: to keep its name, write \`${name}:${to}\` under \`secret\`. Those of accessories keep theirs, since their images ask for them by name.`;
    default:
      return undefined;
  }
}
