import type { ScalarValue } from '../../config/value.ts';
import type { Accessory, Role } from '../../deployment/deployment.ts';
import { isPrivate } from '../../deployment/hostAddress.ts';
import { openPorts } from '../../deployment/openPorts.ts';
import { fix, ownPlace, removeEntry, replaceValue, scalarLike } from '../../edit/index.ts';
import type { Fix } from '../../edit/change.ts';
import { memoize } from '../../memoize.ts';
import type { Inputs } from '../inputs.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** A port without an address is published on all of the server's, and docker lets it past the usual firewalls. */
export const accessoryPortPublic = rule({
  id: 'accessory-port-public',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A port of an accessory is open to the internet',
  reads: ['accessories', 'roles', 'rolesIncomplete', 'namedInEnv'],
  *check({ accessories, ...app }) {
    for (const { accessory, value, port, published, store } of openPorts(accessories)) {
      // In a private network it is there to be reached, unless it keeps data.
      if (!store && isCertainlyPrivate(accessory)) continue;
      const loopback = sharesEveryServer(accessory, app);
      const away = `\`${accessory.name}\` is then reached at \`${accessory.service ?? accessory.name}\` from the other containers`;
      yield report(
        this,
        value.at,
        `Port ${port} of ${where(accessory)} is open to everybody who reaches the server, for the accessory \`${accessory.name}\`${store ? ` (${store})` : ''}: docker publishes it on all addresses, past ufw and similar firewalls. ` +
          (loopback
            ? `All app servers are that server, so no port is needed: ${away}. Or write \`127.0.0.1:${published}\` to reach it on the server only.`
            : `Write a private address of the server before it, such as \`10.0.0.2:${published}\`; ${hasOthers(accessory, app) ? 'not `127.0.0.1`, which would cut other servers off' : 'or `127.0.0.1`, if no other server needs it'}.`),
        {
          severity: store && isCertainlyPublic(accessory) ? 'warning' : 'information',
          fixes: loopback ? closed(accessory, value, app) : [],
        },
      );
    }
  },
});

type App = Pick<Inputs, 'roles' | 'rolesIncomplete' | 'namedInEnv'>;

function where({ hosts, hostsIncomplete }: Accessory): string {
  return hosts.length === 1 && !hostsIncomplete ? `\`${hosts[0]}\`` : "the accessory's servers";
}

function isCertainlyPrivate({ hosts, hostsIncomplete }: Accessory): boolean {
  return hosts.length > 0 && !hostsIncomplete && hosts.every(isPrivate);
}

/** No server in a private network, and none that only ERB knows. */
function isCertainlyPublic({ hosts, hostsIncomplete }: Accessory): boolean {
  return hosts.length > 0 && !hostsIncomplete && !hosts.every(isPrivate);
}

function sharesEveryServer({ hosts, hostsIncomplete }: Accessory, app: App): boolean {
  return hosts.length === 1 && !hostsIncomplete && hosts[0] === onlyServerOf(app.roles, app.rolesIncomplete);
}

/** Does a role or the accessory run on another server? Unknown where ERB names either, or no role is here. */
function hasOthers({ hosts, hostsIncomplete }: Accessory, { roles }: App): boolean {
  return hosts.length > 1 || (!hostsIncomplete && roles.some((role) => role.hosts.some(({ name }) => !hosts.includes(name))));
}

/** The one server on which all roles run; null where there are several, none, or what ERB decides. */
const onlyServerOf = memoize((roles: readonly Role[], rolesIncomplete: boolean): string | null => {
  const [server] = roles[0]?.hosts ?? [];
  const all =
    !rolesIncomplete &&
    roles.every((role) => !role.hostsIncomplete && !role.conditional && role.hosts.every(({ name }) => name === server?.name));
  return (all && server?.name) || null;
});

/** The loopback address is preferred where the app is seen to use the container's name, since nothing else is then cut off but the world outside. */
function closed({ name, map, service }: Accessory, port: ScalarValue, app: App): Fix[] {
  const entry = map?.entries.get('port');
  if (!entry || !map || map.alias || port.alias || entry.value !== port) return [];
  const { file } = entry.key.at.chunk;
  const text = port.string.includes(':') ? port.string : `${port.string}:${port.string}`;
  const path = ['accessories', name, 'port'];
  return [
    fix(`Remove \`port\`: the app reaches it at \`${service ?? name}\``, file, (source) =>
      removeEntry(source, ownPlace(source, entry.key, ...path)),
    ),
    fix(
      `Publish it on the server only: \`127.0.0.1:${text}\``,
      file,
      (source) => replaceValue(source, ownPlace(source, entry.key, ...path), scalarLike(port.node, `127.0.0.1:${text}`)),
      service !== null && app.namedInEnv.split('\n').includes(service),
      'unsafe',
    ),
  ];
}
